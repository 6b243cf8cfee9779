from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ..engine.findings import TIP, Context, Finding, Fix
from ..engine.texts import Text
from .base import Rule, register

_EMOJI = regex.compile(
    r"\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
    r"|(?![0-9#*©®™])\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d(?![0-9#*])\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier})?)*"
)
_MARKS = regex.compile(r"[!?！？¡¿]{2,}")
SHORTEST_SHOUT = 4
"""Letters; shorter words in capitals are abbreviations."""


@register
@dataclass(frozen=True, kw_only=True)
class Shouting(Rule):
    """More than ``words`` words of four letters and more in capitals, in a row; more than ``marks`` exclamation or
    question marks in a row.
    """

    kind = "shouting"

    severity: str = TIP
    words: int = 2
    marks: int = 1

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        run = []
        for word in (*text.words, None):
            if word and text.raw[word[1] : word[2]].isupper():
                # Short words in capitals between long ones neither make nor end a shout.
                if word[2] - word[1] >= SHORTEST_SHOUT:
                    run.append(word)
                continue
            if len(run) > self.words:
                yield self.finding((run[0][1], run[-1][2]), words=len(run))
            run = []
        for marks in _MARKS.finditer(text.raw):
            if len(marks[0]) > self.marks:
                kept = "?" if "?" in marks[0] or "？" in marks[0] else marks[0][0]
                yield self.finding(marks.span(), Fix(*marks.span(), kept))


@register
@dataclass(frozen=True, kw_only=True)
class EmojiCount(Rule):
    """At most ``most`` emoji; a family is one."""

    kind = "emoji_count"

    severity: str = TIP
    most: int = 3

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        if text.raw.isascii():
            return
        found = [each.span() for each in _EMOJI.finditer(text.raw)]
        if len(found) > self.most:
            yield self.finding((found[self.most][0], found[-1][1]), found=len(found), most=self.most)
