"""What a formula is: a function over plain numbers, with the sentence that says to people how it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Unit(StrEnum):
    """What a number of a formula is counted in. ``PART`` is 0–1, and shown in per cent."""

    PEOPLE = "people"
    SHARES = "shares"
    CLICKS = "clicks"
    VISITORS = "visitors"
    FOLLOWERS = "followers"
    CONVERSIONS = "conversions"
    APPLICATIONS = "applications"
    INTERVIEWS = "interviews"
    OFFERS = "offers"
    HIRES = "hires"
    MEAN = "per share"
    SCORE = "per person"
    PART = "0–1"
    DAYS = "days"
    MONEY = "money"


@dataclass(frozen=True)
class Formula(Generic[P, R]):
    """One formula. Call it like the function that it was made of; ``None`` is “no figure”, never zero."""

    name: str
    label: Any
    how: Any
    unit: Unit
    count: Callable[P, R]

    do_not_call_in_templates: ClassVar[bool] = True

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.count(*args, **kwargs)

    def __str__(self) -> str:
        return str(self.label)


FORMULAS: dict[str, Formula[Any, Any]] = {}
"""Every formula by the name of its function."""


def formula(*, label: Any, how: Any, unit: Unit) -> Callable[[Callable[P, R]], Formula[P, R]]:
    """Make a formula of a function: ``how`` is read under “How is this counted?”."""

    def decorate(count: Callable[P, R]) -> Formula[P, R]:
        made = Formula(count.__name__, label, how, unit, count)
        FORMULAS[made.name] = made
        return made

    return decorate


def part(number: float, of: float) -> float | None:
    """Return ``number`` ÷ ``of``, at most 1; ``None`` where there is nothing to divide by."""
    return min(number / of, 1.0) if of > 0 else None
