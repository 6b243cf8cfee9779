from __future__ import annotations

from typing import Any

from wagtail import blocks

from .rule import RuleBlock


class BodyBlock(blocks.StreamBlock):
    """The body: its rules are read, rendered and compiled by what stands in the same place."""

    def rules_of(self, value: Any) -> list[Any]:
        """Return the rules in ``value`` as the engine takes them, in order; a block's id is the key of its rule.

        What is not finished yet, and what a kind that is gone left behind, is left out.
        """
        children = [child for child in value if isinstance(child.block, RuleBlock)]
        rules = (child.block.to_rule(child.value, child.id or "") for child in children)
        return [rule for rule in rules if rule]
