"""The calendar months that a report is about, in the site's own time zone, whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ...days import site_day, site_midnight

MOST = 36
"""Months in one report."""

OLDEST = date(2000, 1, 1)


class MonthsRefused(ValueError):
    """These months cannot be shown. The message is a sentence for who asked."""


def month_of(moment: datetime) -> date:
    """Return the first day of the month of ``moment``, as the figures count it."""
    return site_day(moment).replace(day=1)


def shifted(month: date, number: int) -> date:
    """Return the first day of the month ``number`` months later (earlier if negative)."""
    year, place = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(year, place + 1, 1)


def month_name(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")


@dataclass(frozen=True)
class Months:
    """From the month ``first`` to the month ``last`` (first days of both).

    With ``cut`` they end after that day: what a month that still runs is compared with.
    """

    first: date
    last: date
    cut: date | None = None

    def __iter__(self) -> Iterator[date]:
        return (shifted(self.first, place) for place in range(len(self)))

    def __len__(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def __str__(self) -> str:
        if len(self) == 1:
            name = month_name(self.first)
        else:
            name = _("%(first)s to %(last)s") % {"first": month_name(self.first), "last": month_name(self.last)}
        if self.cut is None:
            return name
        if len(self) == 1:
            return _("%(month)s (days 1 to %(day)s)") % {"month": name, "day": number_format(self.cut.day)}
        return _("%(months)s (until %(day)s)") % {"months": name, "day": date_format(self.cut, "MONTH_DAY_FORMAT")}

    @property
    def query(self) -> str:
        """The same in an address."""
        return f"from={self.first:%Y-%m}&to={self.last:%Y-%m}"

    @property
    def last_day(self) -> date:
        return self.cut or shifted(self.last, 1) - timedelta(days=1)

    @property
    def begin(self) -> datetime:
        return site_midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment at which they are over."""
        return site_midnight(self.last_day + timedelta(days=1))

    def moved(self, number: int) -> Months:
        """Return as many whole months, ``number`` months later."""
        return Months(shifted(self.first, number), shifted(self.last, number))

    def before(self, now: date) -> Months:
        """Return what these are compared with: as many months before, and no more of them than has passed of these."""
        earlier = self.moved(-len(self))
        if not self.first <= now < self.last_day:
            return earlier
        month = shifted(now, -len(self))
        day = min(now.day, (shifted(month, 1) - timedelta(days=1)).day)
        return Months(earlier.first, earlier.last, cut=month.replace(day=day))

    def ending_here(self, number: int) -> Months:
        """Return the ``number`` months that end with these, or these if they are more."""
        return Months(min(self.first, shifted(self.last, 1 - number)), self.last)


def read_months(first: str, last: str, now: date) -> Months:
    """Return the months that an address asks for, such as ``2026-10``; nothing means this month.

    Raises ``MonthsRefused``.
    """
    begin = _read(first) if first else None
    end = _read(last) if last else None
    begin, end = begin or end or now.replace(day=1), end or begin or now.replace(day=1)
    if begin > end:
        begin, end = end, begin
    if end > now:
        raise MonthsRefused(_("%(month)s has not begun. Choose a month up to this one.") % {"month": month_name(end)})
    months = Months(begin, end)
    if len(months) > MOST:
        raise MonthsRefused(
            _("These are %(number)s months. Choose %(most)s at most.")
            % {"number": number_format(len(months)), "most": number_format(MOST)}
        )
    return months


def _read(text: str) -> date:
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text.strip())
    month = date(int(found[1]), int(found[2]), 1) if found and found[1] != "0000" else None
    if month is None or month < OLDEST:
        raise MonthsRefused(
            _("“%(text)s” is no month. Choose one from the list, or write it like 2026-11.") % {"text": text[:20]}
        )
    return month
