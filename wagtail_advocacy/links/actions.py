"""The deeds of the link room that others ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from . import spool
from .models import Agent, Click, ClickTotal, Receipt
from .sinks import get_sink
from .visitors import forget_salts

EARLY = timedelta(hours=2)
"""How long before its time a click leaves: the job is due every hour, and cron may come late."""

QUEUED = timedelta(hours=2)
"""How far back a Redis may fall that restarts from a snapshot, or on a replica."""


def purge_clicks(days: int, now: datetime | None = None) -> int:
    """Turn raw clicks into totals per link, UTC day and class before they are ``days`` old; return how many went.

    ``days`` are 24 hours each. A day's clicks leave hour by hour; each is either raw or in a total, never both or
    neither, so that both together count the day at any moment.
    """
    # In UTC, or a day on which clocks change would have 23 hours, or 25.
    limit = (now or timezone.now()).astimezone(UTC) - timedelta(days=days) + EARLY
    purged = 0
    while oldest := Click.objects.filter(at__lt=limit).order_by("at").values_list("at", flat=True).first():
        purged += _purge_day(oldest.astimezone(UTC), limit)
    if purged:
        Agent.objects.exclude(Exists(Click.objects.filter(agent=OuterRef("pk")))).delete()
    return purged


@transaction.atomic
def _purge_day(moment: datetime, limit: datetime) -> int:
    start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    clicks = Click.objects.filter(at__gte=start, at__lt=min(start + timedelta(days=1), limit))
    # Only the rows that are locked are counted and deleted, so a late click of that day waits for the next run.
    ids = list(clicks.select_for_update().values_list("pk", flat=True))
    for batch in (ids[start_at : start_at + 500] for start_at in range(0, len(ids), 500)):
        some = Click.objects.filter(pk__in=batch)
        rows = some.annotate(day=TruncDate("at", tzinfo=UTC)).order_by().values("link_id", "day", "kind")
        for row in rows.annotate(number=Count("pk")):
            total = ClickTotal.objects.get_or_create(link_id=row["link_id"], day=row["day"], kind=row["kind"])[0]
            ClickTotal.objects.filter(pk=total.pk).update(clicks=F("clicks") + row["number"])
        some.delete()
    return len(ids)


def store_waiting_clicks(most: int = 200_000) -> int:
    """Write clicks that wait in spools of this machine, and up to about ``most`` of the sink's, into the database.

    Returns how many. What :func:`~.recording.store` remembers goes after :data:`QUEUED`, or after a month where the
    origin never answered again.
    """
    number = spool.replay()
    while number < most and (taken := get_sink().drain(1000)):
        number += taken
    now = timezone.now()
    Receipt.objects.filter(at__lt=now - QUEUED, key__startswith="redis:").delete()
    Receipt.objects.filter(at__lt=now - timedelta(days=30)).delete()
    return number


def drop_old_salts(now: datetime | None = None) -> int:
    """Delete every salt but today's (UTC)."""
    return forget_salts((now or timezone.now()).astimezone(UTC).date())
