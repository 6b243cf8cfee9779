"""“I work here” in several languages: one line each, such as ``es: Trabajo en Acme.``"""

from __future__ import annotations

import re
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

LONGEST = 120
"""Characters; as for the words in the field above."""

MOST_NAMED = 12

_LINE = re.compile(r"([A-Za-z]{2,3}(?:[-_][\w-]+)?)\s*[:\uff1a]\s*(.*)")


def _plain(code: str) -> str:
    return code.lower().replace("_", "-")


def read_disclosures(text: str) -> dict[str, str]:
    """Return language code → words. Raises ``ValidationError`` with a sentence for every line that cannot be read."""
    known = {_plain(code): code for code in (*dict(settings.LANGUAGES), *get_content_languages())}
    found: dict[str, str] = {}
    errors = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        match = _LINE.fullmatch(line)
        code, words = (match[1], match[2].strip()) if match else ("", "")
        if not words:
            sentence = _("“%(line)s”: write a language’s code, a colon and the words, such as “es: Trabajo en Acme.”")
            errors.append(sentence % {"line": line[:60]})
        elif _plain(code) not in known:
            sentence = _("“%(code)s” is no language of this site. Use one of these: %(known)s.")
            errors.append(sentence % {"code": code, "known": ", ".join(_worth_naming(known.values()))})
        elif known[_plain(code)] in found:
            errors.append(_("“%(code)s” has two lines. Keep one of them.") % {"code": code})
        elif len(words) > LONGEST:
            sentence = _("Shorten the words for “%(code)s” to %(most)d characters.")
            errors.append(sentence % {"code": code, "most": LONGEST})
        else:
            found[known[_plain(code)]] = words
    if errors:
        raise ValidationError(errors)
    return found


def _worth_naming(known: Collection[str]) -> list[str]:
    # A site that chose no languages has all hundred of Django.
    return sorted(set(known) if len(known) <= MOST_NAMED else get_content_languages())


def validate_disclosures(text: str) -> None:
    """Refuse what cannot be read, saying which line and what to do."""
    read_disclosures(text)


def stored_disclosures(text: str) -> dict[str, str]:
    """Return language code → words of what was stored; a line whose language has left the site is no reason to fail."""
    lines = filter(None, (_LINE.fullmatch(each.strip()) for each in text.splitlines()))
    return {_plain(match[1]): match[2].strip() for match in lines if match[2].strip()}
