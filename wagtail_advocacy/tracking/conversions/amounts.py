"""Amounts as people and programs write them, and currencies."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .refusals import ConversionRefused

MOST = Decimal("9999999999.99")

_BLANKS = re.compile("[\u00a0\u2007\u2009\u202f]")
_APOSTROPHE = re.compile("[\u2019\u02bc]")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_GROUPED = {
    (group, point): re.compile(
        rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d{{1,2}})?", re.ASCII
    )
    for group, point in ((".", ","), (",", "."), (" ", ","), (" ", "."), ("'", ","), ("'", "."))
}
_NUMBER = re.compile(r"\d{1,20}(?:\.\d{1,20})?", re.ASCII)


def amount_in(text: str) -> Decimal | None:
    """Return the amount that somebody wrote in a spreadsheet; ``None``: nothing is written.

    Point or comma may stand before cents or between thousands: 1234.5, 1234,50, 1.234,50, 1,234.50, 1 234,50 and
    1'234.50. Raises :class:`ConversionRefused` for all others, and for 1.234, which could be either.
    """
    plain = _APOSTROPHE.sub("'", _BLANKS.sub(" ", text)).strip()
    if not plain:
        return None
    if _EITHER.fullmatch(plain):
        sentence = _("“%(text)s” can be read in two ways. Write %(thousands)s, or two decimals if it is not thousands.")
        values = {"text": plain, "thousands": re.sub(r"\D", "", plain)}
        raise ConversionRefused("ambiguous", sentence % values, "value")
    if _PLAIN.fullmatch(plain):
        return _within(Decimal(plain.replace(",", ".")))
    for (group, point), pattern in _GROUPED.items():
        if pattern.fullmatch(plain):
            return _within(Decimal(plain.replace(group, "").replace(point, ".")))
    raise _no_amount(plain)


def clean_amount(value: Any) -> Decimal | None:
    """Return ``value`` (a number, or a text such as ``"12.50"``) as an amount with two decimals at most.

    Raises :class:`ConversionRefused`.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise _no_amount(type(value).__name__)
    number = Decimal(str(value)) if isinstance(value, float) else value if isinstance(value, str) else Decimal(value)
    # Spelt out, an exponent of nine digits would fill the memory.
    if isinstance(number, Decimal) and not (number.is_finite() and -20 < number.adjusted() < 20):
        raise _no_amount(str(value))
    text = number.strip() if isinstance(number, str) else format(number, "f")
    if not _NUMBER.fullmatch(text):
        raise _no_amount(text)
    return _within(Decimal(text))


def clean_currency(text: str) -> str:
    """Return the three letters of a currency, such as EUR. Raises :class:`ConversionRefused`."""
    currency = text.strip().upper()
    if currency and not re.fullmatch("[A-Z]{3}", currency):
        sentence = _("Write the currency in the three letters of ISO 4217, such as EUR.")
        raise ConversionRefused("currency", sentence, "currency")
    return currency


def _within(amount: Decimal) -> Decimal:
    if amount > MOST:
        raise ConversionRefused("value", _("This value is too large to be one."), "value")
    rounded = amount.quantize(Decimal("0.01"))
    if rounded != amount:
        raise ConversionRefused("value", _("A value has two decimals at most."), "value")
    return rounded


def _no_amount(text: str) -> ConversionRefused:
    sentence = _("“%(text)s” is no value. Write a number that is not below zero, such as 1234.50.")
    return ConversionRefused("value", sentence % {"text": text[:40]}, "value")
