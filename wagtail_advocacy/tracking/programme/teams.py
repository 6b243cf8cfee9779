"""Teams as they may be shown: month by month, so that no month, no sum of months and no rest tells of too few."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from ...models import Headcount
from .. import formulas
from .facts import Facts, Row, grouped
from .groups import too_small

Key = int | None
"""Primary key of a team; ``None``: in no team."""


@dataclass
class TeamFigures:
    """What a row of the table is made of: shares, and people added up over its months."""

    rows: list[Row] = field(default_factory=list)
    months: int = 0
    active: int = 0
    enrolled: int = 0
    is_enrolled_known: bool = True

    def add(self, rows: list[Row], active: int, enrolled: int | None) -> None:
        self.rows += rows
        self.active += active
        self.enrolled += enrolled or 0
        self.is_enrolled_known &= enrolled is not None


@dataclass
class Teams:
    """Teams that may be shown, and the others together; in each month a team is in one of both."""

    shown: dict[Key, TeamFigures]
    others: TeamFigures


def teams_of(facts: Facts) -> Teams:
    """Return the figures by team.

    In a month a team is shown if it has ``facts.least`` active people and as many members; the rest is merged as
    :func:`~.groups.too_small` says. Several months are the sums of what each of them shows, so that taking one from
    the other tells nothing new.
    """
    shown: dict[Key, TeamFigures] = defaultdict(TeamFigures)
    others = TeamFigures()
    heads = _heads(facts)
    for month, rows in facts.by_month.items():
        by_team, enrolled = grouped(rows, "team"), heads.get(month, {})
        active = {key: formulas.active(row.person for row in by_team.get(key, [])) for key in {*by_team, *enrolled}}
        sizes = {key: min(number, enrolled.get(key, 0)) if enrolled else number for key, number in active.items()}
        merged = too_small(sizes, facts.least)
        for key, number in active.items():
            team = others if key in merged else shown[key]
            team.add(by_team.get(key, []), number, enrolled.get(key, 0) if enrolled else None)
        for key in active.keys() - merged:
            shown[key].months += 1
        others.months += bool(merged)
    return Teams(dict(shown), others)


def _heads(facts: Facts) -> dict[date, dict[Key, int]]:
    """Return how many members each team had at the end of each month that was counted."""
    last = {heads.day: month for month, heads in facts.heads.items()}
    found: dict[date, dict[Key, int]] = defaultdict(dict)
    rows = Headcount.objects.filter(site=facts.site, day__in=last).exclude(team=None)
    for day, team, enrolled in rows.values_list("day", "team", "enrolled"):
        found[last[day]][team] = enrolled
    for month, teams in found.items():
        # Who is in no team has no row of their own.
        teams[None] = max(facts.heads[month].enrolled - sum(teams.values()), 0)
    return dict(found)
