"""Finding thousands of terms in a text at the price of its words, however many terms there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .findings import Span
from .folding import bare, fold, is_unspaced
from .texts import Text, split_words

LONGEST_GAP = 3
"""Code points between two words of one term: a hyphen, a line break, two spaces."""

_STAR = "*"
# What may stand between the words of a term: spaces, hyphens and dashes, an apostrophe; one full stop.
_GAP = re.compile(r"[\s\-‐‑–—'’·_/&+]*\.?[\s\-‐‑–—'’·_/&+]*")
_BAD_STAR = re.compile(r"\w\*\w|\*\w+\*|\*\*|(?<!\w)\*(?!\w)")


@dataclass(frozen=True)
class Term:
    """A word or phrase to find.

    ``*`` at the end or the beginning of one of its words stands for any letters. A text without accents matches a term
    with them; a text with accents matches a term without them only if ``loose``.
    """

    words: str
    loose: bool = False


class Match(NamedTuple):
    owner: int
    """The number that the term was added with."""

    span: Span


class _Node:
    __slots__ = ("ends", "owners", "starts", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        #: By length, because a word has few beginnings and a policy many terms.
        self.starts: dict[int, dict[str, _Node]] = {}
        self.ends: dict[int, dict[str, _Node]] = {}
        self.owners: list[int] = []

    @property
    def has_children(self) -> bool:
        return bool(self.words or self.starts or self.ends)

    def beginnings(self) -> Callable[[str], bool]:
        """Return a quick test that says no to most words that nothing here begins with, and never to another one."""
        known, head, tail = self.words, min(self.starts, default=0), min(self.ends, default=0)
        heads = {start[:head] for starts in self.starts.values() for start in starts}
        tails = {end[-tail:] for ends in self.ends.values() for end in ends}
        if not (heads or tails):
            return known.__contains__
        if not tails:
            return lambda word: word in known or word[:head] in heads
        return lambda word: word in known or word[:head] in heads or word[-tail:] in tails

    def child(self, word: str) -> _Node:
        if word.endswith(_STAR):
            known = self.starts.setdefault(len(word) - 1, {})
            return known.setdefault(word[:-1], _Node())
        if word.startswith(_STAR):
            known = self.ends.setdefault(len(word) - 1, {})
            return known.setdefault(word[1:], _Node())
        return self.words.setdefault(word, _Node())

    def follow(self, word: str) -> Iterator[_Node]:
        if node := self.words.get(word):
            yield node
        for length, known in self.starts.items():
            if node := known.get(word[:length]):
                yield node
        for length, known in self.ends.items():
            if node := known.get(word[-length:]):
                yield node


class TermIndex:
    """Terms with the number of who asks for them; one pass over a text finds all. Built once, then only read."""

    def __init__(self, terms: Iterable[tuple[Term, int]]) -> None:
        self._strict, self._loose = _Node(), _Node()
        self._unspaced: dict[str, dict[int, dict[str, list[int]]]] = {}
        for term, owner in terms:
            self._add(term, owner)
        roots = ((self._strict, False), (self._loose, True))
        self._roots = [(root, plain, root.beginnings()) for root, plain in roots if root.has_children]

    def _add(self, term: Term, owner: int) -> None:
        # A term without a letter or digit has no words, and finds nothing.
        if is_unspaced(term.words):
            letters = _letters(term.words)[0]
            by_length = self._unspaced.setdefault(letters[:1], {})
            by_length.setdefault(len(letters), {}).setdefault(letters, []).append(owner)
            return
        spellings = [_parts(term.words, fold)]
        if (plain := _parts(term.words, bare)) != spellings[0]:
            spellings.append(plain)
        for parts in [plain] if term.loose else spellings:
            node = self._loose if term.loose else self._strict
            for part in parts:
                node = node.child(part)
            if parts and owner not in node.owners:
                node.owners.append(owner)

    def find(self, text: Text) -> list[Match]:
        """Return every occurrence of every term, longer ones of the same owner first where they begin together."""
        found = [match for root in self._roots for match in _find_words(text, *root)]
        if self._unspaced and text.is_unspaced:
            found += self._find_unspaced(text.raw)
        return _longest(found)

    def _find_unspaced(self, raw: str) -> Iterator[Match]:
        letters, places = _letters(raw)
        for at, letter in enumerate(letters):
            for length, known in self._unspaced.get(letter, {}).items():
                for owner in known.get(letters[at : at + length], ()):
                    yield Match(owner, (places[at], places[at + length - 1] + 1))


def _find_words(text: Text, root: _Node, plain: bool, may_begin: Callable[[str], bool]) -> Iterator[Match]:
    words, raw = text.words, text.raw
    last = len(words)
    for number, (folded, start, end) in enumerate(words):
        word = bare(folded) if plain and not folded.isascii() else folded
        # Most words begin no term: one or two look-ups tell.
        if not may_begin(word):
            continue
        nodes, at = list(root.follow(word)), number
        while nodes:
            yield from (Match(owner, (start, end)) for node in nodes for owner in node.owners)
            at += 1
            if at == last or not any(node.has_children for node in nodes):
                break
            folded, following, next_end = words[at]
            if not _is_gap(gap := raw[end:following]):
                break
            word = _after(gap) + (bare(folded) if plain and not folded.isascii() else folded)
            nodes, end = [after for node in nodes for after in node.follow(word)], next_end


def misplaced_star(words: str) -> bool:
    """Whether a ``*`` stands where it means nothing: inside a word, at both its ends, or alone."""
    return _BAD_STAR.search(f" {words} ") is not None or (_STAR in words and is_unspaced(words))


def _parts(words: str, spelling: Callable[[str], str]) -> list[str]:
    """Return the words of a term as they are looked up, with their wildcards."""
    parts: list[str] = []
    last = 0
    for _folded, start, end in split_words(words.replace(_STAR, " ")):
        part = (_after(words[last:start]) if parts else "") + spelling(words[start:end])
        last = end
        if words[end : end + 1] == _STAR:
            part += _STAR
        elif words[:start].endswith(_STAR):
            part = _STAR + part
        if part.strip(_STAR):
            parts.append(part)
    return parts


def _after(gap: str) -> str:
    """The mark of a word behind an abbreviation: a full stop counts where the term has one."""
    return "." if "." in gap else ""


def _is_gap(between: str) -> bool:
    return len(between) <= LONGEST_GAP and _GAP.fullmatch(between) is not None


def _letters(raw: str) -> tuple[str, list[int]]:
    """Return the letters of ``raw`` folded one by one, and where each stands."""
    letters, places = [], []
    for at, letter in enumerate(raw):
        for each in fold(letter):
            if not each.isspace():
                letters.append(each)
                places.append(at)
    return "".join(letters), places


def _longest(found: list[Match]) -> list[Match]:
    """Leave out what lies within a longer match of the same owner; in order of the text."""
    kept: list[Match] = []
    ends: dict[int, int] = {}
    for match in sorted(found, key=lambda each: (each.span[0], -each.span[1], each.owner)):
        if match.span[1] > ends.get(match.owner, -1):
            ends[match.owner] = match.span[1]
            kept.append(match)
    return kept
