"""A kind of rule as a site adds it; the test that uses it registers it, and takes it back."""

from dataclasses import dataclass

from wagtail import blocks

from wagtail_advocacy.guidelines.blocks import RuleBlock
from wagtail_advocacy.guidelines.rules import Rule


@dataclass(frozen=True, kw_only=True)
class Polite(Rule):
    """A word has to be there."""

    kind = "polite"

    word: str = "please"

    def check(self, text, context):
        if self.word not in text.raw.lower():
            yield self.finding()


class PoliteBlock(RuleBlock):
    word = blocks.CharBlock(required=False, default="please")

    class Meta:
        label = "Please"
        rule = Polite
