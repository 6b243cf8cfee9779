"""What was shared, and by how few."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import formulas
from ..facts import Facts, Report, Row
from ..parts import Figure, Part, Section, figure, hidden_figure
from ..words import Number, plain, with_unit

CONCENTRATED = 0.5
"""From this part on, 0–1, the top three are called out."""


def build(report: Report) -> Part:
    now, before = report.now, report.before
    started, confirmed = formulas.started(now.rows), _confirmed(now.rows)
    rate = formulas.confirmed_rate(confirmed, started)
    earlier = formulas.confirmed_rate(_confirmed(before.rows), formulas.started(before.rows))
    few = _("Fewer than %(least)s people stated an audience, so nothing is shown.")
    divided = f"{plain(confirmed)} ÷ {with_unit(started, formulas.Unit.SHARES)}"
    return Part(
        figures=[
            figure(formulas.started, started, formulas.started(before.rows), report),
            figure(formulas.confirmed, confirmed, _confirmed(before.rows), report),
            figure(formulas.confirmed_rate, rate, earlier, report, divided),
            _of_whole_months(report, formulas.potential_reach, _reach, _from_shares, few),
            _of_whole_months(report, formulas.potential_reach_once, _reach_once, _from_shares, few),
            _concentration(report),
        ],
        alarms=_alarms(report),
    )


def _from_shares(facts: Facts) -> str:
    return _("From %(number)s of %(all)s shares") % {"number": plain(len(facts.stated)), "all": plain(len(facts.rows))}


def _confirmed(rows: Iterable[Row]) -> int:
    return formulas.confirmed(row.confirmed_at for row in rows)


def _reach(facts: Facts) -> int | None:
    return formulas.potential_reach(row.size for row in facts.stated)


def _reach_once(facts: Facts) -> int | None:
    return formulas.potential_reach_once((row.person, row.network, row.size) for row in facts.stated)


def _of_whole_months(
    report: Report,
    formula: formulas.Formula,
    count: Callable[[Facts], Number],
    put_in: Callable[[Facts], str],
    few: str,
) -> Figure:
    """Return a figure that tells of people, from months that are over; compared if all of these are."""
    facts = report.whole
    if facts is None:
        return hidden_figure(formula, _("Shown once the month is over."))
    value = count(facts)
    if value is None:
        return hidden_figure(formula, few % {"least": plain(report.least)})
    if report.is_over:
        return figure(formula, value, count(report.before), report, put_in(facts))
    return Figure(formula, value, with_unit(value, formula.unit), put_in(facts), str(facts.months))


def _concentration(report: Report) -> Figure:
    return _of_whole_months(
        report,
        formulas.concentration,
        lambda facts: facts.concentration,
        lambda facts: _("The three most active people"),
        _("Fewer than %(least)s people were active, so nothing is shown."),
    )


def _alarms(report: Report) -> list[str]:
    value = report.whole.concentration if report.whole else None
    if value is None or value < CONCENTRATED:
        return []
    sentence = _(
        "Three people made %(part)s of the shares. If one of them stops, much of the programme stops: ask what keeps "
        "others from sharing."
    )
    return [sentence % {"part": plain(value, formulas.Unit.PART)}]


SECTION = Section(gettext_lazy("Shares"), build)
