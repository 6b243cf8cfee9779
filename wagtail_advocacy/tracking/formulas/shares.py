"""What was shared: started, confirmed, clicked are three figures, never one."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Unit, formula, part


@formula(
    label=pgettext_lazy("number of shares", "Started"),
    how=_("Shares for which the dialog opened a network or gave the link. Whether they were posted nobody knows."),
    unit=Unit.SHARES,
)
def started(shares: Collection[Any]) -> int:
    """How many shares were started; what was taken back is not among them."""
    return len(shares)


@formula(
    label=pgettext_lazy("number of shares", "Confirmed"),
    how=_("Started shares of these months of which the person said that they posted them."),
    unit=Unit.SHARES,
)
def confirmed(moments: Iterable[datetime | None]) -> int:
    """How many of the moments of confirmation are there."""
    return sum(moment is not None for moment in moments)


@formula(
    label=_("Confirmed rate"),
    how=_("Confirmed ÷ started. Who was not asked, or did not answer, has not confirmed."),
    unit=Unit.PART,
)
def confirmed_rate(confirmed: int, started: int) -> float | None:
    """Confirmed ÷ started, 0–1."""
    return part(confirmed, started)


@formula(
    label=_("Potential reach"),
    how=_(
        "For each share the audience that its person had stated for that network at that time, added up. Nobody knows "
        "how many of them saw it, so it is never added to anything that was counted. Months in which too few people "
        "stated theirs are left out."
    ),
    unit=Unit.FOLLOWERS,
)
def potential_reach(sizes: Iterable[int | None]) -> int | None:
    """Σ of stated audiences over shares; ``None`` if nobody stated any."""
    stated = [size for size in sizes if size is not None]
    return sum(stated) if stated else None


@formula(
    label=_("Potential reach, each person once"),
    how=_("The same, but each person counted once for each network and calendar month, with their largest audience."),
    unit=Unit.FOLLOWERS,
)
def potential_reach_once(rows: Iterable[tuple[Hashable, str, int | None]]) -> int | None:
    """Σ over person (``sharer_month``) and network of the largest stated audience; ``None`` if nobody stated any."""
    largest: dict[tuple[Hashable, str], int] = {}
    for person, network, size in rows:
        if size is not None:
            largest[person, network] = max(size, largest.get((person, network), 0))
    return sum(largest.values()) if largest else None
