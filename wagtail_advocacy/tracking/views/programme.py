"""“Programme so far” in the admin: one page to show the board, and every table of it as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from ...days import site_day
from ...exports import SafeExportMixin
from ...sharing.models import Share
from ..programme.access import may_see_programme, programme_here, programmes, report_on
from ..programme.facts import Report
from ..programme.months import Months, MonthsRefused, month_name, month_of, read_months, shifted
from ..programme.parts import Part, Section, Table
from ..programme.sections import SECTIONS
from ..programme.sheets import FIGURES, figures_table

LISTED = 60
"""Months to choose from."""


class ProgrammeMixin:
    """For views of who may see the programme: which one, and which months, their address says.

    A report of another room has ``all_sections`` of its own, and says in ``may_see()`` who reads it.
    """

    request: HttpRequest
    all_sections: Mapping[str, Section] = SECTIONS

    def may_see(self, user: Any) -> bool:
        return may_see_programme(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def today(self) -> date:
        return site_day()

    @cached_property
    def sites(self) -> list[Site]:
        return programmes()

    @cached_property
    def refusals(self) -> list[str]:
        """What of the address could not be followed, in sentences."""
        return []

    @cached_property
    def site(self) -> Site:
        wanted = self.request.GET.get("site", "")
        found = next((each for each in self.sites if str(each.pk) == wanted), None)
        site = found or programme_here(self.request, self.sites)
        if site is None:
            raise Http404
        if wanted and not found:
            self.refusals.append(_("There is no such programme. Choose one from the list."))
        return site

    @cached_property
    def months(self) -> Months:
        asked = (self.request.GET.get(name, "") for name in ("from", "to"))
        try:
            return read_months(*asked, self.today)
        except MonthsRefused as refusal:
            self.refusals.append(str(refusal))
            return read_months("", "", self.today)

    @cached_property
    def report(self) -> Report:
        return report_on(self.site, self.months, self.today)


class ProgrammeView(ProgrammeMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_advocacy/tracking/programme.html"
    page_title = gettext_lazy("Programme so far")
    header_icon = "table"
    _show_breadcrumbs = True

    def get_page_subtitle(self) -> str:
        return self.report.settings.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = self.months
        first = self.first_month
        return super().get_context_data(
            report=self.report,
            sections=self.sections(),
            months=months,
            earlier=months.moved(-1) if months.first > first else None,
            later=months.moved(1) if months.last < self.today.replace(day=1) else None,
            choices=self.choices(min(first, months.first)),
            sites=self.sites if len(self.sites) > 1 else [],
            refusals=self.refusals,
            is_running=months.last_day >= self.today,
            nobody_shared=self.first_share is None,
            query=f"{months.query}&site={self.site.pk}",
            figures_table=FIGURES,
            media=Media(css={"all": ["wagtail_advocacy/admin.css", "wagtail_advocacy/programme.css"]}),
            **kwargs,
        )

    def sections(self) -> list[tuple[str, Section, Part]]:
        built = [(key, section, section.build(self.report)) for key, section in self.all_sections.items()]
        return [(key, section, part) for key, section, part in built if part]

    @cached_property
    def first_share(self) -> Any:
        return Share.objects.filter(site=self.site).aggregate(first=Min("started_at"))["first"]

    @property
    def first_month(self) -> date:
        return month_of(self.first_share) if self.first_share else self.today.replace(day=1)

    def choices(self, first: date) -> list[tuple[str, str]]:
        """Return the months to choose from, the newest first: value and name."""
        this, found = self.today.replace(day=1), []
        while this >= first and len(found) < LISTED:
            found.append((f"{this:%Y-%m}", month_name(this)))
            this = shifted(this, -1)
        return found


class ProgrammeSheet(ProgrammeMixin, SafeExportMixin, View):
    """One table of the report as CSV or XLSX: raw numbers, parts as 0–1."""

    def get(self, request: HttpRequest, table: str) -> HttpResponseBase:
        if not self.is_export:
            raise Http404
        found = self.table(table)
        # Nobody reads in a file that it holds something else than what was asked for.
        if found is None or self.refusals:
            raise Http404
        self.list_export = [column.key for column in found.columns]
        self.export_headings = {column.key: column.label for column in found.columns}
        self.export_filename = f"advocacy-{table}-{self.months.first:%Y-%m}-{self.months.last:%Y-%m}"
        rows = [*found.rows, *([found.total] if found.total and found.rows else [])]
        return self.as_spreadsheet(rows, request.GET["export"])

    def table(self, key: str) -> Table | None:
        if key == FIGURES:
            return figures_table(self.report, self.all_sections)
        section = next((each for each in self.all_sections.values() if key in each.tables), None)
        part = section.build(self.report) if section else None
        return next((each for each in part.tables if each.key == key), None) if part else None

    def to_row_dict(self, item: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self.list_export, item, strict=True))
