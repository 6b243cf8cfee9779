"""“How the rules do”: of the last shares, how often each rule spoke, and what is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from ..access import may_see_disputes
from ..acknowledged import smallest_group
from ..hits import DAYS, Hits, RuleFigures, hits_of
from ..models import Dispute
from .figures import TOO_FEW, PolicyReport, SentenceColumn, percent


@dataclass(frozen=True)
class RuleRow:
    rule: str
    sentence: str
    times: Any
    checked: Any
    rate: str
    disputes: int
    state: str


class RuleReport(PolicyReport):
    page_title = gettext_lazy("How the rules do")
    header_icon = "success"
    url_name = "rules"
    results_template_name = "wagtail_advocacy/guidelines/rules_results.html"
    list_export = ["sentence", "state", "times", "checked", "rate", "disputes"]
    export_headings = {
        "sentence": gettext_lazy("Rule"),
        "state": gettext_lazy("State"),
        "times": gettext_lazy("Shares in which it spoke"),
        "checked": gettext_lazy("Shares checked"),
        "rate": gettext_lazy("Part"),
        "disputes": gettext_lazy("Open disputes"),
    }
    export_filename = "advocacy-rules"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            SentenceColumn("sentence", label=_("Rule")),
            Column("state", label=_("State")),
            NumberColumn("times", label=_("Shares in which it spoke")),
            NumberColumn("checked", label=_("Shares checked")),
            NumberColumn("rate", label=_("Part")),
            TitleColumn("disputes", label=_("Open disputes"), get_url=self._disputes_url),
        ]

    def _disputes_url(self, row: RuleRow) -> str | None:
        if not row.disputes or not may_see_disputes(self.request.user):
            return None
        query = {"policy": self.policy.pk, "state": Dispute.State.OPEN.value}
        return f"{reverse('advocacy_disputes:index')}?{urlencode(query)}"

    @cached_property
    def figures(self) -> RuleFigures:
        return hits_of(self.policy)

    @cached_property
    def least(self) -> int:
        return smallest_group(self.policy.site_id)

    def get_queryset(self) -> list[RuleRow]:
        return [self._row(each) for each in self.figures.rules]

    def _row(self, hits: Hits) -> RuleRow:
        too_few = hits.checked < self.least
        return RuleRow(
            rule=hits.rule,
            sentence=hits.sentence or _("A rule that nobody knows any more"),
            times=str(TOO_FEW) if too_few else hits.times or _("never spoke"),
            checked=str(TOO_FEW) if too_few else hits.checked,
            rate="" if too_few else percent(hits.rate),
            disputes=hits.disputes,
            state=_("Gone") if hits.is_gone else _("In the policy"),
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            *args,
            checked=self.figures.checked,
            is_enough=self.figures.checked >= self.least,
            least=self.least,
            since=self.figures.since,
            days=DAYS,
            **kwargs,
        )
