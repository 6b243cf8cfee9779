"""A conversion as it was reported, looked through before anything is stored."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ...links.codes import LENGTH, clean_code
from .amounts import clean_amount, clean_currency
from .kinds import clean_kind
from .moments import check_moment
from .references import clean_reference
from .refusals import ConversionRefused

MOST_CODES = 20


@dataclass(frozen=True)
class Given:
    """What is to be stored; ``key`` and ``by_reference`` are digests.

    ``at_was_said``: not only “now”. ``at_is_day``: no hour was said, so ``at`` may be the moment at which it came.
    """

    kind: str
    codes: tuple[str, ...]
    at: datetime
    value: Decimal | None
    currency: str
    reference: str
    key: str
    source: str
    at_was_said: bool = True
    at_is_day: bool = False

    @property
    def by_reference(self) -> str | None:
        return digest("reference", self.kind, self.reference) if self.reference else None


def digest(*parts: str) -> str:
    """Return 64 hexadecimal digits for ``parts``: databases differ in what letters they hold for equal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def look_through(
    *,
    kind: str,
    codes: str | Iterable[str],
    source: str,
    at: datetime | None = None,
    value: Any = None,
    currency: str = "",
    reference: str = "",
    key: str = "",
    at_is_day: bool = False,
) -> Given:
    """Return a conversion that can be stored; ``key`` is a digest already. Raises :class:`ConversionRefused`."""
    now = timezone.now()
    amount, letters = clean_amount(value), clean_currency(currency)
    if amount is not None and not letters:
        raise ConversionRefused("currency", _("Say in which currency the value is, such as EUR."), "currency")
    return Given(
        kind=clean_kind(kind),
        codes=clean_codes(codes),
        at=check_moment(at, now) if at else now,
        value=amount,
        currency=letters if amount is not None else "",
        reference=clean_reference(reference),
        key=key,
        source=source,
        at_was_said=at is not None,
        at_is_day=at_is_day,
    )


def codes_in(text: str) -> list[str]:
    """Return what stands between blanks, commas and semicolons in ``text``."""
    return [each for each in re.split(r"[\s,;]+", text) if each]


def clean_codes(codes: str | Iterable[str]) -> tuple[str, ...]:
    """Return ``codes`` as links have them, each once. Raises :class:`ConversionRefused`."""
    given = [codes] if isinstance(codes, str) else list(codes)
    given = [each for each in given if each]
    if not given:
        raise ConversionRefused("missing", _("Say by which link it came: the code of the link is needed."), "codes")
    if len(given) > MOST_CODES:
        sentence = _("One conversion has at most %(most)d codes.") % {"most": MOST_CODES}
        raise ConversionRefused("codes", sentence, "codes")
    cleaned = []
    for raw in given:
        code = clean_code(raw)
        if code is None:
            sentence = _("“%(code)s” is no code of a link. It has %(length)d letters and digits, such as k7m2w9xpqd.")
            raise ConversionRefused("code", sentence % {"code": raw[:20], "length": LENGTH}, "codes")
        cleaned.append(code)
    return tuple(dict.fromkeys(cleaned))
