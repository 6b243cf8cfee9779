"""From pages to items: what a page is offered as already, and drafts for many pages at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from wagtail.log_actions import log

from ..compat import get_page_model
from .actions import item_from_page
from .models import ShareableItem
from .policies import item_policy, programme_for, seen_by

__all__ = ["add_url", "edit_url", "items_from", "list_url", "may_offer", "newest_item", "offer_pages", "offered_times"]


def may_offer(user: Any, page: Any) -> bool:
    """Whether ``user`` may make an item from ``page``: whoever adds items and edits the page."""
    known = page.pk and not page.is_root() and item_policy.user_has_permission(user, "add")
    return bool(known and page.permissions_for_user(user).can_edit())


def items_from(page: Any, user: Any) -> QuerySet[ShareableItem]:
    """Return the items made from ``page`` that ``user`` sees."""
    return seen_by(user).filter(origin=page.pk)


def offered_times(pages: Iterable[Any]) -> dict[int, int]:
    """Return how many items each of ``pages`` has, whoever made them; a page without one is left out."""
    counted = ShareableItem.objects.filter(origin__in=[page.pk for page in pages]).order_by().values("origin")
    return dict(counted.annotate(times=Count("pk")).values_list("origin", "times"))


def newest_item() -> int:
    """Return a mark of this moment: items that are made later have a greater key."""
    return ShareableItem.objects.aggregate(last=Max("pk"))["last"] or 0


def add_url(page: Any) -> str:
    """Return the address of a new item that is filled from ``page``."""
    query = {"page": page.pk}
    if locale := getattr(page, "locale", None):
        query["locale"] = locale.language_code
    return reverse(ShareableItem.snippet_viewset.get_url_name("add"), query=query)


def edit_url(item: ShareableItem) -> str:
    """Return the address of the editor of ``item``."""
    return reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk])


def list_url(**query: Any) -> str:
    """Return the address of the list of items, narrowed by ``query``."""
    return reverse(ShareableItem.snippet_viewset.get_url_name("list"), query=query)


@transaction.atomic
def offer_pages(
    pages: Sequence[Any], user: Any, *, again: bool = False, seen: int | None = None
) -> list[ShareableItem]:
    """Make one draft for each of ``pages``, filled from it; return the new items.

    A page that has an item already is skipped, or with ``again`` one that got an item after ``seen``, the mark of what
    the person saw when they asked for another: a form that is sent twice makes no second item.
    """
    keys = [page.pk for page in pages]
    list(get_page_model()._default_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    offered = ShareableItem.objects.filter(origin__in=keys)
    if again:
        offered = offered.filter(pk__gt=newest_item() if seen is None else seen)
    skipped = set(offered.values_list("origin", flat=True))
    return [_make_draft(page, user) for page in pages if page.pk not in skipped]


def _make_draft(page: Any, user: Any) -> ShareableItem:
    item = item_from_page(page)
    item.owner, item.site = user, programme_for(user, item.site)
    item.save()
    revision = item.save_revision(user=user, clean=False)
    log(instance=item, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return item
