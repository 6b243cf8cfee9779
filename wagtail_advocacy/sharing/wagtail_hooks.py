from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views.report import ShareReport


class SharesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return ShareReport.permission_policy.user_has_any_permission(request.user, ["view"])


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/shares/", include("wagtail_advocacy.sharing.admin_urls"))]


@hooks.register("register_advocacy_menu_item")
def register_menu_item() -> MenuItem:
    url = reverse("wagtail_advocacy_admin:shares")
    return SharesMenuItem(_("Shares"), url, name="advocacy-shares", icon_name="success", order=40)
