"""Doing what is due, once, whoever asks: cron on three machines is as good as on one."""

from __future__ import annotations

import logging
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .models import MaintenanceJob
from .registries import Job, maintenance

logger = logging.getLogger(__name__)

LOCK = timedelta(hours=1)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the moment ``months`` calendar months earlier; a day that month does not have is its last one."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Outcome:
    """What became of one job: ``done`` (with a number), ``failed`` (with the class of the error), ``waits``."""

    name: str
    state: str
    detail: str = ""


def run_due(only: str | None = None, force: bool = False) -> Iterator[Outcome]:
    """Run every job that is due (all with ``force``) and yield what became of it; one failure stops no other."""
    for name, job in maintenance.items():
        if only in (None, name):
            yield _run(name, job, force)


def _run(name: str, job: Job, force: bool) -> Outcome:
    row = MaintenanceJob.objects.get_or_create(name=name)[0]
    now = timezone.now()
    if not force and row.finished_at and row.finished_at + job.every > now and not row.failed_at:
        return Outcome(name, "waits")
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    # One conditional update is a lock on every database; who looked before another one finished comes too late.
    unchanged = MaintenanceJob.objects.filter(free, pk=row.pk, finished_at=row.finished_at, failed_at=row.failed_at)
    if not unchanged.update(locked_until=now + LOCK):
        return Outcome(name, "waits", "locked")
    done: dict[str, Any] = {"locked_until": None}
    try:
        number = job.run()
    except Exception as error:  # One room's failure must not keep the others from their work.
        logger.exception("advocacy maintenance: %s failed", name)
        outcome = Outcome(name, "failed", type(error).__name__)
        done |= {"failed_at": timezone.now(), "error": type(error).__name__}
    else:
        outcome = Outcome(name, "done", "" if number is None else str(number))
        done |= {"finished_at": timezone.now(), "failed_at": None, "error": ""}
    MaintenanceJob.objects.filter(pk=row.pk).update(**done)
    return outcome
