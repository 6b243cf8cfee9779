"""Numbers as people read them: with their unit, and compared in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..formulas import Unit

TOO_FEW = gettext_lazy("too few to show")
NO_FIGURE = gettext_lazy("no figure")

Number = int | float | Decimal | None


def plain(value: Number, unit: Unit | None = None) -> str:
    """Return a number without its unit, but for per cent; an empty string for no figure."""
    if value is None:
        return ""
    if unit is Unit.PART:
        # Whole per cent: of so few people more would pretend, and tell more of each.
        part = _per_cent(value)
        return _("%(part)s %%") % {"part": number_format(part)} if part or not value else _("< 1 %")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    # Django's own cuts digits off instead of rounding.
    places = 2 if unit is Unit.MONEY else 1
    return number_format(round(Decimal(value), places), places, force_grouping=True)


def _per_cent(value: float | Decimal) -> int:
    return round(float(value) * 100)


def with_unit(value: Number, unit: Unit) -> str:
    """Return a number with its unit, in words."""
    if value is None:
        return str(NO_FIGURE)
    number, count = plain(value, unit), round(value)
    sentences = {
        Unit.PEOPLE: lambda: ngettext("%(number)s person", "%(number)s people", count),
        Unit.SHARES: lambda: ngettext("%(number)s share", "%(number)s shares", count),
        Unit.CLICKS: lambda: ngettext("%(number)s click", "%(number)s clicks", count),
        Unit.VISITORS: lambda: ngettext("%(number)s visitor", "%(number)s visitors", count),
        Unit.FOLLOWERS: lambda: ngettext("%(number)s follower", "%(number)s followers", count),
        Unit.CONVERSIONS: lambda: ngettext("%(number)s conversion", "%(number)s conversions", count),
        Unit.APPLICATIONS: lambda: ngettext("%(number)s application", "%(number)s applications", count),
        Unit.INTERVIEWS: lambda: ngettext("%(number)s interview", "%(number)s interviews", count),
        Unit.OFFERS: lambda: ngettext("%(number)s offer", "%(number)s offers", count),
        Unit.HIRES: lambda: ngettext("%(number)s hire", "%(number)s hires", count),
        Unit.DAYS: lambda: ngettext("%(number)s day", "%(number)s days", count),
        Unit.MEAN: lambda: _("%(number)s per share"),
        Unit.SCORE: lambda: _("%(number)s per person"),
    }
    return sentences[unit]() % {"number": number} if unit in sentences else number


def mean(value: float | None, unit: Unit) -> str:
    """Return the mean of several months, with its unit."""
    return _("%(number)s a month") % {"number": with_unit(value, unit)} if value is not None else str(NO_FIGURE)


def _change(value: float | Decimal, before: float | Decimal, unit: Unit) -> int | float:
    """Return the difference of what is shown: figures that look the same are the same."""
    if unit is Unit.PART:
        return _per_cent(value) - _per_cent(before)
    if isinstance(value, int) and isinstance(before, int):
        return value - before
    return round(round(float(value), 1) - round(float(before), 1), 1)


def compared(value: Number, before: Number, unit: Unit, when: Any) -> str:
    """Return how ``value`` compares with what it was ``when`` (months, as a noun), in words."""
    if value is None:
        return ""
    if before is None:
        return _("No figure for %(when)s to compare with") % {"when": when}
    change = _change(value, before, unit)
    facts = {"when": when, "number": plain(abs(change))}
    if change == 0:
        return _("The same as in %(when)s") % facts
    if unit is Unit.PART:
        more = ngettext(
            "%(number)s percentage point more than in %(when)s",
            "%(number)s percentage points more than in %(when)s",
            1 if change == 1 else 2,
        )
        less = ngettext(
            "%(number)s percentage point less than in %(when)s",
            "%(number)s percentage points less than in %(when)s",
            1 if change == -1 else 2,
        )
        return (more if change > 0 else less) % facts
    return (_("%(number)s more than in %(when)s") if change > 0 else _("%(number)s fewer than in %(when)s")) % facts
