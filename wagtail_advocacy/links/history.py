"""When people came, for sites without the tracking room."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from .kinds import ClickKind
from .models import Click, ClickTotal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Link


def by_day(links: QuerySet[Link], since: date) -> dict[date, int]:
    """Return people's clicks of all ``links`` together by UTC day, from ``since`` on, in two queries.

    A day without a click is left out, and so are links that do not count any more.
    """
    begin = datetime(since.year, since.month, since.day, tzinfo=UTC)
    raw = Click.objects.filter(link__in=links, link__counts=True, kind=ClickKind.PERSON, at__gte=begin)
    kept = ClickTotal.objects.filter(link__in=links, link__counts=True, kind=ClickKind.PERSON, day__gte=since)
    days: Counter[date] = Counter()
    by_raw = raw.annotate(day=TruncDate("at", tzinfo=UTC)).order_by().values("day").annotate(number=Count("pk"))
    by_kept = kept.order_by().values("day").annotate(number=Sum("clicks"))
    for rows in (by_raw, by_kept):
        days.update({row["day"]: row["number"] for row in rows})
    return dict(days)
