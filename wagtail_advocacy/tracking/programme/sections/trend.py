"""Month by month: charts, and the table behind them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import formulas
from ...charts import Chart, Series, bars, lines, month_labels
from ...formulas import Unit
from ..facts import Report
from ..months import month_name
from ..parts import Column, Part, Section, Table
from ..trend import MonthRow, trend_of
from ..words import plain


def build(report: Report) -> Part:
    rows = trend_of(report)
    return Part(charts=_charts(rows), tables=[_table(report, rows)], alarms=_alarms(report, rows))


def _charts(rows: list[MonthRow]) -> list[Chart]:
    if not rows:
        return []
    labels = month_labels([row.month for row in rows])

    def series(formula: formulas.Formula, value: Callable[[MonthRow], float | None]) -> Series:
        return Series(str(formula), [value(row) for row in rows])

    count = partial(plain, unit=Unit.SHARES)
    people = [series(formulas.enrolled, lambda row: row.enrolled), series(formulas.active, lambda row: row.active)]
    shares = [series(formulas.started, lambda row: row.started), series(formulas.confirmed, lambda row: row.confirmed)]
    clicks = [series(formulas.people_clicks, lambda row: row.clicks)]
    return [
        lines("people", _("People"), labels, people, count),
        bars("shares", _("Shares"), labels, shares, count),
        bars("clicks", str(formulas.people_clicks), labels, clicks, count),
    ]


def _table(report: Report, rows: list[MonthRow]) -> Table:
    running = report.today.replace(day=1)
    columns = [
        Column("month", _("Month")),
        *(
            Column(each.name, each.label, each.unit, each)
            for each in (
                formulas.enrolled,
                formulas.active,
                formulas.activation,
                formulas.started,
                formulas.confirmed,
                formulas.people_clicks,
                formulas.clicks_per_share,
                formulas.unique_visitors,
            )
        ),
    ]
    return Table(
        "months",
        _("Month by month, as a table"),
        columns,
        [
            (
                _("%(month)s, so far") % {"month": month_name(row.month)}
                if row.month == running
                else month_name(row.month),
                row.enrolled,
                row.active,
                row.activation,
                row.started,
                row.confirmed,
                row.clicks,
                row.clicks_per_share,
                row.visitors,
            )
            for row in reversed(rows)
        ],
        empty=_("There is no month to show yet: the first share begins this list."),
        shown=36,
    )


FALLEN = 0.5
"""Below this part of its best month, 0–1, activation is called out."""


def _alarms(report: Report, rows: list[MonthRow]) -> list[str]:
    whole = [row for row in rows if row.month < report.today.replace(day=1) and row.activation is not None]
    if len(whole) < 2:
        return []
    last, best = whole[-1], max(whole, key=lambda row: row.activation or 0)
    if (last.activation or 0) >= (best.activation or 0) * FALLEN:
        return []
    sentence = _(
        "Fewer members share than used to: %(now)s in %(month)s, %(then)s in %(best)s. New items and a word from the "
        "leaders bring most of them back."
    )
    facts = {"month": month_name(last.month), "best": month_name(best.month)}
    parts = {"now": plain(last.activation, Unit.PART), "then": plain(best.activation, Unit.PART)}
    return [sentence % {**facts, **parts}]


SECTION = Section(gettext_lazy("Month by month"), build, tables=["months"])
