"""Referrals and the report in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .report.views import may_see_report
from .views.listing import ReferralViewSet


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_report(request.user)


@hooks.register("register_admin_viewset")
def register_referrals() -> Any:
    return ReferralViewSet()


@hooks.register("register_advocacy_menu_item")
def register_report() -> MenuItem:
    url = reverse("wagtail_advocacy_recruitment:report")
    return ReportMenuItem(_("Recruitment"), url, name="advocacy-recruitment", icon_name="table", order=35)
