"""Working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ...days import site_day

SATURDAY = 5


def working_days_since(moment: datetime, today: date | None = None) -> int:
    """Return how many working days have begun after the day of ``moment``: Monday to Friday, holidays included."""
    begun = site_day(moment)
    days = max(((today or site_day()) - begun).days, 0)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((begun + timedelta(days=each)).weekday() < SATURDAY for each in range(1, rest + 1))
