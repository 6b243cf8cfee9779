"""Who takes part. Nobody is named, and distinct people are counted for each calendar month alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .base import Unit, formula, part

TOP = 3


@formula(
    label=_("Enrolled"),
    how=_("Members who had joined and had not left, on the last day that was counted in these months."),
    unit=Unit.PEOPLE,
)
def enrolled(memberships: Iterable[tuple[datetime, datetime | None]], at: datetime) -> int:
    """Of pairs of joined and left, those who had joined and not left ``at`` that moment."""
    return sum(joined <= at and (left is None or left > at) for joined, left in memberships)


@formula(
    label=_("Adoption"),
    how=_("Enrolled ÷ everybody who worked here on that same day. The headcount of a day is never changed later."),
    unit=Unit.PART,
)
def adoption(enrolled: int, headcount: int) -> float | None:
    """Enrolled ÷ headcount of the same day, 0–1."""
    return part(enrolled, headcount)


@formula(
    label=_("Active"),
    how=_(
        "Distinct people who started at least one share in a calendar month. Nobody is followed from one month to the "
        "next, so several months show the mean of theirs."
    ),
    unit=Unit.PEOPLE,
)
def active(people: Iterable[Hashable]) -> int:
    """Distinct ``Share.sharer_month`` of the shares of one calendar month."""
    return len(set(people))


@formula(
    label=_("Activation"),
    how=_(
        "Active ÷ enrolled at the end of the month; for several months the sums of both. Who shared and left within a "
        "month is active and not enrolled, so this stops at 100 %."
    ),
    unit=Unit.PART,
)
def activation(active: int, enrolled: int) -> float | None:
    """Active ÷ enrolled of the same month, or sums of several months of both, 0–1."""
    return part(active, enrolled)


@formula(
    label=_("Share rate"),
    how=_("People who shared the item in the month ÷ members who could see it. Counted for single months alone."),
    unit=Unit.PART,
)
def share_rate(sharers: int, could_see: int) -> float | None:
    """People who shared an item ÷ enrolled who could see it, 0–1."""
    return part(sharers, could_see)


@formula(
    label=_("Decay"),
    how=_(
        "Of those who joined in the same months and have not erased their data: the part that was active in each "
        "calendar month since. Months with few new members are counted together."
    ),
    unit=Unit.PART,
)
def decay(active: int, joined: int) -> float | None:
    """Active people of a joining cohort in one month ÷ people of the cohort, 0–1; one point of its curve."""
    return part(active, joined)


@formula(
    label=_("Concentration"),
    how=_(
        "Shares made by the three people who shared most ÷ all shares; for several months the three of each month. "
        "A high value says that the programme rests on a few."
    ),
    unit=Unit.PART,
)
def concentration(months: Iterable[Iterable[int]]) -> float | None:
    """Of the numbers of shares of each person, month by month: the sum of each month's top three ÷ all, 0–1."""
    top = whole = 0
    for numbers in months:
        in_order = sorted(numbers, reverse=True)
        top += sum(in_order[:TOP])
        whole += sum(in_order)
    return part(top, whole)


@formula(
    label=_("Team score"),
    how=_(
        "People’s clicks on the shares of a team ÷ active people of that team. Teams too small to show have no score."
    ),
    unit=Unit.SCORE,
)
def team_score(total: float, active: int, least: int) -> float | None:
    """``total`` ÷ active people of a team, at least 0; ``None`` below ``least`` active people."""
    return total / active if active and active >= least else None
