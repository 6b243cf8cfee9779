from __future__ import annotations

from dataclasses import dataclass

from .avoided_term import TermRule
from .base import register


@register
@dataclass(frozen=True, kw_only=True)
class RoutedTopic(TermRule):
    """A topic that somebody has to look at first: ``group`` is who, in words for people."""

    kind = "routed_topic"

    group: str = ""
