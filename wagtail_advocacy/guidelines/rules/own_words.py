from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..engine.findings import Context, Finding
from ..engine.texts import Text, split_words
from .base import Rule, register

LONGEST_COMPARED = 400
"""Words; beyond them a text is somebody's own in any case."""


@register
@dataclass(frozen=True, kw_only=True)
class OwnWords(Rule):
    """At least ``letters`` letters of one's own beyond the words that were offered; silent where none were."""

    kind = "own_words"

    letters: int = 20

    def example_context(self, example: str, is_wrong: bool) -> Context:
        # The wrong example is what somebody shares just as it was offered to them.
        return replace(super().example_context(example, is_wrong), suggestion=self.fails)

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        if context.suggestion and (own := own_letters(text, context.suggestion)) < self.letters:
            yield self.finding(own=own, least=self.letters)


def own_letters(text: Text, suggestion: str) -> int:
    """Return how many letters of ``text`` stand in words that the suggestion does not have in that order."""
    words = [folded for folded, _start, _end in text.words][:LONGEST_COMPARED]
    offered = [folded for folded, _start, _end in split_words(suggestion)][:LONGEST_COMPARED]
    same = SequenceMatcher(None, offered, words, autojunk=False).get_matching_blocks() if offered else []
    kept = {at for block in same for at in range(block.b, block.b + block.size)}
    return sum(len(word) for at, word in enumerate(words) if at not in kept)
