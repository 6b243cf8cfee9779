"""Those who joined in the same months, and how many of them were active in each month since."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ...days import site_midnight
from ...models import Advocate
from ...sharing.models import Share
from .. import formulas
from .facts import Report
from .groups import neighbours, too_small
from .months import Months, month_of, shifted

MONTHS = 12
MOST = 6
"""Lines that an eye can tell apart."""


@dataclass(frozen=True)
class Cohort:
    """People who joined from ``first`` to ``last``; ``parts`` are 0–1 by month, ``None`` before them or too few."""

    first: date
    last: date
    parts: list[float | None]


@dataclass(frozen=True)
class Decay:
    months: list[date]
    cohorts: list[Cohort]


def decay_of(report: Report) -> Decay:
    """Return the cohorts that are large enough, in the months that end with those of the report; two queries."""
    whole = report.whole
    if whole is None:
        return Decay([], [])
    window = whole.months.ending_here(MONTHS)
    joined = Counter(month_of(at) for at in Advocate.objects.values_list("joined_at", flat=True))
    joined = Counter({month: number for month, number in joined.items() if month <= window.last})
    if not joined:
        return Decay([], [])
    months = list(Months(max(window.first, min(joined)), window.last))
    active = _active(report, months)
    groups = neighbours(dict(sorted(joined.items())), report.least, MOST)
    parts = [_parts(group, months, joined, active) for group in groups]
    for place in range(len(months)):
        # A group that has only begun is small in that month, and what is left out must not be found by subtraction.
        sizes = {number: size for number, each in enumerate(parts) if (size := each[place][1])}
        for number in too_small(sizes, report.least):
            parts[number][place] = (0, 0)
    cohorts = [
        Cohort(group[0], group[-1], [formulas.decay(*pair) for pair in each])
        for group, each in zip(groups, parts, strict=True)
    ]
    return Decay(months, [each for each in cohorts if any(part is not None for part in each.parts)])


def _parts(
    group: list[date], months: list[date], joined: dict[date, int], active: dict[date, dict[date, int]]
) -> list[tuple[int, int]]:
    """Return active people and people of ``group`` in every month."""
    found = []
    for month in months:
        begun = [cohort for cohort in group if cohort <= month]
        found.append((sum(active[month][each] for each in begun), sum(joined[each] for each in begun)))
    return found


def _active(report: Report, months: list[date]) -> dict[date, dict[date, int]]:
    """Return active people by month and by the month in which they joined."""
    columns: dict[str, Any] = {}
    for place, month in enumerate(months):
        within = Q(started_at__gte=site_midnight(month), started_at__lt=site_midnight(shifted(month, 1)))
        columns[f"active{place}"] = Count("sharer_month", filter=within, distinct=True)
    shares = Share.objects.filter(site=report.site, started_at__gte=site_midnight(months[0]))
    rows = shares.order_by().values_list("joined_month").annotate(**columns)
    found: dict[date, dict[date, int]] = {month: defaultdict(int) for month in months}
    for joined, *numbers in rows:
        for month, number in zip(months, numbers, strict=True):
            found[month][joined] = number
    return found
