from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.findings import MUST, Context, Finding, Fix
from ..engine.texts import Text, split_words
from .base import Rule, register

NEAR_THE_START = 140
"""Code points; about what a phone shows of a post before “more”."""


@register
@dataclass(frozen=True, kw_only=True)
class Disclosure(Rule):
    """One of ``sentences`` says near the start that the author works here; among the last hashtags is too late.

    Sources: US 16 CFR 255 with the FTC's questions and answers; UK CMA guidance of September 2025.
    """

    kind = "disclosure"

    severity: str = MUST
    sentences: tuple[str, ...]
    within: int = NEAR_THE_START

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        places = [place for each in self.sentences if (place := _place_of(each, text)) is not None]
        if any(start <= self.within and start < text.trailing_hashtags for start, _end in places):
            return
        first = self.sentences[0]
        if not places:
            yield self.finding(fix=Fix(0, 0, f"{first} " if text.raw[:1].strip() else first))
            return
        start, end = places[0]
        yield self.finding((start, end), fix=Fix(0, 0, f"{first} "), late=True)

    def problems(self) -> list[str]:
        return [] if self.sentences and all(split_words(each) for each in self.sentences) else ["sentences"]


def _place_of(sentence: str, text: Text) -> tuple[int, int] | None:
    wanted = [folded for folded, _start, _end in split_words(sentence)]
    found = [folded for folded, _start, _end in text.words]
    # A sentence begins with a capital or not, a hashtag with its sign or not: words are compared, nothing else.
    for at in range(len(found) - len(wanted) + 1):
        if wanted and found[at : at + len(wanted)] == wanted:
            start, end = text.words[at][1], text.words[at + len(wanted) - 1][2]
            hashed = text.raw[start - 1 : start] in ("#", "＃") if start else False
            return start - hashed, end
    return None
