"""Days as the organisation counts them: in the site's time zone, whatever zone somebody's account is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

SATURDAY = 5


def site_today() -> date:
    """Return today's date in ``TIME_ZONE``."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def working_days_since(moment: datetime, today: date | None = None) -> int:
    """Return how many working days have begun after the day of ``moment``: Monday to Friday, holidays included."""
    begun = timezone.localdate(moment, timezone=timezone.get_default_timezone())
    days = max(((today or site_today()) - begun).days, 0)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((begun + timedelta(days=each)).weekday() < SATURDAY for each in range(1, rest + 1))
