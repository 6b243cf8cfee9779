"""Importing conversions from a CSV file: what is in it first, and then, if somebody says so, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from ...layouts import for_this_person
from ...models import AdvocacySettings
from ..conversions.csv_importing import Counts, check_rows, import_rows
from ..conversions.csv_reading import COLUMNS, CsvRefused, Row, Table, read_table
from ..conversions.kinds import kind_label
from ..forms import ConfirmForm, FileForm, seal
from ..models import Conversion

INDEX = "advocacy_conversions:index"
LOG_ACTION = "wagtail_advocacy.conversions_import"
FIRST = 5
MOST_WRONG = 500

EXAMPLE = """kind,code,at,value,currency,reference
application,k7m2w9xpqd,2027-02-28 14:05,,,A-1001
sale,k7m2w9xpqd,2027-02-28T15:30+01:00,1234.50,EUR,B-2002
lead,k7m2w9xpqd,2027-03-01,,,
"""


@dataclass
class Look:
    """What was found in a file."""

    table: Table
    first: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def take(self, row: Row) -> None:
        if row.problem:
            # More than anybody reads is counted alone.
            self.wrong += [row][: MOST_WRONG - len(self.wrong)]
        elif len(self.first) < FIRST:
            self.first.append({"line": row.line, "kind": kind_label(row.given.kind), "given": row.given})

    @property
    def more_wrong(self) -> int:
        return self.counts.wrong - len(self.wrong)


class ConversionImportMixin(PermissionCheckedMixin):
    permission_policy = ModelPermissionPolicy(Conversion)
    permission_required = "add"


class ConversionImportView(ConversionImportMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_advocacy/tracking/import.html"
    page_title = gettext_lazy("Import conversions")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return for_this_person(super().dispatch(request, *args, **kwargs))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse(INDEX), "label": _("Conversions")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": FileForm(), "columns": COLUMNS, **kwargs})

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._import(request) if "sealed" in request.POST else self._look(request)

    def _look(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            content = form.cleaned_data["file"].read()
            try:
                look = look_at(BytesIO(content))
            except CsvRefused as refused:
                form.add_error("file", str(refused))
            else:
                return self._answer(look=look, confirm=ConfirmForm(initial={"sealed": seal(content)}))
        return self._answer(form=form, status=422)

    def _import(self, request: HttpRequest) -> HttpResponse:
        confirm = ConfirmForm(request.POST)
        if not confirm.is_valid():
            form = FileForm({}, {})
            form._errors = {"file": confirm.errors["sealed"]}
            return self._answer(form=form, status=422)
        file = confirm.cleaned_data["sealed"]
        try:
            counts = import_rows(read_table(file), only_valid=confirm.cleaned_data["only_valid"])
        except CsvRefused as refused:
            confirm.add_error(None, str(refused))
            return self._answer(look=look_at(file), confirm=confirm, status=422)
        settings = AdvocacySettings.for_request(request)
        log(instance=settings, action=LOG_ACTION, user=request.user, data=vars(counts))
        messages.success(request, _imported(counts))
        return redirect(INDEX)

    def _answer(self, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)


class ExampleView(ConversionImportMixin, View):
    """A file that shows the columns; its code is invented, so importing it says what a wrong code looks like."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(EXAMPLE, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="conversions-example.csv"'
        return response


def look_at(file: BytesIO) -> Look:
    look = Look(read_table(file))
    look.counts = check_rows(look.table, look.take)
    return look


def _imported(counts: Counts) -> str:
    sentence = _("%(recorded)s conversions were stored, %(further)s got a further share, %(known)s were known already.")
    if counts.wrong:
        sentence = _(
            "%(recorded)s conversions were stored, %(further)s got a further share, %(known)s were known already. "
            "%(wrong)s wrong rows were left out."
        )
    if counts.differs:
        sentence += " " + _("%(differs)s say something else than what was stored first, which was left as it is.")
    return sentence % {name: number_format(number, force_grouping=True) for name, number in vars(counts).items()}
