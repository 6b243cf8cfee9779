"""What a post must say, and what makes two posts the same words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..networks.texts import LONGEST, words_hash

if TYPE_CHECKING:
    from ..models import AdvocacySettings

__all__ = ["LONGEST", "disclosed_in", "discloses", "words_hash"]

NEAR_THE_START = 140
"""Code points; about what a phone shows of a post before “more”."""


def discloses(words: str, disclosure: str) -> bool:
    """Return whether ``words`` say near their start, as words of their own, that the author works here."""
    said = re.search(rf"(?<!\w){re.escape(_plain(disclosure))}(?!\w)", _plain(words))
    return said is not None and said.start() <= NEAR_THE_START


def disclosed_in(words: str, settings: AdvocacySettings) -> str:
    """Return how ``words`` say near their start, in any language of the programme, that the author works here."""
    return next((each for each in settings.all_disclosures() if discloses(words, each)), "")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST]).casefold().split())
