"""The sections of the recruitment report. A site adds its own, or takes one out, in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ....networks.registry import counted_networks
from ....tracking import formulas as common
from ....tracking.formulas import Unit
from ....tracking.programme.facts import Report
from ....tracking.programme.parts import Column, Figure, Part, Section, Table, figure, hidden_figure
from ....tracking.programme.words import plain
from ... import formulas
from ..kinds import APPLICATION, HIRE
from .facts import CLICKS, PRESSES, SHARES, Facts, Funnel, facts_of

STEPS = {
    PRESSES: formulas.apply_presses,
    APPLICATION: formulas.applications,
    "interview": formulas.interviews,
    "offer": formulas.offers,
    HIRE: formulas.hires,
}


def _columns() -> list[Column]:
    return [
        Column(SHARES, common.started.label, Unit.SHARES, common.started, has_bar=True),
        Column(CLICKS, common.people_clicks.label, Unit.CLICKS, common.people_clicks),
        *(Column(key, each.label, each.unit, each) for key, each in STEPS.items()),
    ]


def _cells(funnel: Funnel) -> tuple[int, ...]:
    return (funnel[SHARES], funnel[CLICKS], *(each([funnel[key]]) for key, each in STEPS.items()))


def _sorted(rows: Iterable[tuple[Any, ...]], places: int) -> list[tuple[Any, ...]]:
    """Return rows with the most hires first, then applications, then shares, then by name."""
    hires, applied = places + 6, places + 3
    return sorted(rows, key=lambda row: (-row[hires], -row[applied], -row[places], str(row[0])))


EMPTY = gettext_lazy("No vacancy was out, and nothing was shared, in these months.")


def build_funnel(report: Report) -> Part:
    """What came of shares, as a whole and by vacancy."""
    facts = facts_of(report)
    now, before = facts.now.total, facts.before.total
    figures = [
        figure(each, each([now[key]]), each([before[key]]), report)
        for key, each in STEPS.items()
        if key in (PRESSES, APPLICATION, HIRE)
    ]
    by_vacancy = facts.now.grouped(lambda where: where.vacancy)
    rows = [(row.title, *_cells(by_vacancy.get(row.pk, Funnel())), row.days) for row in facts.now.vacancies.values()]
    columns = [
        Column("vacancy", _("Vacancy")),
        *_columns(),
        Column("days", formulas.time_to_fill.label, Unit.DAYS, formulas.time_to_fill),
    ]
    total = (_("All vacancies"), *_cells(now), None)
    table = Table("vacancies", _("From share to hire, by vacancy"), columns, _sorted(rows, 1), total, empty=str(EMPTY))
    return Part(figures=figures, tables=[table])


def build_sources(report: Report) -> Part:
    """The same by where vacancies come from, and by network."""
    facts = facts_of(report).now
    here, feeds = _("Written here"), {row.pk: row.feed for row in facts.vacancies.values()}
    labels = {key: str(each.label) for key, each in counted_networks().items()}
    sources = facts.grouped(lambda where: feeds[where.vacancy] or here)
    networks = facts.grouped(lambda where: labels.get(where.network, where.network) or _("A link without a share"))
    return Part(
        tables=[
            _by("sources", _("By source of the vacancy"), _("Source"), _("All sources"), sources, facts),
            _by("networks", _("By network"), _("Network"), _("All networks"), networks, facts),
        ]
    )


def _by(key: str, caption: str, head: str, whole: str, found: dict[str, Funnel], facts: Facts) -> Table:
    rows = _sorted(((name, *_cells(funnel)) for name, funnel in found.items()), 1)
    columns = [Column(key.removesuffix("s"), head), *_columns()]
    return Table(key, caption, columns, rows, (whole, *_cells(facts.total)), empty=str(EMPTY))


def build_time(report: Report) -> Part:
    """How long vacancies took, and how many of all hires came through people."""
    facts = facts_of(report)
    days, before = facts.now.days_to_fill, facts.before.days_to_fill
    filled = ngettext("%(number)s vacancy was filled", "%(number)s vacancies were filled", len(days))
    put_in = filled % {"number": number_format(len(days))}
    (through, hired), (through_before, hired_before) = facts.now.told, facts.before.told
    share = formulas.hires_through_people
    told = ngettext("%(through)s of %(hired)s hire", "%(through)s of %(hired)s hires", hired)
    told %= {"through": number_format(through), "hired": number_format(hired)}
    return Part(
        figures=[
            figure(formulas.time_to_fill, formulas.time_to_fill(days), formulas.time_to_fill(before), report, put_in),
            figure(
                formulas.median_time_to_fill,
                formulas.median_time_to_fill(days),
                formulas.median_time_to_fill(before),
                report,
            ),
            figure(share, share(through, hired), share(through_before, hired_before), report, told if hired else ""),
        ]
    )


def build_costs(report: Report) -> Part:
    """What hires through people cost; no money before the organisation has entered its own rate."""
    facts = facts_of(report)
    settings, number = facts.settings, facts.now.total[HIRE]
    if settings.cost_per_hire is None:
        note = _("Enter what a hire costs otherwise in the settings of recruitment, and costs are shown here.")
        return Part(notes=[note])
    bonuses = facts.now.bonuses or {settings.currency: Decimal(0)}
    figures = [_cost(currency, amount, number) for currency, amount in sorted(bonuses.items())]
    if others := sorted(each for each in bonuses if each != settings.currency):
        why = _("There are bonuses in %(currencies)s, and no rate to turn them into %(currency)s.")
        facts_in = {"currencies": ", ".join(others), "currency": settings.currency or _("your currency")}
        return Part(figures=[*figures, hidden_figure(formulas.cost_saved, why % facts_in)])
    paid = bonuses.get(settings.currency, Decimal(0))
    saved = formulas.cost_saved(number, settings.cost_per_hire, paid)
    put_in = ngettext(
        "%(number)s hire × %(rate)s − %(bonuses)s of bonuses",
        "%(number)s hires × %(rate)s − %(bonuses)s of bonuses",
        number,
    ) % {
        "number": number_format(number),
        "rate": plain(settings.cost_per_hire, Unit.MONEY),
        "bonuses": plain(paid, Unit.MONEY),
    }
    return Part(figures=[*figures, _money(formulas.cost_saved, saved, settings.currency, put_in)])


def _cost(currency: str, amount: Decimal, number: int) -> Figure:
    put_in = ngettext(
        "%(bonuses)s of bonuses for %(number)s hire", "%(bonuses)s of bonuses for %(number)s hires", number
    ) % {
        "bonuses": plain(amount, Unit.MONEY),
        "number": number_format(number),
    }
    return _money(formulas.cost_per_hire, formulas.cost_per_hire(amount, number), currency, put_in)


def _money(formula: Any, value: Decimal | None, currency: str, put_in: str) -> Figure:
    if value is None:
        return hidden_figure(formula, _("Nobody was hired through people in these months."))
    return Figure(formula, value, f"{plain(value, Unit.MONEY)} {currency}".strip(), put_in)


RECRUITMENT_SECTIONS: dict[str, Section] = {
    "funnel": Section(gettext_lazy("From share to hire"), build_funnel, tables=["vacancies"]),
    "sources": Section(gettext_lazy("Sources and networks"), build_sources, tables=["sources", "networks"]),
    "time": Section(gettext_lazy("Time to fill, and all hires"), build_time),
    "costs": Section(gettext_lazy("Costs"), build_costs),
}
