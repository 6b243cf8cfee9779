"""What came of one's own shares. Nobody is compared with anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from ..links.models import Link
from ..networks.registry import counted_networks
from ..registries import Figures, clicks_by_day, figures
from .managers import ShareQuerySet
from .models import Share

BEST = 3
PERIODS = 12
"""Bars in the chart."""

YOUNG = timedelta(weeks=PERIODS)
"""Whose first share is younger sees weeks, others see months."""

AT_ONCE = 5_000
"""Links in one question; databases limit how many values a statement may hold."""

BAR, GAP, HEIGHT = 16, 4, 100
"""Of the chart, in units of its own; it is stretched to the width of the page."""


@dataclass(frozen=True)
class MyShare:
    """One share of one's own and what came of it; ``clicks`` are people's, ``others`` previews, robots and repeats."""

    share: Share
    network: str
    clicks: int
    others: int

    @property
    def post(self) -> str:
        """The address that the person gave for their post, if a browser may be sent there."""
        address = self.share.posted_url
        return address if address.startswith(("https://", "http://")) else ""


@dataclass(frozen=True)
class Summary:
    """All shares of one's own together; ``best`` are those that most people opened, none without a click."""

    shares: int
    confirmed: int
    clicks: int
    others: int
    best: Sequence[MyShare]

    @property
    def clicks_per_share(self) -> float:
        return self.clicks / self.shares if self.shares else 0


@dataclass(frozen=True)
class Bar:
    """People's clicks of a week or month, and where its bar stands in the chart."""

    label: str
    clicks: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Chart:
    """People's clicks over time, the oldest first."""

    weekly: bool
    bars: Sequence[Bar] = field(default_factory=list)

    width = PERIODS * (BAR + GAP)
    bar_width = BAR
    height = HEIGHT

    @property
    def total(self) -> int:
        return sum(bar.clicks for bar in self.bars)

    @property
    def highest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.clicks)


def shares_of(user: Any) -> ShareQuerySet:
    """Return the shares of ``user`` that are still tied to them, the newest first."""
    return Share.objects.by(user).select_related("link").order_by("-started_at", "-pk")


def with_figures(shares: Sequence[Share]) -> list[MyShare]:
    """Return ``shares``, their links at hand, with what came of each."""
    labels = {key: str(network.label) for key, network in counted_networks().items()}
    counted = _figures([share.link.subject for share in shares])
    return [_my_share(share, labels, counted[share.link.subject]) for share in shares]


def summary_of(user: Any) -> Summary:
    """Return the figures of all shares of ``user``: a fixed number of queries, however many there are."""
    mine = Share.objects.by(user)
    subjects = {Link(pk=link).subject: pk for pk, link in mine.values_list("pk", "link_id")}
    counted = _figures(list(subjects))
    first = sorted(counted, key=lambda subject: (-counted[subject].clicks, -subjects[subject]))[:BEST]
    best = [subjects[subject] for subject in first if counted[subject].clicks]
    found = {each.share.pk: each for each in with_figures(list(shares_of(user).filter(pk__in=best)))}
    return Summary(
        shares=len(subjects),
        confirmed=mine.exclude(confirmed_at=None).count(),
        clicks=sum(each.clicks for each in counted.values()),
        others=sum(sum(each.others.values()) for each in counted.values()),
        best=[found[pk] for pk in best if pk in found],
    )


def chart_of(user: Any, today: date | None = None) -> Chart:
    """Return people's clicks on all links of ``user``, for twelve weeks or, after those, twelve months."""
    today = today or timezone.localdate()
    mine = Share.objects.by(user)
    first = mine.order_by("started_at").values_list("started_at", flat=True).first()
    weekly = first is None or timezone.localdate(first) > today - YOUNG
    starts = _weeks(today) if weekly else _months(today)
    numbers = [0] * PERIODS
    for day, clicks in clicks_by_day(Link.objects.filter(pk__in=mine.values("link_id")), starts[0]).items():
        # Days are those of UTC: it may be tomorrow there already.
        numbers[max(place for place, start in enumerate(starts) if start <= day)] += clicks
    return Chart(weekly, _bars(starts, numbers, weekly))


def _bars(starts: list[date], numbers: list[int], weekly: bool) -> list[Bar]:
    most, bars = max(numbers), []
    for place, (start, number) in enumerate(zip(starts, numbers, strict=True)):
        column = PERIODS - 1 - place if get_language_bidi() else place
        height = max(round(number * HEIGHT / most), 2) if number else 0
        bars.append(Bar(_label(start, weekly), number, column * (BAR + GAP) + GAP // 2, HEIGHT - height, height))
    return bars


def _label(start: date, weekly: bool) -> str:
    if weekly:
        return _("Week of %(day)s") % {"day": formats.date_format(start, "DATE_FORMAT")}
    return formats.date_format(start, "YEAR_MONTH_FORMAT")


def _weeks(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(PERIODS - 1, -1, -1)]


def _months(today: date) -> list[date]:
    number = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - PERIODS + 1, number + 1)]


def _figures(subjects: list[str]) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for begin in range(0, len(subjects), AT_ONCE):
        found |= figures(subjects[begin : begin + AT_ONCE])
    return found


def _my_share(share: Share, labels: dict[str, str], counted: Figures) -> MyShare:
    return MyShare(share, labels.get(share.network, share.network), counted.clicks, sum(counted.others.values()))
