"""What the body of a policy is made of: readable blocks, and rules that stand among them."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from . import kinds_of_form, kinds_of_words
from .readable import (
    ContactBlock,
    DoDontBlock,
    HashtagsBlock,
    IntroductionBlock,
    LookBlock,
    PracticeBlock,
    ProtectedSpeechBlock,
    QuestionsBlock,
    TextBlock,
    TopicsBlock,
)
from .rule import LinesBlock, PairsBlock, PeriodsBlock, RuleBlock
from .stream import BodyBlock

__all__ = ["BodyBlock", "LinesBlock", "PairsBlock", "PeriodsBlock", "RuleBlock", "body_block", "rule_blocks"]

READABLE = {
    "introduction": IntroductionBlock,
    "do_dont": DoDontBlock,
    "topics": TopicsBlock,
    "practice": PracticeBlock,
    "questions": QuestionsBlock,
    "look": LookBlock,
    "hashtags": HashtagsBlock,
    "contact": ContactBlock,
    "protected_speech": ProtectedSpeechBlock,
    "text": TextBlock,
}


def rule_blocks() -> list[type[RuleBlock]]:
    """Return the blocks of all kinds of rules: ours, then those of the hook ``register_advocacy_rules``."""
    ours = [*kinds_of_words.BLOCKS, *kinds_of_form.BLOCKS]
    return [*ours, *(block for hook in hooks.get_hooks("register_advocacy_rules") for block in hook())]


def body_block() -> BodyBlock:
    """Return the block of ``Policy.body``: its children are named by the kind of rule, or as in ``READABLE``."""
    readable: list[tuple[str, Any]] = [(name, block()) for name, block in READABLE.items()]
    return BodyBlock([*readable, *((block.kind(), block()) for block in rule_blocks())])
