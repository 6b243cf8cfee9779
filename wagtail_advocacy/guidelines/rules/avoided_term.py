from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.findings import Context, Finding, Fix, Span
from ..engine.terms import Term, misplaced_star
from ..engine.texts import Text
from .base import Rule, register


@dataclass(frozen=True, kw_only=True)
class TermRule(Rule):
    """Words and phrases to look for, with ``*`` for any letters at the beginning or the end of a word."""

    words: tuple[str, ...]

    def terms(self) -> Iterable[Term]:
        return (Term(each) for each in self.words)

    def problems(self) -> list[str]:
        return ["star"] if any(misplaced_star(each) for each in self.words) else []


@register
@dataclass(frozen=True, kw_only=True)
class AvoidedTerm(TermRule):
    """Words that a company post leaves out. ``replacement`` is offered as a fix where it can stand as it is."""

    kind = "avoided_term"

    replacement: str = ""

    def matched(self, text: Text, span: Span, context: Context) -> Finding | None:
        written = text.raw[slice(*span)]
        return self.finding(span, Fix(*span, as_written(self.replacement, written)) if self.replacement else None)


def as_written(replacement: str, written: str) -> str:
    """The replacement with the capital letter that the words had at the beginning of a sentence."""
    if written[:1].isupper() and not written.isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement
