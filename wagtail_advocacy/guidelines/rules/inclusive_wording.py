from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.findings import TIP, Context, Finding, Fix, Span
from ..engine.folding import fold
from ..engine.terms import Term, misplaced_star
from ..engine.texts import Text
from .avoided_term import as_written
from .base import Rule, register


@register
@dataclass(frozen=True, kw_only=True)
class InclusiveWording(Rule):
    """Wordings that leave people out, each with a better one: ``pairs`` of (wording, suggestion)."""

    kind = "inclusive_wording"

    severity: str = TIP
    pairs: tuple[tuple[str, str], ...]

    def terms(self) -> Iterable[Term]:
        return (Term(wording) for wording, _better in self.pairs)

    def matched(self, text: Text, span: Span, context: Context) -> Finding | None:
        written = text.raw[slice(*span)]
        better = next((better for wording, better in self.pairs if fold(wording) == fold(written)), "")
        return self.finding(span, Fix(*span, as_written(better, written)) if better else None)

    def problems(self) -> list[str]:
        return ["star"] if any(misplaced_star(wording) for wording, _better in self.pairs) else []
