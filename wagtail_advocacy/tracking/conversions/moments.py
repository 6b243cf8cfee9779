"""Moments as they are reported: ISO 8601, with or without hour and time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ...days import site_day
from .refusals import ConversionRefused

CLOCKS = timedelta(minutes=5)
"""How far the clock of whoever reports may be from ours."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<hour>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)


def moment_in(text: str, now: datetime) -> datetime:
    """Return the moment that ``text`` names; without a time zone it is that of the site.

    A day without an hour is its end, or ``now`` if it is not over: whatever happened that day lies before it.
    Raises :class:`ConversionRefused`.
    """
    found = _ISO.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        hour, zone = (found["hour"] or "").replace(",", "."), (found["zone"] or "").upper()
        moment = datetime.fromisoformat(f"{found['day']}T{hour or '00:00'}{zone}")
        if not hour:
            moment = datetime.combine(moment, time.max)
        if moment.tzinfo is None:
            moment = timezone.make_aware(moment, timezone.get_default_timezone())
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        sentence = _(
            "Write the moment as 2027-02-28 or 2027-02-28 14:05, and add a time zone if it is not ours: +01:00."
        )
        raise ConversionRefused("moment", sentence, "at") from None
    return min(moment, now) if not hour and site_day(moment) <= site_day(now) else moment


def is_day(text: str) -> bool:
    """Return whether ``text``, from which :func:`moment_in` made a moment, names a day without an hour."""
    found = _ISO.fullmatch(text.strip())
    return bool(found and not found["hour"])


def check_moment(at: datetime, now: datetime) -> datetime:
    """Return ``at``. Raises :class:`ConversionRefused` if it has no time zone, or cannot be."""
    if timezone.is_naive(at):
        raise ConversionRefused("moment", _("This moment has no time zone."), "at")
    if at > now + CLOCKS:
        sentence = _("This moment has not come yet; here it is %(now)s. Set the clock of whoever reports it.")
        values = {"now": now.astimezone(UTC).isoformat(timespec="seconds")}
        raise ConversionRefused("future", sentence % values, "at")
    if at < EARLIEST:
        raise ConversionRefused("moment", _("This moment lies before the year 2000. Look at the date."), "at")
    return at
