from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.findings import Context, Finding, Fix, Span
from ..engine.terms import Term, misplaced_star
from ..engine.texts import Text
from .base import Rule, register


@register
@dataclass(frozen=True, kw_only=True)
class PreferredTerm(Rule):
    """A name and how it is written. Other case, missing or other accents and the listed ``instead_of`` are found.

    ``forms`` are inflected forms that are right as well, such as a plural or a genitive.
    """

    kind = "preferred_term"

    name: str
    forms: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()

    def terms(self) -> Iterable[Term]:
        yield from (Term(words, loose=True) for words in (self.name, *self.forms))
        yield from (Term(words) for words in self.instead_of)

    def matched(self, text: Text, span: Span, context: Context) -> Finding | None:
        written = _plain(text.raw[slice(*span)])
        right = {_plain(each) for each in (self.name, *self.forms)}
        # In a hashtag there is no room for spelling.
        if written in right or text.raw[span[0] - 1 : span[0]] in ("#", "＃"):
            return None
        folded = written.casefold()
        form = next((each for each in (self.name, *self.forms) if _plain(each).casefold() == folded), self.name)
        return self.finding(span, Fix(*span, form))

    def problems(self) -> list[str]:
        return ["star"] if any("*" in each or misplaced_star(each) for each in (self.name, *self.instead_of)) else []


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
