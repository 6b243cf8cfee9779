"""The deeds of the tracking room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from .conversions.given import digest, look_through
from .conversions.recording import record
from .conversions.refusals import ConversionRefused
from .models import Conversion

__all__ = ["ConversionRefused", "record_conversion"]


def record_conversion(
    *,
    kind: str,
    codes: str | Iterable[str],
    at: datetime | None = None,
    value: Decimal | int | float | str | None = None,
    currency: str = "",
    reference: str = "",
    key: str = "",
    source: str = Conversion.Source.TAG,
) -> Conversion:
    """Store what somebody did after a click, once, and return it.

    ``kind`` is one of :func:`~wagtail_advocacy.tracking.conversions.kinds.known_kinds`, ``codes`` are the code or codes
    of the links it came by, ``at`` is when it happened (now), ``value`` an amount with two decimals at most in
    ``currency`` (three letters). ``reference`` is its number in your system and may name nobody.

    The same ``key`` again is the same conversion, and nothing of it changes. So is the same ``kind`` and ``reference``,
    but a link that it did not name before becomes a further touch, and the credit is decided anew. With neither, each
    call is a conversion of its own.

    Raises :class:`ConversionRefused`, which has a sentence, a ``code`` and the name of the ``field``; for codes that no
    link has it is :class:`~wagtail_advocacy.tracking.conversions.refusals.UnknownCodes`. Nothing is stored then.
    """
    given = look_through(
        kind=kind,
        codes=codes,
        at=at,
        value=value,
        currency=currency,
        reference=reference,
        key=digest("key", key) if key else "",
        source=source,
    )
    [outcome] = record([given])
    return outcome.conversion
