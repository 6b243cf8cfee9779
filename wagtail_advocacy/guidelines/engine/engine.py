"""All rules of one version of the policies that apply, ready to check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .findings import MUST, SEVERITIES, Context, Finding
from .terms import TermIndex
from .texts import Text

if TYPE_CHECKING:
    from ..rules.base import Rule


WHOLE_TEXT = (1 << 30, 0)
"""Where a finding without a span stands in the order: behind all others."""

MOST_FIXES = 20
"""Each costs a check of its own; who has applied some is offered the next."""


class Engine:
    """Checks texts against ``rules``; built once for a version, safe to share between threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: Sequence[Rule] = list(rules)
        self._index = TermIndex((term, number) for number, rule in enumerate(self.rules) for term in rule.terms())

    def check(self, text: str, context: Context | None = None) -> list[Finding]:
        """Return what the rules have to say, in order of the text, the gravest first where they begin together.

        A fix is offered only where applying it makes no new *must* finding, and for the first ``MOST_FIXES`` of them.
        """
        context = context or Context()
        found = self._check(text, context)
        grave, tried = _grave(found), 0
        for place, finding in enumerate(found):
            if finding.fix is None:
                continue
            tried += 1
            if tried > MOST_FIXES or _grave(self._check(finding.fix.apply(text), context)) - grave:
                found[place] = replace(finding, fix=None)
        return found

    def _check(self, raw: str, context: Context) -> list[Finding]:
        text = Text(raw)
        speaking = [rule.scope.holds(context) for rule in self.rules]
        found = []
        for number, span in self._index.find(text):
            if speaking[number] and (finding := self.rules[number].matched(text, span, context)):
                found.append(finding)
        for rule, speaks in zip(self.rules, speaking, strict=True):
            if speaks:
                found += rule.check(text, context)
        return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[tuple[int, int], int, str]:
    return finding.span or WHOLE_TEXT, SEVERITIES.index(finding.severity), finding.rule


def _grave(found: Iterable[Finding]) -> set[tuple[str, int]]:
    """The *must* rules that were broken, and how often: "once more" is new as well."""
    counts: dict[str, int] = {}
    for finding in found:
        if finding.severity == MUST:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return {(rule, number) for rule, count in counts.items() for number in range(count)}
