from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.findings import Context, Finding
from ..engine.texts import Text
from .base import Rule, register


@register
@dataclass(frozen=True, kw_only=True)
class Mentions(Rule):
    """At most ``most`` accounts are mentioned (-1: any number), and none of ``not_these`` (without ``@``)."""

    kind = "mentions"

    most: int = -1
    not_these: tuple[str, ...] = ()

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        unwanted = {each.lstrip("@").casefold() for each in self.not_these}
        for name, span in text.mentions:
            if name.casefold() in unwanted:
                yield self.finding(span, name=name)
        if 0 <= self.most < len(text.mentions):
            first, last = text.mentions[self.most][1][0], text.mentions[-1][1][1]
            yield self.finding((first, last), found=len(text.mentions), most=self.most)
