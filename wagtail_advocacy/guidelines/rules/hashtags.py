from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.findings import Context, Finding, Fix
from ..engine.folding import fold
from ..engine.texts import Text
from .base import Rule, register

LONG_TAG = 12
"""Letters from which a hashtag in small letters alone is hard to read, and to hear from a screen reader."""


@register
@dataclass(frozen=True, kw_only=True)
class RequiredHashtag(Rule):
    """One of ``tags`` (without ``#``) has to be there."""

    kind = "required_hashtag"

    tags: tuple[str, ...]

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        wanted = {fold(tag.lstrip("#")) for tag in self.tags}
        if wanted and not any(fold(tag) in wanted for tag, _span in text.hashtags):
            end = len(text.raw.rstrip())
            between = " " if end else ""
            yield self.finding(fix=Fix(end, len(text.raw), f"{between}#{self.tags[0].lstrip('#')}"))

    def problems(self) -> list[str]:
        return [] if any(tag.lstrip("#") for tag in self.tags) else ["tags"]


@register
@dataclass(frozen=True, kw_only=True)
class HashtagForm(Rule):
    """At most ``most`` hashtags (0: any number), and long ones in CamelCase if ``camel_case``."""

    kind = "hashtag_form"

    most: int = 0
    camel_case: bool = False

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        if self.most and len(text.hashtags) > self.most:
            start, end = text.hashtags[self.most][1][0], text.hashtags[-1][1][1]
            yield self.finding((start, end), found=len(text.hashtags), most=self.most)
        if self.camel_case:
            for tag, span in text.hashtags:
                if len(tag) >= LONG_TAG and tag.islower() and "_" not in tag:
                    yield self.finding(span, tag=tag)
