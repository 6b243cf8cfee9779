"""A policy as people read it: its parts, its text for comparison, its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from .blocks.rule import RuleBlock
from .differences import Paragraph
from .lint import PolicyFacts

if TYPE_CHECKING:
    from .models import Policy


@dataclass(frozen=True)
class Part:
    """One block of the body: its ``key`` stays through all versions, ``text`` is what versions are compared by."""

    key: str
    kind: str
    text: str
    html: SafeString
    is_rule: bool

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.key, self.text)


def parts_of(policy: Policy) -> list[Part]:
    """Return the parts of the policy as it stands in memory, in its own language."""
    taken: set[str] = set()
    with translation.override(policy.locale.language_code):
        return [
            Part(
                key=child.id or str(place),
                kind=child.block_type,
                text="\n".join(each for each in child.block.get_searchable_content(child.value) if each),
                html=SafeString(child.render({"policy": policy, "anchors": taken})),
                is_rule=isinstance(child.block, RuleBlock),
            )
            for place, child in enumerate(policy.body)
        ]


def html_of(policy: Policy, parts: Sequence[Part]) -> SafeString:
    """Return the whole text; every part can be linked to by ``#part-`` and its key."""
    with translation.override(policy.locale.language_code):
        return SafeString(render_to_string("wagtail_advocacy/guidelines/blocks/body.html", {"parts": parts}))


def rules_of(policy: Policy) -> list[Any]:
    return policy.body.stream_block.rules_of(policy.body)


def facts_of(policy: Policy) -> PolicyFacts:
    """Return what the lint looks at."""
    rules = rules_of(policy)
    values = {name: [each.value for each in policy.body if each.block_type == name] for name in ("do_dont", "topics")}
    pairs = [pair for value in values["do_dont"] for pair in value.get("pairs") or []]
    return PolicyFacts(
        words=sum(len(part.text.split()) for part in parts_of(policy)),
        dos=sum(bool(pair.get("do")) for pair in pairs),
        donts=sum(bool(pair.get("dont")) for pair in pairs) + sum(len(v.get("topics") or []) for v in values["topics"]),
        examples=sum(bool(pair.get("do_picture")) for pair in pairs),
        contact=any(each.block_type == "contact" and each.value.get("name") for each in policy.body),
        rules=rules,
        disclosed_elsewhere=policy.kind == policy.Kind.BRAND,
    )
