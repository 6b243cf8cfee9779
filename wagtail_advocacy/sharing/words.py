"""What a post must say, and what makes two posts the same words."""

from __future__ import annotations

from ..library.words import disclosed_in, discloses
from ..networks.texts import LONGEST, words_hash

__all__ = ["LONGEST", "disclosed_in", "discloses", "words_hash"]
