"""What the roll-up has come to, and where it has to look again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from ...links.models import Click
from ..models import RollUpMark, TalliedDay
from ..utc import UtcDay

LATE = timedelta(hours=1)
"""How long a transaction may take that stores clicks."""


@dataclass(frozen=True)
class Run:
    """One run of the roll-up. All but ``at`` are primary keys of clicks.

    Up to ``settled`` everything was there when the run before began; up to ``last`` that run has counted what it saw.
    This one counts up to ``through``, and up to ``next_settled`` it misses nothing.
    """

    settled: int
    last: int
    through: int
    next_settled: int
    at: datetime

    @classmethod
    def begin(cls) -> Run:
        through, at = last_click(), timezone.now()
        marks = list(RollUpMark.objects.order_by("click_id", "at"))
        if not marks:
            return cls(0, 0, through, 0, at)

        def settled_at(moment: datetime) -> int:
            return max((mark.click_id for mark in marks if mark.at <= moment - LATE), default=0)

        last = marks[-1]
        return cls(settled_at(last.at), last.click_id, max(through, last.click_id), settled_at(at), at)

    def finish(self) -> None:
        """Say that everything up to ``through`` is counted, and forget the marks that nobody needs any more."""
        mark = RollUpMark.objects.create(click_id=self.through, at=self.at)
        RollUpMark.objects.filter(click_id__lt=self.next_settled).exclude(pk=mark.pk).delete()


@dataclass(frozen=True)
class News:
    """A day with clicks that are not counted, the first of which was ``first``; ``left`` clicks are not settled yet."""

    day: date
    first: datetime
    left: int


def news(run: Run) -> Iterator[News]:
    """Yield every day that has to be counted, the oldest first.

    A day that has new clicks alone is looked at from the first of these on. Whether others came late, in transactions
    that began before the last run, is told by their number: as long as a day is not final, clicks are only added.
    """
    clicks = Click.objects.filter(pk__gt=run.settled, pk__lte=run.through).order_by().annotate(day=UtcDay("at"))
    is_new, is_left = Q(pk__gt=run.last), Q(pk__gt=run.next_settled)
    found = clicks.values("day").annotate(
        number=Count("pk"),
        new=Count("pk", filter=is_new),
        left=Count("pk", filter=is_left),
        first=Min("at"),
        first_new=Min("at", filter=is_new),
    )
    rows = {row["day"]: row for row in found}
    known = TalliedDay.objects.filter(day__in=rows, is_final=False, settled=run.settled, through=run.last)
    seen = dict(known.values_list("day", "seen"))
    for day, row in sorted(rows.items()):
        if seen.get(day) != row["number"] - row["new"]:
            yield News(day, row["first"], row["left"])
        elif row["new"]:
            yield News(day, row["first_new"], row["left"])
        else:
            same = known.filter(day=day, seen=row["number"])
            same.update(settled=run.next_settled, through=run.through, seen=row["left"])


def last_click() -> int:
    """Return the highest primary key of a raw click."""
    return Click.objects.aggregate(last=Max("pk"))["last"] or 0
