from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .home import ProgrammePanel
from .preview_check import hooks as hooks_of_previews  # noqa: F401
from .programme.access import may_see_programme
from .views.conversions import ConversionViewSet
from .views.importing import LOG_ACTION


class ProgrammeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_programme(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/tracking/", include("wagtail_advocacy.tracking.admin_urls"))]


@hooks.register("register_advocacy_menu_item")
def register_programme() -> MenuItem:
    url = reverse("wagtail_advocacy_tracking:programme")
    return ProgrammeMenuItem(_("Programme so far"), url, name="advocacy-programme", icon_name="table", order=34)


@hooks.register("construct_homepage_panels")
def add_programme(request: HttpRequest, panels: list[Any]) -> None:
    if panel := ProgrammePanel.for_request(request):
        panels.append(panel)


@hooks.register("register_admin_viewset")
def register_conversions() -> ConversionViewSet:
    return ConversionViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class ConversionsImported(LogFormatter):
        label = _("Import conversions")

        def format_message(self, log_entry: Any) -> str:
            number = number_format(log_entry.data.get("recorded", 0), force_grouping=True)
            return gettext("Imported conversions: %(number)s") % {"number": number}
