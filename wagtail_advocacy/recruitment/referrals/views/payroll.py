"""“Bonuses” in the admin: what is due, what is approved, what was paid. Whom to pay is looked up, one at a time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from ....exports import SafeExportMixin
from ....library.views.styled import StyledMixin
from ....sharing.looks import may_look
from ...models import Referral
from ..bonus import APPROVE, PAY
from .listing import AmountColumn, NetworkColumn

Bonus = Referral.Bonus
SHOWN = (Bonus.PENDING, Bonus.ELIGIBLE, Bonus.APPROVED, Bonus.PAID, Bonus.FORFEITED)


class BonusFilterSet(WagtailFilterSet):
    bonus = ChoiceFilter(label=_("Bonus"), choices=[(each.value, each.label) for each in SHOWN])

    class Meta:
        model = Referral
        fields = ["bonus"]


class WhoColumn(BaseColumn):
    cell_template_name = "wagtail_advocacy/recruitment/who_cell.html"


class BonusReport(StyledMixin, SafeExportMixin, ReportView):
    page_title = _("Bonuses")
    header_icon = "tick"
    index_url_name = "wagtail_advocacy_recruitment:bonuses"
    index_results_url_name = "wagtail_advocacy_recruitment:bonuses_results"
    results_template_name = "wagtail_advocacy/recruitment/bonuses_results.html"
    model = Referral
    filterset_class = BonusFilterSet
    paginate_by = 50
    plain = [
        TitleColumn("title", label=_("Vacancy"), url_name="advocacy_referrals:inspect"),
        NetworkColumn("network", label=_("Network")),
        DateColumn("hired_at", label=_("Hired")),
        Column("bonus_due_on", label=_("Due on")),
        AmountColumn("amount", label=pgettext_lazy("of money", "Amount")),
        Column("get_bonus_display", label=_("Bonus")),
    ]
    list_export = ["title", "hired_at", "bonus_due_on", "bonus_amount", "bonus_currency", "get_bonus_display"]
    export_headings = {"title": _("Vacancy"), "get_bonus_display": _("Bonus")}
    export_filename = "advocacy-bonuses"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.has_perm(APPROVE) or request.user.has_perm(PAY)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [*self.plain, WhoColumn("who", label=_("Whom"))] if may_look(self.request.user) else self.plain

    def get_queryset(self) -> Any:
        """Return all bonuses, the earliest due first; without a filter those that wait for somebody."""
        return Referral.objects.exclude(bonus=Bonus.NONE).order_by("bonus_due_on", "pk")

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.request.GET.get("bonus") else found.filter(bonus__in=[Bonus.ELIGIBLE, Bonus.APPROVED])
