"""How the list of items is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser, BooleanRadioSelect

from ..compat import get_page_model
from .models import ShareableItem
from .policies import seen_by


def origins(request: Any) -> QuerySet:
    """Return the pages from which the items were made that this person sees; nobody learns the title of another."""
    return get_page_model()._default_manager.filter(pk__in=seen_by(request.user).values("origin"))


class ItemFilterSet(WagtailFilterSet):
    origin = django_filters.ModelChoiceFilter(
        queryset=origins, widget=AdminPageChooser(show_edit_link=False), label=_("Made from")
    )
    mine = django_filters.BooleanFilter(method="of_owner", widget=BooleanRadioSelect, label=_("Made by me"))

    class Meta:
        model = ShareableItem
        fields = ["category", "campaign", "live"]

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any = None, prefix: Any = None) -> None:
        # The chooser would show the title of whichever page the address names.
        page = (data or {}).get("origin", "")
        is_number = page.isdecimal() and len(page) < 19
        self.is_of_unknown_page = bool(page) and not (is_number and origins(request).filter(pk=page).exists())
        if self.is_of_unknown_page:
            data = data.copy()
            del data["origin"]
        super().__init__(data, queryset, request=request, prefix=prefix)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset.none() if self.is_of_unknown_page else queryset)

    def of_owner(self, items: QuerySet, name: str, value: bool) -> QuerySet:
        mine = {"owner": self.request.user}
        return items.filter(**mine) if value else items.exclude(**mine)
