"""What came of it, and what there is to share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from .base import Unit, formula, part

K = TypeVar("K", bound=Hashable)


@formula(
    label=_("Conversions"),
    how=_("What people did after a click, such as applying, of one kind, in these months, and credited to a share."),
    unit=Unit.CONVERSIONS,
)
def conversions(kinds: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Of pairs of kind and whether a share is credited: how many credited ones of each kind."""
    return dict(Counter(kind for kind, is_credited in kinds if is_credited))


@formula(
    label=_("Value"),
    how=_("The values that were reported with these conversions, each currency for itself. Nothing is estimated."),
    unit=Unit.MONEY,
)
def conversion_value(rows: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    """Σ of reported values by currency; a currency without any is left out."""
    found: dict[str, Decimal] = {}
    for currency, value in rows:
        if value is not None:
            found[currency] = found.get(currency, Decimal(0)) + value
    return found


@formula(
    label=_("Content mix"),
    how=_("Items of the category ÷ all items, and shares of its items ÷ all shares, as they are filed today."),
    unit=Unit.PART,
)
def content_mix(numbers: Mapping[K, int]) -> dict[K, float]:
    """Part of each category, 0–1, together 1; empty where there is nothing."""
    whole = sum(numbers.values())
    return {key: found for key, number in numbers.items() if (found := part(number, whole)) is not None}


@formula(
    label=_("Freshness"),
    how=_("Days since the last new item of the category went live, today."),
    unit=Unit.DAYS,
)
def freshness(newest: date | None, today: date) -> int | None:
    """Days since the newest item, at least 0; ``None`` if there never was one."""
    return max((today - newest).days, 0) if newest else None
