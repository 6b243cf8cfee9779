"""A text taken apart once, for all rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import regex

from .findings import Span
from .folding import UNSPACED, fold, is_unspaced

LONGEST = 20_000
"""Code points that are looked at. No network takes half as many, and a request must end."""

# Latin letters, with punctuation and signs of all kinds, but nothing invisible and no mark of its own: there the
# standard library's idea of a word is right, and four times as fast.
_NOT_PLAIN = re.compile(
    "[^\x00-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\U0001f300-\U0001faff]"
)
_PLAIN_WORDS = re.compile(r"\w+")
# A word ends where a script without spaces begins, so that a Latin name is found between Chinese letters.
_WORDS = regex.compile(rf"(?V1)[{UNSPACED}]+|[[\w\p{{M}}\p{{Cf}}]--[{UNSPACED}]]+")
_LINKS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_BARE_LINKS = re.compile(
    r"(?<![\w@/.-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}\.[a-z]{2,24}/[^\s<>\"“”«»]*", re.IGNORECASE
)
_CLOSING = ".,;:!?…)]}'\"’*_"
_HASHTAGS = regex.compile(r"(?<![\w&/])[#＃]([\w\p{M}\u200c\u200d]+)")
_MENTIONS = regex.compile(r"(?<![\w./])[@＠]([\w.\-]*\w(?:@[\w.\-]*\w)?)")
_MAILS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


Word = tuple[str, int, int]
"""The word as it is compared, its start and its end."""


def split_words(raw: str) -> list[Word]:
    """Return all words of ``raw``, also those in links."""
    if _NOT_PLAIN.search(raw):
        return [(fold(each[0]), *each.span()) for each in _WORDS.finditer(raw)]
    found, end = [], 0
    for word in _PLAIN_WORDS.findall(raw):
        start = raw.index(word, end)
        end = start + len(word)
        found.append((fold(word), start, end))
    return found


class Text:
    """What somebody typed, with its words, links, hashtags and mentions; all spans in code points of ``raw``."""

    def __init__(self, raw: str) -> None:
        self.raw = raw[:LONGEST]

    @cached_property
    def words(self) -> list[Word]:
        """The words outside of links and names of accounts, in order."""
        found = split_words(self.raw)
        left_out = sorted([*self.links, *(span for _name, span in self.mentions)])
        if not left_out:
            return found
        starts = [start for start, _end in left_out]
        ends = [end for _start, end in left_out]

        def is_outside(word: Word) -> bool:
            before = bisect_right(starts, word[1]) - 1
            return before < 0 or word[1] >= ends[before]

        return [word for word in found if is_outside(word)]

    @cached_property
    def links(self) -> list[Span]:
        """Addresses, and e-mail addresses, in order; punctuation behind them is not part of them."""
        raw = self.raw
        found: list[Span] = []
        if "." not in raw:
            return found
        spans = [each.span() for each in _LINKS.finditer(raw)]
        if "/" in raw:
            spans += [each.span() for each in _BARE_LINKS.finditer(raw)]
        if "@" in raw:
            spans += [each.span() for each in _MAILS.finditer(raw)]
        last = 0
        for start, end in sorted(spans):
            while end > start and raw[end - 1] in _CLOSING:
                end -= 1
            if start >= last and end > start:
                found.append((start, end))
                last = end
        return found

    @cached_property
    def hashtags(self) -> list[tuple[str, Span]]:
        """The hashtags as typed, without ``#``; their spans include it."""
        if "#" not in self.raw and "＃" not in self.raw:
            return []
        return [(each[1], each.span()) for each in _HASHTAGS.finditer(self.raw) if not each[1].isdecimal()]

    @cached_property
    def mentions(self) -> list[tuple[str, Span]]:
        """The accounts mentioned, without the first ``@``; their spans include it."""
        if "@" not in self.raw and "＠" not in self.raw:
            return []
        return [(each[1], each.span()) for each in _MENTIONS.finditer(self.raw)]

    @cached_property
    def is_unspaced(self) -> bool:
        return is_unspaced(self.raw)

    @cached_property
    def trailing_hashtags(self) -> int:
        """Where the run of hashtags at the end begins; the length of the text if it ends otherwise."""
        end = len(self.raw.rstrip())
        for _tag, (start, stop) in reversed(self.hashtags):
            if self.raw[stop:end].strip(" \t\n.,;·|"):
                break
            end = start
        return end
