from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.findings import MUST, Context, Finding, Span
from ..engine.texts import Text
from .base import Rule, register

MAIL, PHONE, IBAN, CARD = "e-mail", "phone", "iban", "card"

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d.,]?\d)")


@register
@dataclass(frozen=True, kw_only=True)
class PersonalData(Rule):
    """E-mail addresses, phone numbers, bank accounts and payment cards; the last two only with a right check digit.

    ``region`` (``ES``) is where phone numbers without a country code are read as local ones; empty: only numbers with
    one. ``allowed`` are addresses and numbers that are published anyway.
    """

    kind = "personal_data"

    severity: str = MUST
    region: str = ""
    allowed: tuple[str, ...] = ()

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        allowed = {_key(each) for each in self.allowed}
        taken: list[Span] = []
        for what, span in self._found(text):
            start, end = span
            if any(start < last and first < end for first, last in taken) or _key(text.raw[start:end]) in allowed:
                continue
            taken.append(span)
            yield self.finding(span, what=what)

    def _found(self, text: Text) -> Iterator[tuple[str, Span]]:
        for start, end in text.links:
            if "@" in text.raw[start:end].partition("/")[0]:
                yield MAIL, (start, end)
        for each in _IBAN.finditer(text.raw):
            if is_iban(each[0]):
                yield IBAN, each.span()
        for each in _CARD.finditer(text.raw):
            if is_card(each[0]):
                yield CARD, each.span()
        yield from self._phones(text)

    def _phones(self, text: Text) -> Iterator[tuple[str, Span]]:
        # Looking for numbers is dear; most texts have too few digits to hold one.
        if sum(letter.isdecimal() for letter in text.raw) < 6:
            return
        from phonenumbers import Leniency, PhoneNumberMatcher

        for each in PhoneNumberMatcher(text.raw, self.region.upper() or None, leniency=Leniency.VALID):
            if not any(start <= each.start < end for start, end in text.links):
                yield PHONE, (each.start, each.end)


def is_iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616, modulus 97)."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Whether the check digit is right (ISO/IEC 7812, Luhn), and the first one belongs to a card of payment."""
    digits = [int(each) for each in text if each.isdecimal()]
    if not 13 <= len(digits) <= 19 or digits[0] not in (2, 3, 4, 5, 6) or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _key(text: str) -> str:
    return re.sub(r"[^\w@.+]", "", text).casefold()
