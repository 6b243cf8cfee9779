"""What is shown of clicks: the tallies, and the tail of clicks that the roll-up has not come to.

Each function asks for all parts in one statement, which sees one moment: what the roll-up or the retention moves
meanwhile is counted once. Days are those of UTC. A click whose transaction was overtaken by later ones and by a run of
the roll-up is shown with the next run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from ..links import figures as plain
from ..links.figures import Begins, Figures, Rows, Since, day_of, within
from ..links.kinds import ClickKind
from ..links.models import Click, ClickTotal, Link
from ..sharing.models import Share
from .models import DailyTally, ProgrammeDay, RollUpMark, TalliedDay
from .utc import UtcDay, midnight


class Clicks(NamedTuple):
    """People's clicks, and their visitors: distinct ones per link and UTC day, summed, as of the last roll-up."""

    clicks: int
    visitors: int


def count(subjects: Iterable[str], since: Since = None) -> dict[str, Figures]:
    """Return what :func:`wagtail_advocacy.links.figures.count` does, from tallies and tail.

    A moment within a day is kept to as long as the day's clicks are raw. After that its whole UTC day counts.
    """
    return plain.count(subjects, since, clicks=_tallied)


def by_day(links: QuerySet[Link], since: date) -> dict[date, int]:
    """Return what :func:`wagtail_advocacy.links.history.by_day` does, from tallies and tail."""
    which = {"link__in": links.filter(counts=True), "kind": ClickKind.PERSON}
    tallies = DailyTally.objects.filter(day__gte=since, **which)
    totals = ClickTotal.objects.filter(day__gte=since, **which)
    tail = _tail(at__gte=midnight(since), **which).annotate(day=UtcDay("at"))
    found = _sums(tallies, "day", number=Sum("clicks")).union(
        _sums(tail, "day", number=Count("pk")), _sums(totals, "day", number=Sum("clicks")), all=True
    )
    days: Counter[date] = Counter()
    for row in found:
        days[row["day"]] += row["number"]
    return {day: number for day, number in days.items() if number}


def programme_by_day(site: int | None, since: date | None = None, until: date | None = None) -> dict[date, Clicks]:
    """Return the clicks of all shares of a site by UTC day, from ``since`` to the day before ``until``, in two queries.

    The same as :func:`clicks_by` of these shares, by way of the days of the programme: it takes no longer with more
    shares.
    """
    shares = Share.objects.order_by().filter(site=site, link__counts=True)
    days = ProgrammeDay.objects.filter(site=site, **_between("day", since, until))
    totals = _kept_of(shares, "link__click_totals__", since, until).annotate(key=F("link__click_totals__day"))
    tail = _tail_of(shares, "link__clicks__", since, until).annotate(key=F("utc_day"))
    found = _sums(days.annotate(key=F("day")), "key", number=Sum("clicks"), seen=Sum("visitors")).union(
        _sums(tail, "key", number=Count("click"), seen=Value(0)),
        _sums(totals, "key", number=Sum("link__click_totals__clicks"), seen=Value(0)),
        all=True,
    )
    return {key[0]: clicks for key, clicks in _added_up(found, ["key"]).items()}


def by_kind(links: QuerySet[Link], since: date, until: date) -> dict[str, int]:
    """Return clicks on ``links`` by class, from ``since`` to the day before ``until``."""
    which = {"link__in": links, "link__counts": True}
    days, moments = _between("day", since, until), _between("at", midnight(since), midnight(until))
    found = _sums(DailyTally.objects.filter(**days, **which), "kind", number=Sum("clicks")).union(
        _sums(_tail(**moments, **which), "kind", number=Count("pk")),
        _sums(ClickTotal.objects.filter(**days, **which), "kind", number=Sum("clicks")),
        all=True,
    )
    kinds: Counter[str] = Counter()
    for row in found:
        kinds[row["kind"]] += row["number"]
    return dict(kinds)


def clicks_by(
    rows: QuerySet[Any],
    *columns: str,
    link: str = "",
    every: str = "",
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[Any, ...], Clicks]:
    """Return people's clicks grouped by ``columns`` of ``rows``, in two queries.

    ``rows`` are links, or whatever leads to links by ``link``, each to links of its own: for shares, ``link="link"``
    and columns such as ``"network"``, ``"team"`` or ``"item__category"``. The keys are tuples of their values; with
    ``every="day"`` or ``"month"`` they begin with a date, the first of the month. Clicks count from ``since`` to the
    day before ``until``. Links that do not count any more are left out, and so is a key without a click.
    """
    prefix = f"{link}__" if link else ""
    rows = rows.order_by().filter(**{f"{prefix}counts": True})
    names = [f"key{number}" for number in range(len(columns))]
    keys: dict[str, Any] = {name: F(column) for name, column in zip(names, columns, strict=True)}
    if every:
        names = ["key", *names]

    def sums(found: QuerySet[Any], day: str, number: Any, seen: Any) -> QuerySet[Any]:
        if every:
            keys["key"] = TruncMonth(day, output_field=DateField()) if every == "month" else F(day)
        return _sums(found.annotate(**keys), *names, number=number, seen=seen)

    def kept(table: str, seen: Any) -> QuerySet[Any]:
        path = f"{prefix}{table}__"
        return sums(_kept_of(rows, path, since, until), f"{path}day", Sum(f"{path}clicks"), seen)

    tail = _tail_of(rows, f"{prefix}clicks__", since, until)
    found = kept("tallies", Sum(f"{prefix}tallies__visitors")).union(
        sums(tail, "utc_day", Count("click"), Value(0)), kept("click_totals", Value(0)), all=True
    )
    return _added_up(found, names)


def _tallied(name: str, begins: Begins) -> Rows:
    final = Exists(TalliedDay.objects.filter(day=OuterRef("day"), is_final=True))

    def days(begin: datetime) -> Q:
        day = day_of(begin)
        return Q(day__gte=day) if _is_midnight(begin) else Q(day__gt=day) | Q(Q(day=day), final)

    def whole_days(begin: datetime) -> Q:
        return Q(at__gte=begin if _is_midnight(begin) else midnight(day_of(begin) + timedelta(days=1)))

    def rest_of_day(begin: datetime) -> Q:
        return Q(at__gte=begin, at__lt=midnight(day_of(begin) + timedelta(days=1)))

    tallies = DailyTally.objects.filter(within(name, begins, days), link__counts=True, clicks__gt=0)
    totals = ClickTotal.objects.filter(within(name, begins, lambda begin: Q(day__gte=day_of(begin))), link__counts=True)
    parts = [
        _sums(_tail(within(name, begins, whole_days), link__counts=True), name, "kind", number=Count("pk")),
        _sums(totals, name, "kind", number=Sum("clicks")),
    ]
    partly: Begins = {begin: those for begin, those in begins.items() if begin and not _is_midnight(begin)}
    if partly:
        raw = Click.objects.filter(within(name, partly, rest_of_day), link__counts=True)
        parts.append(_sums(raw, name, "kind", number=Count("pk")))
    return _sums(tallies, name, "kind", number=Sum("clicks")).union(*parts, all=True)


def _tail(*conditions: Q, **more: Any) -> QuerySet[Click]:
    counted = TalliedDay.objects.filter(day=OuterRef("utc_day"), through__gte=OuterRef("pk"))
    clicks = Click.objects.filter(*conditions, pk__gt=_mark(), **more)
    return clicks.alias(utc_day=UtcDay("at")).filter(~Exists(counted))


def _tail_of(rows: QuerySet[Any], path: str, since: date | None, until: date | None) -> QuerySet[Any]:
    moments = [midnight(each) if each else None for each in (since, until)]
    # All in one filter: another one would join the clicks once more.
    which = {f"{path}pk__gt": _mark(), f"{path}kind": ClickKind.PERSON, **_between(f"{path}at", *moments)}
    counted = TalliedDay.objects.filter(day=OuterRef("utc_day"), through__gte=OuterRef("click"))
    return rows.filter(**which).alias(utc_day=UtcDay(f"{path}at"), click=F(f"{path}pk")).filter(~Exists(counted))


def _kept_of(rows: QuerySet[Any], path: str, since: date | None, until: date | None) -> QuerySet[Any]:
    return rows.filter(**{f"{path}kind": ClickKind.PERSON}, **_between(f"{path}day", since, until))


def _mark() -> int:
    # As a number, not as a part of the statement: the database knows then that few clicks are above it. Should it
    # be out of date by then, what each day says of itself still holds.
    return RollUpMark.objects.aggregate(last=Max("click_id"))["last"] or 0


def _sums(found: QuerySet[Any], *names: str, **numbers: Any) -> QuerySet[Any]:
    return found.order_by().values(*names).annotate(**numbers).values(*names, *numbers)


def _added_up(found: QuerySet[Any], names: list[str]) -> dict[tuple[Any, ...], Clicks]:
    counted: dict[tuple[Any, ...], Clicks] = defaultdict(lambda: Clicks(0, 0))
    for row in found:
        key = tuple(row[name] for name in names)
        counted[key] = Clicks(counted[key].clicks + row["number"], counted[key].visitors + row["seen"])
    return {key: clicks for key, clicks in counted.items() if clicks.clicks}


def _between(name: str, since: Any, until: Any) -> Mapping[str, Any]:
    return ({f"{name}__gte": since} if since else {}) | ({f"{name}__lt": until} if until else {})


def _is_midnight(moment: datetime) -> bool:
    return moment.astimezone(UTC).time() == time()
