from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from ...library.models import ShareableItem
from ...library.policies import HOOK, item_policy
from .attention import preview_address
from .checking import can_look


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/previews/", include("wagtail_advocacy.tracking.preview_check.admin_urls"))]


@hooks.register("register_snippet_listing_buttons")
def preview_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Lead to the preview from the list, and so for items that are edited where they come from."""
    if isinstance(snippet, ShareableItem) and can_look() and _may_see(user, snippet):
        yield Button(_("Preview in networks"), preview_address(snippet), icon_name="view", priority=40)


def _may_see(user: Any, item: ShareableItem) -> bool:
    if hooks.get_hooks(HOOK):
        # A site's own rule costs a query for each row; the page itself asks it.
        return item_policy.user_has_any_permission(user, {"change"})
    return item_policy.user_has_permission_for_instance(user, "change", item)
