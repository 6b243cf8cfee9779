"""What is known of a programme in some months: a fixed number of queries, each asked when its answer is wanted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from wagtail.models import Site

from ...days import site_day, site_midnight
from ...models import AdvocacySettings, Advocate, Headcount
from ...sharing.models import Share
from .. import formulas
from . import clicks
from .months import Months, shifted


class Row(NamedTuple):
    """A share as the figures see it. ``person`` is the same for one person's shares of one month, and says no more."""

    started_at: datetime
    confirmed_at: datetime | None
    network: str
    team: int | None
    item: int | None
    category: int | None
    campaign: int | None
    person: UUID
    size: int | None
    link: int


class Heads(NamedTuple):
    """How many worked here on ``day``, and how many of them were members."""

    day: date
    users: int
    enrolled: int


FIELDS = (
    "started_at",
    "confirmed_at",
    "network",
    "team_id",
    "item_id",
    "item__category_id",
    "item__campaign_id",
    "sharer_month",
    "audience_size",
    "link_id",
)


@dataclass
class Facts:
    """The figures of one programme in some months; ``least`` is how many people a group needs to be shown."""

    site: Site
    months: Months
    least: int

    @cached_property
    def rows(self) -> list[Row]:
        shares = Share.objects.filter(
            site=self.site, started_at__gte=self.months.begin, started_at__lt=self.months.end
        ).order_by("started_at", "pk")
        return [Row(*values) for values in shares.values_list(*FIELDS)]

    @cached_property
    def by_month(self) -> dict[date, list[Row]]:
        """Every month with its shares."""
        months, rows = list(self.months), self.rows
        starts = [bisect_left(rows, site_midnight(month), key=attrgetter("started_at")) for month in months]
        ends = [*starts[1:], len(rows)]
        return {month: rows[start:end] for month, start, end in zip(months, starts, ends, strict=True)}

    @cached_property
    def clicks(self) -> dict[int, int]:
        """People's clicks on the links of these shares, in these months."""
        return clicks.by_link(self.site.pk, self.months)

    def clicks_of(self, rows: Iterable[Row]) -> list[int]:
        return [self.clicks.get(row.link, 0) for row in rows]

    @cached_property
    def kinds(self) -> dict[str, int]:
        return clicks.by_kind(self.site.pk, self.months)

    @cached_property
    def visitors(self) -> int | None:
        months = clicks.by_month(self.site.pk, self.months).values()
        return known_visitors(sum(each.clicks for each in months), (each.visitors for each in months))

    @cached_property
    def heads(self) -> dict[date, Heads]:
        """The last headcount of each month that has one."""
        return last_heads(self.site, self.months)

    @property
    def last_heads(self) -> Heads | None:
        return self.heads.get(self.months.last)

    @cached_property
    def enrolled(self) -> int | None:
        """Members at the end; as they are now where nobody was counted yet in a month that still runs."""
        if self.last_heads:
            return self.last_heads.enrolled
        if self.months.cut is None and self.months.first <= site_day() <= self.months.last_day:
            memberships = Advocate.objects.values_list("joined_at", "left_at")
            return formulas.enrolled(memberships, timezone.now())
        return None

    @cached_property
    def actives(self) -> dict[date, int]:
        """Active people of each month."""
        return {month: formulas.active(row.person for row in rows) for month, rows in self.by_month.items()}

    @property
    def active(self) -> float:
        """Active people; the mean of several months."""
        numbers = list(self.actives.values())
        return numbers[0] if len(numbers) == 1 else sum(numbers) / len(numbers)

    @property
    def activation(self) -> tuple[int, int]:
        """Active and enrolled people, added up over the months that know both."""
        enrolled = {month: heads.enrolled for month, heads in self.heads.items()}
        if self.enrolled is not None:
            enrolled[self.months.last] = self.enrolled
        return sum(self.actives[month] for month in enrolled), sum(enrolled.values())

    @cached_property
    def stated(self) -> list[Row]:
        """The shares of the months in which enough people stated an audience that nobody's can be told."""
        found = []
        for rows in self.by_month.values():
            stated = [row for row in rows if row.size is not None]
            if formulas.active(row.person for row in stated) >= self.least:
                found += stated
        return found

    @property
    def concentration(self) -> float | None:
        """Part of the top three, over months with enough active people to have any others."""
        enough = [rows for month, rows in self.by_month.items() if self.actives[month] >= self.least]
        return formulas.concentration(Counter(row.person for row in rows).values() for rows in enough)


def known_visitors(clicks: int, visitors: Iterable[int]) -> int | None:
    """Return unique visitors; ``None`` where nobody marked any, as before this room was installed."""
    return formulas.unique_visitors(visitors) or (None if clicks else 0)


def last_heads(site: Site, months: Months) -> dict[date, Heads]:
    """Return the last headcount of each month that has one."""
    rows = Headcount.objects.filter(site=site, team=None, day__gte=months.first, day__lte=months.last_day)
    return {day.replace(day=1): Heads(day, *n) for day, *n in rows.order_by("day").values_list(*Heads._fields)}


def grouped(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    """Return shares by one of their fields."""
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return dict(found)


@dataclass
class Report:
    """A programme in some months, and beside it the months before."""

    site: Site
    months: Months
    settings: AdvocacySettings
    today: date

    @property
    def least(self) -> int:
        return self.settings.smallest_group()

    @cached_property
    def now(self) -> Facts:
        return Facts(self.site, self.months, self.least)

    @cached_property
    def before(self) -> Facts:
        return Facts(self.site, self.months.before(self.today), self.least)

    @property
    def is_single(self) -> bool:
        return len(self.months) == 1

    @cached_property
    def whole(self) -> Facts | None:
        """The facts of those of these months that are over; ``None`` if none is.

        What is broken down by people is told of them alone: whoever looked every day at a month that runs would see
        to which team, and to whose audience, the share of that day belongs.
        """
        last = min(self.months.last, shifted(self.today, -1))
        if last < self.months.first:
            return None
        return self.now if last == self.months.last else Facts(self.site, Months(self.months.first, last), self.least)

    @property
    def is_over(self) -> bool:
        return self.whole is self.now
