"""What the reports of this room have in common: rows that are counted, not fetched."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import BaseButton, Button

from ...exports import SafeExportMixin
from ...library.views.styled import StyledMixin
from ..access import FiguresMixin, may_see_figures
from ..models import Policy

TOO_FEW = gettext_lazy("too few to show")


def percent(part: float | None) -> str:
    """Return 0–1 in words; empty where there is nothing to divide by."""
    if part is None:
        return ""
    number = round(part * 100, 1)
    return _("%(part)s %%") % {"part": number_format(int(number) if number.is_integer() else number)}


def listing_buttons(user: Any, policy: Any, button: type[BaseButton] = Button) -> list[BaseButton]:
    """Return the ways to versions and figures of a policy, for who sees them."""
    if not (policy.pk and may_see_figures(user)):
        return []
    return [
        button(_("Versions"), url=address("versions", policy.pk), icon_name="history", priority=50),
        button(_("How the rules do"), url=address("rules", policy.pk), icon_name="success", priority=60),
    ]


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtail_advocacy_guidelines:{name}", args=args)


class FigureReport(FiguresMixin, StyledMixin, SafeExportMixin, ReportView):
    """A report over a list of rows; sentences above and below it stand in its results template."""

    paginate_by = None

    def filter_queryset(self, rows: Any) -> Any:
        return rows


class SentenceColumn(Column):
    """Words that may be long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, classname="wa-admin-sentence", **kwargs)


class PolicyReport(FigureReport):
    """A report on one policy, reached from its row and its editor."""

    url_name: str

    @cached_property
    def policy(self) -> Policy:
        return get_object_or_404(Policy.objects.defer("body"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.policy)

    def get_index_url(self) -> str:
        return address(self.url_name, self.policy.pk)

    def get_index_results_url(self) -> str:
        return address(f"{self.url_name}_results", self.policy.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *policy_trail(self.request.user, self.policy), here]


def policy_trail(user: Any, policy: Policy) -> list[dict[str, Any]]:
    """Return the way to a policy through the screens of the editors, for those who have them."""
    viewset = Policy.snippet_viewset
    if not viewset.permission_policy.user_has_any_permission(user, {"change", "publish"}):
        return [{"url": address("acknowledgements"), "label": _("Acknowledgements")}]
    return [
        {"url": reverse(viewset.get_url_name("list")), "label": _("Policies")},
        {"url": reverse(viewset.get_url_name("edit"), args=[policy.pk]), "label": str(policy)},
    ]
