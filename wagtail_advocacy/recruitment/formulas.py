"""Every formula of the recruitment report: one function each, with the sentence that stands beside the number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import mean, median

from django.utils.translation import gettext_lazy as _

from ..tracking.formulas import Unit, formula, part

__all__ = [
    "applications",
    "apply_presses",
    "cost_per_hire",
    "cost_saved",
    "hires",
    "hires_through_people",
    "interviews",
    "median_time_to_fill",
    "offers",
    "time_to_fill",
]


@formula(
    label=_("“Apply” pressed"),
    how=_(
        "How often “Apply” was pressed on a vacancy’s public page in these months by people who came by a share. "
        "Whether they went on to apply the recruiting system knows."
    ),
    unit=Unit.CLICKS,
)
def apply_presses(numbers: Iterable[int]) -> int:
    """Σ of the presses that came by a link."""
    return sum(numbers)


_REPORTED = _("Reported in these months, by the recruiting system, a file or by hand, and credited to a share.")


@formula(label=_("Applications"), how=_REPORTED, unit=Unit.APPLICATIONS)
def applications(numbers: Iterable[int]) -> int:
    """Σ of the credited conversions of the kind *application*."""
    return sum(numbers)


@formula(label=_("Interviews"), how=_REPORTED, unit=Unit.INTERVIEWS)
def interviews(numbers: Iterable[int]) -> int:
    """Σ of the credited conversions of the kind *interview*."""
    return sum(numbers)


@formula(label=_("Offers"), how=_REPORTED, unit=Unit.OFFERS)
def offers(numbers: Iterable[int]) -> int:
    """Σ of the credited conversions of the kind *offer*."""
    return sum(numbers)


@formula(label=_("Hires through people"), how=_REPORTED, unit=Unit.HIRES)
def hires(numbers: Iterable[int]) -> int:
    """Σ of the credited conversions of the kind *hire*."""
    return sum(numbers)


@formula(
    label=_("Time to fill"),
    how=_("Mean of the days from the day a vacancy was posted to the day it was closed as filled, in these months."),
    unit=Unit.DAYS,
)
def time_to_fill(days: Sequence[int]) -> float | None:
    """Mean of days, at least 0; ``None`` where nothing was filled."""
    return float(mean(days)) if days else None


@formula(
    label=_("Time to fill, median"),
    how=_(
        "Half of the vacancies that were closed as filled in these months took as long or longer, half as long or less."
    ),
    unit=Unit.DAYS,
)
def median_time_to_fill(days: Sequence[int]) -> float | None:
    """Median of days, at least 0; ``None`` where nothing was filled."""
    return float(median(days)) if days else None


@formula(
    label=_("Hires through people ÷ all hires"),
    how=_(
        "Of the vacancies that were closed as filled in these months, and of which was said how many were hired: hires "
        "that are credited to a share ÷ all hires. Vacancies of which nobody said so are left out."
    ),
    unit=Unit.PART,
)
def hires_through_people(through_people: int, hired: int) -> float | None:
    """Credited hires ÷ hires told at closing, 0–1; ``None`` where nobody was hired or told."""
    return part(through_people, hired)


@formula(
    label=_("Cost per hire through people"),
    how=_(
        "Bonuses of the hires of these months, promised, due or paid, ÷ these hires, each currency for itself. "
        "Forfeited ones are not among them, and neither is anybody’s time."
    ),
    unit=Unit.MONEY,
)
def cost_per_hire(bonuses: Decimal, number: int) -> Decimal | None:
    """Σ of bonuses ÷ hires; ``None`` without a hire."""
    return bonuses / number if number else None


@formula(
    label=_("Cost saved"),
    how=_("Hires through people × what a hire costs otherwise, by your own books, − their bonuses."),
    unit=Unit.MONEY,
)
def cost_saved(number: int, otherwise: Decimal | None, bonuses: Decimal) -> Decimal | None:
    """Hires × the site's own cost of a hire − Σ of bonuses, which may be below 0; ``None`` without a rate."""
    return None if otherwise is None else number * otherwise - bonuses
