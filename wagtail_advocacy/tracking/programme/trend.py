"""Month by month, as far back as the charts go: counted by the database, however many shares there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q

from ...days import site_midnight
from ...models import Headcount
from ...sharing.models import Share
from .. import formulas
from . import clicks
from .facts import Report, known_visitors, last_heads
from .months import Months, month_of, shifted

MONTHS = 12
"""Months in a chart, unless more were asked for."""


@dataclass(frozen=True)
class MonthRow:
    """The figures of one month; ``None`` is no figure."""

    month: date
    enrolled: int | None
    active: int
    started: int
    confirmed: int
    clicks: int
    visitors: int | None
    clicks_per_share: float | None

    @property
    def activation(self) -> float | None:
        return None if self.enrolled is None else formulas.activation(self.active, self.enrolled)


def trend_of(report: Report) -> list[MonthRow]:
    """Return the months up to the last one of the report, the oldest first; none before the programme began."""
    months = report.months.ending_here(MONTHS)
    began = _began(report)
    if began is None or began > months.last:
        return []
    months = Months(max(months.first, began), months.last)
    site = report.site.pk
    counted = Share.objects.filter(site=site).aggregate(**_columns(months))
    came, fresh = clicks.by_month(site, months), clicks.on_new_shares(site, months)
    enrolled = {month: heads.enrolled for month, heads in last_heads(report.site, months).items()}
    if report.now.enrolled is not None:
        enrolled[months.last] = report.now.enrolled
    rows = []
    for place, month in enumerate(months):
        started = counted[f"started{place}"]
        rows.append(
            MonthRow(
                month,
                enrolled.get(month),
                counted[f"active{place}"],
                started,
                counted[f"confirmed{place}"],
                came[month].clicks,
                known_visitors(came[month].clicks, [came[month].visitors]),
                clicks_per_share=fresh[month] / started if started else None,
            )
        )
    return rows


def _began(report: Report) -> date | None:
    share = Share.objects.filter(site=report.site).aggregate(first=Min("started_at"))["first"]
    day = Headcount.objects.filter(site=report.site, enrolled__gt=0).aggregate(first=Min("day"))["first"]
    return min(
        (each for each in (share and month_of(share), day and day.replace(day=1)) if each),
        default=None,
    )


def _columns(months: Months) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for place, month in enumerate(months):
        within = Q(started_at__gte=site_midnight(month), started_at__lt=site_midnight(shifted(month, 1)))
        columns[f"started{place}"] = Count("pk", filter=within)
        columns[f"confirmed{place}"] = Count("confirmed_at", filter=within)
        columns[f"active{place}"] = Count("sharer_month", filter=within, distinct=True)
    return columns
