"""What changed between two versions of a policy, so that a person can read it in a minute."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

SAME, ADDED, REMOVED, CHANGED, MOVED = "same", "added", "removed", "changed", "moved"

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_WORD = re.compile(r"\w")
MOST_WORDS = 2_000
MOST_MEETINGS = 40_000
"""Words of one paragraph, and pairs of equal ones where old and new differ; beyond, it is shown as replaced as a whole.
A page waits for the comparison."""


@dataclass(frozen=True)
class Paragraph:
    """One block of a policy as people read it. ``key`` stays with the block through all versions."""

    key: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    what: Literal["same", "added", "removed"]
    words: str


@dataclass(frozen=True)
class Change:
    """What happened to one paragraph. ``pieces`` tell a change word by word."""

    what: Literal["added", "removed", "changed", "moved"]
    key: str
    pieces: tuple[Piece, ...]


def changes(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """Return what changed, in the order of the new version; what went stands where it stood.

    A paragraph that only changed its place is told as moved, once, and not as gone and come.
    """
    old = {each.key: each for each in before}
    new = {each.key: each for each in after}
    kept_before = [each.key for each in before if each.key in new]
    kept_after = [each.key for each in after if each.key in old]
    steady = _in_order(kept_before, kept_after)
    found: list[Change] = []
    position = 0
    order = [each.key for each in before]
    for paragraph in after:
        key = paragraph.key
        if key in steady:
            # What went between the last paragraph that stayed and this one.
            end = order.index(key)
            found += _removed(before[position:end], new)
            position = end + 1
        if key not in old:
            found.append(Change("added", key, (Piece("added", paragraph.text),)))
        elif old[key].text != paragraph.text:
            found.append(Change("changed", key, tuple(pieces(old[key].text, paragraph.text))))
        elif key not in steady:
            found.append(Change("moved", key, (Piece("same", paragraph.text),)))
    return found + list(_removed(before[position:], new))


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield ``before`` and ``after`` as one text, word by word; joined without ``added`` it is the old one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    last = _common(zip(reversed(old), reversed(new), strict=False))
    old, new, end = old[: len(old) - last], new[: len(new) - last], old[len(old) - last :]
    first = _common(zip(old, new, strict=False))
    if first:
        yield Piece("same", "".join(old[:first]))
    yield from _between(old[first:], new[first:])
    if end:
        yield Piece("same", "".join(end))


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Yield what differs, with what stayed in the midst of it."""
    for what, first, last, begin, end in _opcodes(old, new):
        if what == "equal":
            yield Piece("same", "".join(old[first:last]))
            continue
        if last > first:
            yield Piece("removed", "".join(old[first:last]))
        if end > begin:
            yield Piece("added", "".join(new[begin:end]))


def _opcodes(old: list[str], new: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    counts = Counter(filter(_is_word, old))
    meetings = sum(counts[each] for each in new)
    if meetings > MOST_MEETINGS:
        return [("replace", 0, len(old), 0, len(new))]
    # Blanks and commas meet everywhere and tell nothing: with them, a list of words that was replaced took a minute.
    return SequenceMatcher(lambda each: not _is_word(each), old, new, autojunk=False).get_opcodes()


def _is_word(token: str) -> bool:
    return _WORD.match(token) is not None


def _removed(paragraphs: Sequence[Paragraph], new: Mapping[str, Paragraph]) -> Iterator[Change]:
    for each in paragraphs:
        if each.key not in new:
            yield Change("removed", each.key, (Piece("removed", each.text),))


def _in_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The most keys that stand in the same order in both; the others moved."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in before[block.a : block.a + block.size]}
