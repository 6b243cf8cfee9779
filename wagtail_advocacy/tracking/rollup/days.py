"""What is done to one UTC day, each in one transaction: killed anywhere, it is done or not done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from ...links.kinds import ClickKind
from ...links.models import Click
from ...sharing.models import Share
from ..models import DailyTally, ProgrammeDay, TalliedDay
from . import statements, visits
from .marks import News, Run, last_click
from .statements import Part

AT_ONCE = 500
TRIES = 5


class Overtaken(Exception):
    """A click was committed between counting and deleting; nothing was done."""


@contextmanager
def locked(day: date) -> Iterator[TalliedDay]:
    """Open a transaction in which nobody else counts, ends or reclassifies this day."""
    TalliedDay.objects.get_or_create(day=day)
    with transaction.atomic():
        # Writing first is a lock on every database; on SQLite reading first would be none.
        TalliedDay.objects.filter(day=day).update(counted_at=timezone.now())
        statements.take_memory()
        yield TalliedDay.objects.get(day=day)


def count_news(run: Run, found: News) -> None:
    """Decide who came since ``found.first``, and count the links that have clicks since then."""
    with locked(found.day) as tallied:
        is_final = tallied.is_final
        if not is_final:
            # Whoever runs beside this one may have come further; nobody goes back.
            part = Part.whole(found.day, max(run.through, tallied.through))
            recent = part.since(found.first) if tallied.through else part
            visits.decide(recent)
            count(part, recent)
            tallied.settled, tallied.through, tallied.seen = run.next_settled, part.through, found.left
            tallied.save()
    if is_final:
        finish(found.day)


def count(part: Part, recent: Part | None = None) -> None:
    """Count every link over the whole of ``part``, or those alone that have clicks in ``recent``."""
    raw = Click.objects.filter(link=OuterRef("link"), kind=OuterRef("kind"))
    raw = raw.filter(at__gte=part.begin, at__lt=part.end, pk__lte=part.through)
    DailyTally.objects.filter(~Exists(raw), day=part.day, clicks__gt=0).update(clicks=0, visitors=0)
    if recent in (None, part):
        statements.recount(part)
    else:
        links = list(recent.clicks().order_by().values_list("link_id", flat=True).distinct())
        for begin in range(0, len(links), AT_ONCE):
            statements.recount(part, links[begin : begin + AT_ONCE])
    _sum_up(part.day)


def finish(day: date, then: Callable[[], Any] = lambda: None) -> int:
    """Let the raw clicks of a day go, which its tallies keep; return how many went.

    What comes later for a day that is final is added to its tallies. ``then`` is done in the same transaction.
    Raises ``Overtaken`` if clicks keep coming in between.
    """
    for attempt in range(TRIES):
        try:
            with locked(day) as tallied:
                return _finish(tallied, then)
        except Overtaken:
            if attempt == TRIES - 1:
                raise
    raise AssertionError


def _finish(tallied: TalliedDay, then: Callable[[], Any]) -> int:
    part = Part.whole(tallied.day, last_click())
    before = 0
    if tallied.is_final:
        before = _clicks(tallied.day)
        visits.decide(part)
        statements.add(part)
    else:
        count(part)
    deleted = statements.delete(part)
    if deleted != _clicks(tallied.day) - before:
        raise Overtaken
    tallied.is_final, tallied.through = True, max(part.through, tallied.through)
    tallied.save()
    then()
    _sum_up(tallied.day)
    return deleted


def _clicks(day: date) -> int:
    return DailyTally.objects.filter(day=day).aggregate(sum=Sum("clicks"))["sum"] or 0


def _sum_up(day: date) -> None:
    """Write what the shares of each programme had on this day.

    A share is taken back before a person came by it, or never: what counted once goes on counting.
    """
    ProgrammeDay.objects.filter(day=day).delete()
    people = {"link__tallies__day": day, "link__tallies__kind": ClickKind.PERSON}
    found = Share.objects.order_by().filter(link__counts=True, **people).values_list("site")
    sums = found.annotate(clicks=Sum("link__tallies__clicks"), visitors=Sum("link__tallies__visitors"))
    ProgrammeDay.objects.bulk_create(
        ProgrammeDay(site_id=site, day=day, clicks=clicks, visitors=visitors) for site, clicks, visitors in sums
    )
