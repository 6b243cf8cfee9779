"""Who came, and what else came."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ....links.kinds import ClickKind
from ... import formulas
from ...formulas import Unit
from ..facts import Report
from ..parts import Column, Part, Section, Table, figure
from ..words import plain, with_unit


def build(report: Report) -> Part:
    now, before = report.now, report.before
    each, earlier = now.clicks_of(now.rows), before.clicks_of(before.rows)
    people, shares = formulas.people_clicks(now.kinds), with_unit(len(each), Unit.SHARES)
    return Part(
        figures=[
            figure(
                formulas.people_clicks,
                people,
                formulas.people_clicks(before.kinds),
                report,
                _("%(number)s of them on shares started in that time") % {"number": plain(sum(each))},
            ),
            figure(
                formulas.clicks_per_share,
                formulas.clicks_per_share(each),
                formulas.clicks_per_share(earlier),
                report,
                f"{with_unit(sum(each), Unit.CLICKS)} ÷ {shares}",
            ),
            figure(
                formulas.median_clicks,
                formulas.median_clicks(each),
                formulas.median_clicks(earlier),
                report,
                _("The middle one of %(shares)s") % {"shares": shares},
            ),
            figure(formulas.unique_visitors, now.visitors, before.visitors, report),
        ],
        tables=[_others(report)],
    )


def _others(report: Report) -> Table:
    kinds = [kind for kind in ClickKind if kind != ClickKind.PERSON]
    rows = [(str(kind.label), report.now.kinds.get(kind, 0), report.before.kinds.get(kind, 0)) for kind in kinds]
    found = sorted((row for row in rows if row[1] or row[2]), key=lambda row: (-row[1], row[0]))
    return Table(
        "others",
        _("What came and is not counted"),
        [
            Column("kind", _("What it was")),
            Column("clicks", _("Clicks"), Unit.CLICKS, formulas.others, has_bar=True),
            Column("before", str(report.before.months), Unit.CLICKS),
        ],
        found,
        total=(
            pgettext("row of totals", "All"),
            formulas.others(report.now.kinds),
            formulas.others(report.before.kinds),
        ),
        empty=_("Nothing but people came."),
    )


SECTION = Section(gettext_lazy("Clicks"), build, tables=["others"])
