from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from ..compat import register_permission_policy
from . import upkeep_hooks  # noqa: F401
from .bulk.offer import OfferPages
from .bulk.permitted import DeleteCampaigns, DeleteItems
from .choosers import category_chooser_viewset
from .group_permissions import ItemSitePermissionsForm
from .models import ShareableItem
from .offering import add_url, items_from, list_url, may_offer
from .policies import SEEING, item_policy
from .viewsets import CampaignViewSet, CategoryViewSet, ItemViewSet

register_permission_policy(item_policy)
register_snippet(ItemViewSet)
register_snippet(CampaignViewSet)


@hooks.register("register_admin_viewset")
def register_viewset() -> CategoryViewSet:
    return CategoryViewSet()


@hooks.register("register_admin_viewset")
def register_category_chooser() -> Any:
    return category_chooser_viewset


@hooks.register("register_page_header_buttons")
def offer_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the page for sharing: opens a new item that is filled from it, or the list of those made from it."""
    if page.pk and item_policy.user_has_any_permission(user, SEEING | {"add"}):
        times = items_from(page, user).count()
        if times:
            label = ngettext("Offered once", "Offered %(count)s times", times) % {"count": number_format(times)}
            yield Button(label, list_url(origin=page.pk), icon_name="resubmit", priority=90)
        elif may_offer(user, page):
            yield Button(_("Offer for sharing"), add_url(page), icon_name="resubmit", priority=90)


@hooks.register("register_page_listing_more_buttons")
def offer_listing_button(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The same in the rows of the page explorer; without a number, which would cost a query for each row."""
    if may_offer(user, page):
        yield Button(_("Offer for sharing"), add_url(page), icon_name="resubmit", priority=90)


@hooks.register("construct_snippet_action_menu")
def publish_where_permitted(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Wagtail asks the model who sees “Publish”; we ask the policy, which knows programmes."""
    if context["model"] is not ShareableItem:
        return
    item = context.get("instance")
    may = (
        item_policy.user_has_permission_for_instance(request.user, "publish", item)
        if item
        else item_policy.user_has_permission(request.user, "publish")
    )
    shown = {"action-publish": PublishMenuItem(order=30), "action-unpublish": UnpublishMenuItem(order=20)}
    kept = [each for each in items if each.name not in shown]
    if may and not context.get("locked_for_user"):
        kept.append(shown["action-publish"])
        if context["view"] == "edit" and item.live:
            kept.append(shown["action-unpublish"])
    items[:] = sorted(kept, key=lambda each: each.order)


@hooks.register("register_group_permission_panel")
def item_site_permissions() -> type[ItemSitePermissionsForm]:
    return ItemSitePermissionsForm


hooks.register("register_bulk_action", OfferPages)
# Wagtail's own is registered first, for all snippets; of two with one name the last one counts.
hooks.register("register_bulk_action", DeleteItems, order=10)
hooks.register("register_bulk_action", DeleteCampaigns, order=10)
