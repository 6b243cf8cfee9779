"""What is known of a programme's vacancies in some months: a fixed number of queries for any number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from wagtail.models import Site

from ....days import site_day
from ....sharing.models import Share
from ....tracking.counts import clicks_by
from ....tracking.programme.facts import Report
from ....tracking.programme.months import Months
from ...models import ApplyPresses, RecruitmentSettings, Referral, Vacancy
from ..kinds import HIRE, STATES

Bonus = Referral.Bonus

SHARES, CLICKS, PRESSES = "shares", "clicks", "presses"
COUNTED = (SHARES, CLICKS, PRESSES, *STATES)


class Where(NamedTuple):
    """What is counted apart: which vacancy, and which network."""

    vacancy: int
    network: str


@dataclass
class Funnel:
    """Counts on the way to a hire."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: Funnel) -> None:
        self.counts.update(other.counts)

    def __getitem__(self, name: str) -> int:
        return self.counts[name]


class Row(NamedTuple):
    """A vacancy as the report sees it."""

    pk: int
    title: str
    feed: str | None
    posted: date | None
    closed_at: datetime | None
    reason: str
    hired: int | None

    @property
    def is_filled(self) -> bool:
        return self.reason == Vacancy.ClosedReason.FILLED

    @property
    def days(self) -> int | None:
        """Days from the day it was posted to the day it was filled."""
        if not (self.is_filled and self.closed_at and self.posted):
            return None
        closed = site_day(self.closed_at)
        return max((closed - self.posted).days, 0)


FIELDS = ("pk", "title", "feed__title", "date_posted", "closed_at", "closed_reason", "hired")


@dataclass
class Facts:
    """The vacancies of one programme in some months."""

    site: Site
    months: Months

    @property
    def shares(self) -> QuerySet[Share]:
        """Shares of vacancies that were not taken back, of any age."""
        of_vacancies = {"item__source_type": ContentType.objects.get_for_model(Vacancy)}
        return Share.objects.order_by().filter(site=self.site, link__counts=True, **of_vacancies)

    @cached_property
    def funnels(self) -> dict[Where, Funnel]:
        """What was counted in these months, by vacancy and network; five queries."""
        found: dict[Where, Funnel] = {}

        def count(vacancy: Any, network: str | None, name: str, number: int) -> None:
            funnel = found.setdefault(Where(int(vacancy), network or ""), Funnel())
            funnel.counts[name] += number

        started = self.shares.filter(started_at__gte=self.months.begin, started_at__lt=self.months.end)
        for source, network, number in started.values_list("item__source_id", "network").annotate(n=Count("pk")):
            count(source, network, SHARES, number)
        since, until = self.months.first, self.months.last_day + timedelta(days=1)
        clicked = clicks_by(self.shares, "item__source_id", "network", link="link", since=since, until=until)
        for (source, network), clicks in clicked.items():
            count(source, network, CLICKS, clicks.clicks)
        for vacancy, network, number in self._presses():
            count(vacancy, network, PRESSES, number)
        for source, network, kind, number in self._conversions():
            count(source, network, kind, number)
        return found

    def _presses(self) -> QuerySet[Any]:
        network = Share.objects.filter(link=OuterRef("link")).values("network")[:1]
        pressed = ApplyPresses.objects.order_by().filter(
            vacancy__site=self.site, day__gte=self.months.first, day__lte=self.months.last_day, link__counts=True
        )
        named = pressed.annotate(network=Subquery(network)).values("vacancy", "network")
        return named.annotate(n=Sum("presses")).values_list("vacancy", "network", "n")

    def _conversions(self) -> QuerySet[Any]:
        # All in one filter: another one would join the touches once more.
        credited = self.shares.filter(
            link__touches__is_credited=True,
            link__touches__conversion__kind__in=STATES,
            link__touches__conversion__at__gte=self.months.begin,
            link__touches__conversion__at__lt=self.months.end,
        ).annotate(kind=F("link__touches__conversion__kind"))
        return credited.values_list("item__source_id", "network", "kind").annotate(n=Count("pk"))

    @cached_property
    def vacancies(self) -> dict[int, Row]:
        """The vacancies that were out in these months, and those of which anything was counted."""
        counted = {where.vacancy for where in self.funnels}
        begun = Q(date_posted__lte=self.months.last_day) & ~Q(first_published_at=None)
        were_out = begun & (Q(closed_at=None, live=True) | Q(closed_at__gte=self.months.begin))
        found = Vacancy.objects.filter(Q(pk__in=counted) | were_out, site=self.site).order_by("title", "pk")
        return {values[0]: Row(*values) for values in found.values_list(*FIELDS)}

    @property
    def total(self) -> Funnel:
        return self.grouped(lambda where: None).get(None, Funnel())

    def grouped(self, key: Callable[[Where], Hashable]) -> dict[Any, Funnel]:
        """Return the counts of vacancies that are still there, added up by ``key``."""
        found: dict[Hashable, Funnel] = {}
        for where, funnel in self.funnels.items():
            if where.vacancy in self.vacancies:
                found.setdefault(key(where), Funnel()).add(funnel)
        return found

    @cached_property
    def filled(self) -> list[Row]:
        """Vacancies that were closed as filled in these months."""
        begin, end = self.months.begin, self.months.end
        rows = self.vacancies.values()
        return [row for row in rows if row.is_filled and row.closed_at and begin <= row.closed_at < end]

    @property
    def days_to_fill(self) -> list[int]:
        return [row.days for row in self.filled if row.days is not None]

    @cached_property
    def told(self) -> tuple[int, int]:
        """Credited hires and all hires of the filled vacancies of which somebody said how many were hired."""
        told = {str(row.pk): row.hired for row in self.filled if row.hired is not None}
        if not told:
            return 0, 0
        credited = self.shares.filter(
            item__source_id__in=told, link__touches__is_credited=True, link__touches__conversion__kind=HIRE
        )
        return credited.aggregate(n=Count("pk"))["n"], sum(told.values())

    @cached_property
    def bonuses(self) -> dict[str, Decimal]:
        """Bonuses of the hires of these months that are promised, due or paid, by currency."""
        of_hires = Referral.objects.order_by().filter(
            site=self.site, hired_at__gte=self.months.begin, hired_at__lt=self.months.end, bonus_amount__isnull=False
        )
        counted = of_hires.exclude(bonus__in=[Bonus.NONE, Bonus.FORFEITED]).values("bonus_currency")
        return dict(counted.annotate(n=Sum("bonus_amount")).values_list("bonus_currency", "n"))


class RecruitmentFacts:
    """The facts of a report, and those of the months before it, each asked once."""

    def __init__(self, report: Report) -> None:
        self.now, self.before = Facts(report.site, report.months), Facts(report.site, report.before.months)
        self.settings = RecruitmentSettings.for_site(report.site)


def facts_of(report: Report) -> RecruitmentFacts:
    known = vars(report)
    if "recruitment" not in known:
        known["recruitment"] = RecruitmentFacts(report)
    return known["recruitment"]
