from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from ..conf import advocacy_settings
from .evidence.exporting import LOG_ACTION
from .views.evidence import EvidenceView
from .views.report import ShareReport


class SharesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return ShareReport.permission_policy.user_has_any_permission(request.user, ["view"])


class EvidenceMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        may = EvidenceView.permission_policy.user_has_permission(request.user, EvidenceView.permission_required)
        return advocacy_settings.EVIDENCE and may


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/shares/", include("wagtail_advocacy.sharing.admin_urls"))]


@hooks.register("register_advocacy_menu_item")
def register_menu_item() -> MenuItem:
    url = reverse("wagtail_advocacy_admin:shares")
    return SharesMenuItem(_("Shares"), url, name="advocacy-shares", icon_name="success", order=40)


@hooks.register("register_advocacy_menu_item")
def register_evidence() -> MenuItem:
    url = reverse("wagtail_advocacy_admin:evidence")
    return EvidenceMenuItem(_("Evidence"), url, name="advocacy-evidence", icon_name="lock", order=45)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class EvidenceExported(LogFormatter):
        label = _("Export evidence")

        def format_message(self, log_entry: Any) -> str:
            return _("Exported the shares of %(first_day)s to %(last_day)s as evidence") % log_entry.data
