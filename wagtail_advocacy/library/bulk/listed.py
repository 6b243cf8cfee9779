"""“Select all in listing”: what the list shows over all its pages, as it is filtered and searched now."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest


def listed(model: Any, request: HttpRequest) -> QuerySet:
    """Return the rows of ``model`` that its list shows for the query string of ``request``, on all pages."""
    as_listed = model.snippet_viewset.index_view
    view = as_listed.view_class(**as_listed.view_initkwargs)
    view.setup(request)
    rows: QuerySet = view.get_queryset()
    return rows.order_by()


class ListedMixin:
    """For bulk actions of snippets. Wagtail sends the filters along with ``id=all``, and itself ignores them."""

    model: Any
    request: HttpRequest

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet:
        return listed(self.model, self.request).values_list("pk", flat=True)
