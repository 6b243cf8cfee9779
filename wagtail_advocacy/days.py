"""Days as the organisation counts them: in the site's time zone, whatever zone somebody's account is set to."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def site_day(moment: datetime | None = None) -> date:
    """Return the day of ``moment``, or today's date, in ``TIME_ZONE``."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def site_midnight(day: date) -> datetime:
    """Return the moment at which ``day`` begins in ``TIME_ZONE``."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
