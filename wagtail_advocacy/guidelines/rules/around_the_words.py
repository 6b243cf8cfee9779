"""Rules about what goes with the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..engine.findings import Context, Finding
from ..engine.texts import Text
from .base import Rule, register


@register
@dataclass(frozen=True, kw_only=True)
class AltText(Rule):
    """A picture has an alternative text; where there is no picture the rule is silent."""

    kind = "alt_text"

    def example_context(self, example: str, is_wrong: bool) -> Context:
        # Its examples are alternative texts; one without a letter is none.
        alt = example if any(each.isalnum() for each in example) else ""
        return replace(super().example_context(example, is_wrong), image_alt=alt)

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        if context.image_alt is not None and not context.image_alt.strip():
            yield self.finding()


@register
@dataclass(frozen=True, kw_only=True)
class SameWords(Rule):
    """More than ``most`` colleagues have shared in equal words on this network."""

    kind = "same_words"

    most: int = 0

    def example_context(self, example: str, is_wrong: bool) -> Context:
        return replace(super().example_context(example, is_wrong), same_words=self.most + 1 if is_wrong else 0)

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        if context.same_words > self.most:
            yield self.finding(found=context.same_words)
