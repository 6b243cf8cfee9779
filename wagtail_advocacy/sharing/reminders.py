"""A calendar file that reminds somebody of an item (RFC 5545). It is handed over, and nothing of it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from ..networks.texts import clean

LONGEST_LINE = 75
"""Octets, without the line break (RFC 5545, 3.1)."""

MORNING = 9
"""Hour at which a reminder for a whole day shows up."""

APPOINTMENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Reminder:
    """Of what, and when. ``uid`` stays the same for a person and an item, so that a second file moves the first.

    ``at`` is a time of day in the current time zone; ``None``: the whole day.
    """

    uid: str
    title: str
    text: str
    url: str
    day: date
    at: time | None = None

    def file(self, now: datetime | None = None) -> bytes:
        """Return the content of the ``.ics`` file."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//wagtail-advocacy//reminder//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            f"UID:{self.uid}",
            f"DTSTAMP:{_moment(now or timezone.now())}",
            *self._when(),
            f"SUMMARY:{_text(self.title)}",
            f"DESCRIPTION:{_text(self.text)}",
            f"URL:{_address(self.url)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(self.title)}",
            "TRIGGER:PT0S" if self.at else f"TRIGGER:PT{MORNING}H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        return b"".join(_folded(line) for line in lines)

    def _when(self) -> list[str]:
        if self.at is None:
            return [f"DTSTART;VALUE=DATE:{self.day:%Y%m%d}", f"DTEND;VALUE=DATE:{self.day + timedelta(days=1):%Y%m%d}"]
        # In UTC, so that the file need not explain a time zone.
        begin = timezone.make_aware(datetime.combine(self.day, self.at))
        return [f"DTSTART:{_moment(begin)}", f"DTEND:{_moment(begin + APPOINTMENT)}"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    escaped = re.sub(r"([\\;,])", r"\\\1", clean(text))
    # Other line ends than these would end the line of the file as well, for those who split it carelessly.
    return re.sub("[\n\x0b\x0c\x85\u2028\u2029]", r"\\n", escaped)


def _address(url: str) -> str:
    return "".join(clean(url).split())


def _folded(line: str) -> bytes:
    rest, parts = line.encode(), list[bytes]()
    while len(rest) > LONGEST_LINE - bool(parts):
        cut = LONGEST_LINE - bool(parts)
        # A character of several octets stays whole.
        while rest[cut] & 0b1100_0000 == 0b1000_0000:
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
    return b"\r\n ".join([*parts, rest]) + b"\r\n"
