"""Teams, with small ones merged."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....models import Team
from ... import formulas
from ...formulas import Unit
from ..facts import Facts, Report
from ..parts import Column, Part, Section, Table
from ..teams import TeamFigures, teams_of
from ..words import TOO_FEW, plain
from .networks import share_cells, share_columns


def build(report: Report) -> Part:
    facts = report.whole
    if facts is None:
        why = _("Shown once the month is over: day by day, teams would tell who shared what.")
        return Part(tables=[_table(report.now, [], why)])
    teams = teams_of(facts)
    if not ({*teams.shown} - {None}) and all(row.team is None for row in facts.rows):
        why = _("No share was made by somebody in a team that is known here.")
        return Part(tables=[_table(facts, [], why)])
    names = Team.objects.in_bulk([key for key in teams.shown if key])
    rows = [
        _row(names[key].name if key in names else _("In no team"), figures, facts)
        for key, figures in teams.shown.items()
    ]
    rows.sort(key=lambda row: (-row[3], row[0]))
    if rows and teams.others.months:
        rows.append(_row(_("Other teams"), teams.others, facts))
    return Part(tables=[_table(facts, rows)])


def _row(name: str, team: TeamFigures, facts: Facts) -> tuple[Any, ...]:
    started, confirmed, clicks, per_share = share_cells(facts, team.rows)
    return (
        name,
        _a_month(team.active, team.months),
        formulas.activation(team.active, team.enrolled) if team.is_enrolled_known else None,
        started,
        confirmed,
        clicks,
        per_share,
        formulas.team_score(clicks, team.active, facts.least),
    )


def _a_month(number: int, months: int) -> float | int | None:
    return number if months == 1 else number / months if months else None


def _table(facts: Facts, rows: list[tuple[Any, ...]], empty: str = "") -> Table:
    least = plain(facts.least)
    too_few = _("Every team is %(too_few)s: fewer than %(least)s people were active in each, or in those left over.")
    started, *others = share_columns()
    return Table(
        "teams",
        _("Shares by team, %(months)s") % {"months": facts.months},
        [
            Column("team", _("Team")),
            Column("active", formulas.active.label, Unit.PEOPLE, formulas.active),
            Column("activation", formulas.activation.label, Unit.PART, formulas.activation),
            started,
            *others,
            Column("score", formulas.team_score.label, Unit.SCORE, formulas.team_score),
        ],
        rows,
        total=(
            _("All teams"),
            facts.active,
            formulas.activation(*facts.activation),
            *share_cells(facts, facts.rows),
            None,
        ),
        notes=[
            _(
                "A team is shown in the months in which it has %(least)s active people or more. Smaller ones are "
                "counted as other teams, with the next larger one where they would still be too few."
            )
            % {"least": least}
        ],
        empty=empty or too_few % {"too_few": TOO_FEW, "least": least},
    )


SECTION = Section(gettext_lazy("Teams"), build, tables=["teams"])
