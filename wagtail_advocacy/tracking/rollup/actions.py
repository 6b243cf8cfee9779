"""The deeds of the roll-up. Each does one UTC day after another, each day in a transaction of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ...actions import days_of_clicks
from ...links.actions import EARLY
from ...links.models import Agent, Click, ClickTotal
from ..models import RollUpMark, TalliedDay
from ..utc import UtcDay
from . import statements, visits
from .days import AT_ONCE, count, count_news, finish, locked
from .marks import Run, last_click, news
from .statements import Difference, Part

LATELY = timedelta(hours=1)
"""Longer than a process remembers the key of an agent."""


def roll_up() -> int:
    """Bring the tallies up to date; return how many days had clicks that were not counted.

    Two runs at one moment do no harm, and one that was killed goes on with the next.
    """
    run, days = Run.begin(), 0
    for found in news(run):
        count_news(run, found)
        days += 1
    run.finish()
    return days


def purge_clicks(days: int, now: datetime | None = None) -> int:
    """Let whole UTC days of raw clicks go before the oldest of them is ``days`` old; return how many clicks went.

    ``days`` are 24 hours each. Every click is either raw or in the final tallies of its day, never both or neither.
    """
    roll_up()
    adopt_totals()
    # In UTC, or a day on which clocks change would have 23 hours, or 25.
    moment = (now or timezone.now()).astimezone(UTC)
    limit = moment - timedelta(days=days) + EARLY
    lately = set(_agents_of(Click.objects.filter(at__gt=moment - LATELY)))
    purged = 0
    while oldest := Click.objects.filter(at__lt=limit).order_by("at").values_list("at", flat=True).first():
        purged += finish(oldest.astimezone(UTC).date())
    if purged:
        _forget_agents(lately)
    return purged


def purge_old_clicks() -> int:
    """Let raw clicks go after the retention: the strictest that any programme asks for."""
    return purge_clicks(days_of_clicks())


def adopt_totals() -> int:
    """Make tallies of what the link room kept before the tracking room was there; return how many days that were.

    A day of which something was kept is final: single clicks of it leave as well, and are in its tallies.
    """
    days = list(ClickTotal.objects.order_by("day").values_list("day", flat=True).distinct())
    for day in days:
        finish(day, then=partial(_adopt, day))
    return len(days)


def rebuild(check: bool = False) -> Iterator[Difference]:
    """Count anew every day that has its raw clicks, and yield what was different; with ``check`` change nothing."""
    for day in _raw_days():
        with locked(day) as tallied:
            if tallied.is_final:
                continue
            # Whatever the number was up to which it was counted, it may be wrong as well.
            part = Part.whole(day, tallied.through if check else last_click())
            found = list(statements.differences(part))
            if check:
                transaction.set_rollback(True)
            else:
                count(part)
                tallied.through = part.through
                tallied.save()
        yield from found
    if not check:
        # A database that was restored or filled by hand may have begun to number its clicks anew.
        RollUpMark.objects.filter(click_id__gt=last_click()).delete()


def reclassify(since: date | None = None, dry_run: bool = False) -> Counter[tuple[str, str]]:
    """Decide by the rules of today who sent each raw click, and count anew; return (old class, new class) → clicks.

    Days that are final have no clicks to decide about. With ``dry_run`` everything is as it was afterwards.
    """
    changes: Counter[tuple[str, str]] = Counter()
    for day in _raw_days(since):
        with locked(day) as tallied:
            if tallied.is_final:
                continue
            part = Part.whole(day, max(last_click(), tallied.through))
            with statements.changes(part) as found:
                visits.forget_decisions(part)
                visits.decide(part)
            changes.update(found)
            count(part)
            if dry_run:
                transaction.set_rollback(True)
            else:
                tallied.through = part.through
                tallied.save()
    return changes


def _raw_days(since: date | None = None) -> list[date]:
    """Return the UTC days that have all their raw clicks, the oldest first; the retention may be quicker, though."""
    final = set(TalliedDay.objects.filter(is_final=True).values_list("day", flat=True))
    days = Click.objects.order_by().values_list(UtcDay("at"), flat=True).distinct()
    return sorted(day for day in days if day not in final and (since is None or day >= since))


def _adopt(day: date) -> None:
    # Locked, so that what is added is what is deleted.
    rows = list(ClickTotal.objects.select_for_update().filter(day=day).values_list("pk", flat=True))
    if rows:
        statements.add_totals(day, max(rows))
        ClickTotal.objects.filter(day=day, pk__lte=max(rows)).delete()


def _agents_of(clicks: QuerySet[Click]) -> QuerySet[Click, Any]:
    return clicks.exclude(agent=None).order_by().values_list("agent", flat=True).distinct()


def _forget_agents(but: set[int]) -> None:
    """Delete reduced agents that no click has any more, except those that processes may still know by their keys."""
    # Asked for once and compared here: a question for each agent would read all clicks each time.
    used = but | set(_agents_of(Click.objects.all()))
    unused = [pk for pk in Agent.objects.order_by().values_list("pk", flat=True) if pk not in used]
    for begin in range(0, len(unused), AT_ONCE):
        statements.delete_agents(unused[begin : begin + AT_ONCE])
