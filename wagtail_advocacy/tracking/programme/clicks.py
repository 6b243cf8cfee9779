"""Clicks of a programme as its report asks for them."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When

from ...days import site_midnight
from ...links.models import Link
from ...sharing.models import Share
from ..counts import Clicks, clicks_by, programme_by_day
from ..counts import by_kind as count_by_kind
from .months import Months, shifted

NONE = Clicks(0, 0)


def by_kind(site: int, months: Months) -> dict[str, int]:
    """Return clicks by class that came in these months, on links of any age."""
    links = Link.objects.filter(pk__in=Share.objects.filter(site=site).values("link"))
    return count_by_kind(links, months.first, _until(months))


def by_month(site: int, months: Months) -> dict[date, Clicks]:
    """Return people's clicks, and their visitors, of each month."""
    counted = dict.fromkeys(months, NONE)
    for day, (clicks, visitors) in programme_by_day(site, months.first, _until(months)).items():
        month = day.replace(day=1)
        counted[month] = Clicks(counted[month].clicks + clicks, counted[month].visitors + visitors)
    return counted


def by_link(site: int, months: Months) -> dict[int, int]:
    """Return people's clicks that came in these months, of each link whose share was started in them; no zeroes."""
    since, until = _utc_day(months.first), _until(months)
    found = clicks_by(_started(site, months), "link_id", link="link", since=since, until=until)
    return {link: counted.clicks for (link,), counted in found.items()}


def on_new_shares(site: int, months: Months) -> dict[date, int]:
    """Return for each month the people's clicks that came in it on shares that were started in it."""
    begun = list(months)
    cases = [
        When(started_at__gte=site_midnight(month), started_at__lt=site_midnight(shifted(month, 1)), then=Value(place))
        for place, month in enumerate(begun)
    ]
    shares = _started(site, months).annotate(started_in=Case(*cases, output_field=IntegerField()))
    counted = dict.fromkeys(begun, 0)
    since, until = _utc_day(months.first), _until(months)
    days = clicks_by(shares, "started_in", link="link", every="day", since=since, until=until)
    for (day, place), (clicks, _visitors) in days.items():
        if begun[place] == day.replace(day=1) or day == _utc_day(begun[place]):
            counted[begun[place]] += clicks
    return counted


def _started(site: int, months: Months) -> QuerySet[Share]:
    return Share.objects.filter(site=site, started_at__gte=months.begin, started_at__lt=months.end)


def _utc_day(month: date) -> date:
    # East of UTC a month begins on the last UTC day of the one before. New shares have no clicks before that.
    return site_midnight(month).astimezone(UTC).date()


def _until(months: Months) -> date:
    return months.last_day + timedelta(days=1)
