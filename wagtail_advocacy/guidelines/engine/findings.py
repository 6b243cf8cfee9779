"""What a check knows, and what it finds. Plain data: nothing here needs Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MUST, SHOULD, TIP = "must", "should", "tip"
SEVERITIES = (MUST, SHOULD, TIP)

Span = tuple[int, int]
"""Start and end in code points of the text as typed; the end is not part of it."""


@dataclass(frozen=True)
class Context:
    """What a rule may know beside the text.

    ``network``, ``category`` and ``campaign`` are keys, ``language`` is a code such as ``pt-br``. ``suggestion`` are
    the words that the dialog offered, ``link`` is the address that will be added. ``image_alt`` is ``None`` where there
    is no picture. ``same_words`` counts colleagues' shares in equal words on that network.
    """

    network: str = ""
    language: str = ""
    category: str = ""
    campaign: str = ""
    suggestion: str = ""
    link: str = ""
    image_alt: str | None = None
    same_words: int = 0
    today: date | None = None


@dataclass(frozen=True)
class Fix:
    """Replace ``start`` to ``end`` of the text with ``words``; an empty span inserts."""

    start: int
    end: int
    words: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True)
class Finding:
    """One remark of one rule. ``values`` are numbers and words that a screen may tell with it, by the rule's kind."""

    rule: str
    kind: str
    severity: str
    sentence: str
    span: Span | None = None
    suggestion: str = ""
    reason: str = ""
    fix: Fix | None = None
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
