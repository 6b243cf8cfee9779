"""What this room shows on the admin's home page."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from ..days import site_day
from . import formulas
from .programme.access import may_see_programme, programme_here, programmes, report_on
from .programme.facts import Report
from .programme.months import read_months
from .programme.parts import Figure, figure


class ProgrammePanel(Component):
    """A handful of figures of this month, and the way to all of them; absent for who may not see them."""

    name = "advocacy_programme"
    order = 140
    template_name = "wagtail_advocacy/tracking/programme_panel.html"

    def __init__(self, report: Report) -> None:
        self.report = report

    @property
    def media(self) -> Media:
        return Media(css={"all": ["wagtail_advocacy/programme.css"]})

    @classmethod
    def for_request(cls, request: HttpRequest) -> ProgrammePanel | None:
        if not may_see_programme(request.user):
            return None
        site, now = programme_here(request, programmes()), site_day()
        return cls(report_on(site, read_months("", "", now), now)) if site else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"report": self.report, "figures": self.figures()}

    def figures(self) -> list[Figure]:
        report, now, before = self.report, self.report.now, self.report.before
        clicks, earlier = (formulas.people_clicks(facts.kinds) for facts in (now, before))
        return [
            figure(formulas.active, now.active, before.active, report),
            figure(formulas.started, len(now.rows), len(before.rows), report),
            figure(formulas.people_clicks, clicks, earlier, report),
        ]
