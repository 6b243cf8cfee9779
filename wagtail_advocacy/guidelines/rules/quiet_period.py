from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ..engine.findings import Context, Finding, Span
from ..engine.texts import Text
from .avoided_term import TermRule
from .base import register


@register
@dataclass(frozen=True, kw_only=True)
class QuietPeriod(TermRule):
    """Words about the future and about prices of shares, held back within ``periods``: pairs of ISO dates, both ends
    belong to them. Without periods the rule always holds.
    """

    kind = "quiet_period"

    periods: tuple[tuple[str, str], ...] = ()

    def matched(self, text: Text, span: Span, context: Context) -> Finding | None:
        period = self.period_of(context.today)
        if self.periods and not period:
            return None
        return self.finding(span, until=period[1] if period else None)

    def example_context(self, example: str, is_wrong: bool) -> Context:
        today = date.fromisoformat(self.periods[0][0]) if self.periods else None
        return replace(super().example_context(example, is_wrong), today=today)

    def period_of(self, today: date | None) -> tuple[str, str] | None:
        """Return the period that ``today`` lies in."""
        day = today.isoformat() if today else ""
        return next(((first, last) for first, last in self.periods if first <= day <= last), None)

    def problems(self) -> list[str]:
        return super().problems() + (["period"] if any(not _is_period(each) for each in self.periods) else [])


def _is_period(period: tuple[str, str]) -> bool:
    try:
        first, last = (date.fromisoformat(each) for each in period)
    except (TypeError, ValueError):
        return False
    return first <= last
