"""Who takes part, and whether they go on."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import formulas
from ...formulas import Unit
from ..facts import Facts, Report
from ..parts import Part, Section, figure
from ..words import mean, plain, with_unit


def build(report: Report) -> Part:
    now, before = report.now, report.before
    active = mean(now.active, Unit.PEOPLE) if not report.is_single else ""
    return Part(
        figures=[
            figure(formulas.enrolled, now.enrolled, before.enrolled, report, _counted_on(now)),
            figure(formulas.adoption, _adoption(now), _adoption(before), report, _of_everybody(now)),
            figure(formulas.active, now.active, before.active, report, text=active),
            figure(formulas.activation, _activation(now), _activation(before), report, _of_members(now)),
        ]
    )


def _adoption(facts: Facts) -> float | None:
    heads = facts.last_heads
    return formulas.adoption(heads.enrolled, heads.users) if heads else None


def _activation(facts: Facts) -> float | None:
    return formulas.activation(*facts.activation)


def _counted_on(facts: Facts) -> str:
    heads = facts.last_heads
    if heads:
        return _("On %(day)s") % {"day": date_format(heads.day, "DATE_FORMAT")}
    return _("Nobody was counted in that month: maintenance counts once a day.")


def _of_everybody(facts: Facts) -> str:
    heads = facts.last_heads
    if not heads:
        return _("The headcount of that month is not known.")
    divided = f"{plain(heads.enrolled)} ÷ {with_unit(heads.users, Unit.PEOPLE)}"
    return _("%(divided)s, on %(day)s") % {"divided": divided, "day": date_format(heads.day, "DATE_FORMAT")}


def _of_members(facts: Facts) -> str:
    active, enrolled = facts.activation
    if not enrolled:
        return _("Nobody was enrolled.")
    return f"{plain(active)} ÷ {with_unit(enrolled, Unit.PEOPLE)}"


SECTION = Section(gettext_lazy("People"), build)
