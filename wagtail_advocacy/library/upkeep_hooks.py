"""What keeps the library in order in the admin: needs attention, renewing, bulk changes and their history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from . import log_actions
from .bulk.changes import BULK_CHANGES
from .campaign_deleted import tell_after, warn_before
from .home import AttentionPanel
from .models import ShareableItem
from .policies import item_policy
from .remarks import renewal_address
from .views.attention import may_edit_items, may_see_jobs


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/library/", include("wagtail_advocacy.library.admin_urls"))]


class AttentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_items(request.user) or may_see_jobs(request.user)


@hooks.register("register_advocacy_menu_item")
def register_menu_item() -> MenuItem:
    url = reverse("wagtail_advocacy_library:attention")
    return AttentionMenuItem(_("Needs attention"), url, name="advocacy-attention", icon_name="warning", order=5)


@hooks.register("construct_homepage_panels")
def add_attention_panel(request: HttpRequest, panels: list[Any]) -> None:
    if panel := AttentionPanel.for_user(request.user):
        panels.append(panel)


@hooks.register("register_snippet_listing_buttons")
def renew_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer to renew what expired; a withdrawn item of a source says there where it is renewed."""
    if not isinstance(snippet, ShareableItem):
        return
    # It leaves the hub on time; Wagtail’s own mark comes with the next `publish_scheduled`.
    is_over = snippet.withdrawn_at or (snippet.expire_at and snippet.expire_at <= timezone.now())
    if is_over and item_policy.user_has_permission_for_instance(user, "publish", snippet):
        yield Button(_("Renew"), renewal_address(snippet), icon_name="rotate", priority=15)


hooks.register("before_delete_snippet", warn_before)
hooks.register("after_delete_snippet", tell_after)
hooks.register("register_log_actions", log_actions.register)
for _action in BULK_CHANGES:
    hooks.register("register_bulk_action", _action)
