"""Suggested words as the dialog offers them: who says it comes first, the hashtags come last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..networks.texts import LONGEST

if TYPE_CHECKING:
    from ..models import AdvocacySettings

NEAR_THE_START = 140
"""Code points; about what a phone shows of a post before “more”."""


@dataclass(frozen=True)
class OfferedWords:
    """``text`` between what the dialog puts around it; ``before`` and ``after`` bring their own spaces."""

    text: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.text}{self.after}"


def offered_words(text: str, language: str, hashtags: Sequence[str], settings: AdvocacySettings) -> OfferedWords:
    """Return ``text`` with “I work here” in ``language`` and the ``hashtags`` (without ``#``) that it lacks."""
    before = "" if disclosed_in(text, settings) else settings.disclosure_in(language)
    if before and text:
        before = f"{before} "
    said = {tag.casefold() for tag in re.findall(r"#(\w+)", f"{before}{text}")}
    # Of two spellings the first one counts.
    tags = {tag.casefold(): f"#{tag}" for tag in reversed(hashtags) if tag.casefold() not in said}
    after = " ".join(reversed(tags.values()))
    return OfferedWords(text, before, f"\n\n{after}" if after and (before or text) else after)


def discloses(words: str, disclosure: str) -> bool:
    """Return whether ``words`` say near their start, as words of their own, that the author works here."""
    said = re.search(rf"(?<!\w){re.escape(_plain(disclosure))}(?!\w)", _plain(words))
    return said is not None and said.start() <= NEAR_THE_START


def disclosed_in(words: str, settings: AdvocacySettings) -> str:
    """Return how ``words`` say near their start, in any language of the programme, that the author works here."""
    return next((each for each in settings.all_disclosures() if discloses(words, each)), "")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST]).casefold().split())
