"""Countries and currencies by their ISO codes, named in the reader's language."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, is_currency
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Two letters that CLDR names, but nobody works there."""


def babel_locale(language: str | None = None) -> Locale:
    """Return what Babel knows of ``language`` or of the active one; of an unknown language, English."""
    try:
        return Locale.parse((language or get_language() or "en").replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    found = babel_locale(language).territories
    return {code: name for code, name in found.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES}


def country_name(code: str) -> str:
    """Return what the reader calls the country with this code (ISO 3166-1 alpha-2), or the code."""
    return _names(get_language() or "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Return code and name of every country, by name."""
    return sorted(_names(get_language() or "en").items(), key=lambda pair: pair[1].casefold())


@lru_cache(maxsize=32)
def _codes_by_name(language: str) -> dict[str, str]:
    return {name.casefold(): code for code, name in _names(language).items()}


def find_country(text: str) -> str:
    """Return the code of the country that ``text`` names in English or a language of content here; ``""``: none."""
    wanted = text.strip()
    if wanted.upper() in _names("en"):
        return wanted.upper()
    for language in ("en", *get_content_languages()):
        if code := _codes_by_name(language).get(wanted.casefold()):
            return code
    return _OTHER_NAMES.get(wanted.casefold(), "")


_OTHER_NAMES = {
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "deutschland": "DE",
    "österreich": "AT",
    "schweiz": "CH",
    "españa": "ES",
}


def validate_currency(code: str) -> None:
    """Refuse what is no currency of ISO 4217, in small letters or capitals."""
    if not is_currency(code.upper()):
        raise ValidationError(_("“%(code)s” is no currency. Write three letters, such as EUR."), params={"code": code})


def amount_in_words(amount: Decimal) -> str:
    """Return ``amount`` with the separators of the reader's language, cents only where there are any."""
    exact = Decimal(str(amount))
    return format_decimal(exact, format="#,##0" if exact % 1 == 0 else "#,##0.00", locale=babel_locale())
