"""Who came: people, and apart from them everything else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from statistics import fmean, median

from django.utils.translation import gettext_lazy as _

from ...links.kinds import ClickKind
from .base import Unit, formula


@formula(
    label=_("People’s clicks"),
    how=_(
        "Clicks by people that came in these months, on links of any age. Previews, crawlers, prefetches, HEAD "
        "requests, repeats within a minute and link checkers are not among them. A day of clicks begins at midnight "
        "UTC."
    ),
    unit=Unit.CLICKS,
)
def people_clicks(by_kind: Mapping[str, int]) -> int:
    """Clicks of the class *person*."""
    return by_kind.get(ClickKind.PERSON, 0)


@formula(
    label=_("Not counted"),
    how=_("Everything else that asked for a link in these months, by what it was. It got its answer all the same."),
    unit=Unit.CLICKS,
)
def others(by_kind: Mapping[str, int]) -> int:
    """Clicks of every other class together."""
    return sum(number for kind, number in by_kind.items() if kind != ClickKind.PERSON)


@formula(
    label=_("Clicks per share"),
    how=_(
        "People’s clicks on the shares that were started in these months ÷ these shares. Clicks on older shares are "
        "left out, and so is what came after these months."
    ),
    unit=Unit.MEAN,
)
def clicks_per_share(clicks: Collection[int]) -> float | None:
    """Mean of the people's clicks of each share, at least 0."""
    return fmean(clicks) if clicks else None


@formula(
    label=_("Clicks per share, median"),
    how=_(
        "Half of the shares had as many people’s clicks or more, half as many or fewer. One lucky post moves it little."
    ),
    unit=Unit.MEAN,
)
def median_clicks(clicks: Collection[int]) -> float | None:
    """Median of the people's clicks of each share, at least 0."""
    return float(median(clicks)) if clicks else None


@formula(
    label=_("Unique visitors"),
    how=_(
        "Distinct visitors of each link on each day, added up: who comes on two days counts twice, for a visitor’s "
        "mark lives one day. Who asked not to be tracked has no mark and is missing here."
    ),
    unit=Unit.VISITORS,
)
def unique_visitors(by_share_and_day: Iterable[int]) -> int:
    """Σ of distinct visitor hashes per share and day."""
    return sum(by_share_and_day)
