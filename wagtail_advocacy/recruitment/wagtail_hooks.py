from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .actions import CLOSE, REOPEN
from .choosers import PersonChooserViewSet, person_chooser_viewset
from .feeds import hooks as hooks_of_feeds  # noqa: F401
from .models import Vacancy
from .public import hooks as hooks_of_public_pages  # noqa: F401
from .referrals import hooks as hooks_of_referrals  # noqa: F401
from .viewsets import VacancyViewSet
from .workflow import hooks as hooks_of_workflow  # noqa: F401

register_snippet(VacancyViewSet)


@hooks.register("register_admin_viewset")
def register_chooser() -> PersonChooserViewSet:
    return person_chooser_viewset


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/recruitment/", include("wagtail_advocacy.recruitment.admin_urls"))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(CLOSE)
    class VacancyClosed(LogFormatter):
        label = _("Close a vacancy")

        def format_message(self, log_entry: Any) -> str:
            reasons = dict(Vacancy.ClosedReason.choices)
            reason = log_entry.data.get("reason", "")
            return gettext("Closed: %(reason)s") % {"reason": reasons.get(reason, reason)}

    actions.register_action(REOPEN, _("Open a vacancy again"), _("Opened again, as a draft"))
