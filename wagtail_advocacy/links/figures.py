"""Plain counts of shares and clicks, for sites without the tracking room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Q, Sum

from .kinds import ClickKind
from .models import Click, ClickTotal, Link

Since = datetime | Mapping[str, datetime] | None

Begins = Mapping[datetime | None, Sequence[Any]]
"""A moment, or ``None`` for ever → the targets or links of which newer clicks count."""

Rows = Iterable[Mapping[str, Any]]


@dataclass
class Figures:
    """What came of a subject. ``clicks`` counts people only; ``others`` counts the rest by class."""

    shares: int = 0
    clicks: int = 0
    last_share: datetime | None = None
    others: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def count(
    subjects: Iterable[str], since: Since = None, clicks: Callable[[str, Begins], Rows] | None = None
) -> dict[str, Figures]:
    """Return the figures of targets (``library.item/42``) and links (``link/7``), in three queries for each kind.

    A share is a link that was made for a subject and whose share was not taken back; with ``since``, one moment or one
    by subject, only newer shares and clicks count. Clicks that are kept as totals have no hour: of the UTC day of
    ``since`` they count all.

    ``clicks(name, begins)`` finds the clicks elsewhere; it yields rows with the field ``name`` (as seen from a click),
    ``kind`` and ``number``.
    """
    wanted = list(subjects)
    figures = {subject: Figures() for subject in wanted}
    links = {int(subject.removeprefix("link/")) for subject in wanted if subject.startswith("link/")}
    targets = [subject for subject in wanted if not subject.startswith("link/")]
    for name, values, prefix in (("link__target__subject", targets, ""), ("link_id", links, "link/")):
        begins: dict[datetime | None, list[Any]] = defaultdict(list)
        for value in values:
            begins[since.get(f"{prefix}{value}") if isinstance(since, Mapping) else since].append(value)
        if not begins:
            continue
        link_name = name.removeprefix("link__").replace("link_id", "pk")
        for row in _made(link_name, begins):
            found = figures[f"{prefix}{row[link_name]}"]
            found.shares, found.last_share = row["shares"], row["last"]
        for row in (clicks or _raw_and_kept)(name, begins):
            found = figures[f"{prefix}{row[name]}"]
            if row["kind"] == ClickKind.PERSON:
                found.clicks += row["number"]
            else:
                found.others[row["kind"]] += row["number"]
    return figures


def within(name: str, begins: Begins, since: Callable[[datetime], Q]) -> Q:
    """Return what picks the rows of ``begins`` by the field ``name``, each part since its moment."""
    parts = (Q(**{f"{name}__in": those}) & (since(begin) if begin else Q()) for begin, those in begins.items())
    return reduce(or_, parts)


def day_of(moment: datetime) -> date:
    """Return the UTC day of ``moment``."""
    return moment.astimezone(UTC).date()


def _made(name: str, begins: Begins) -> Rows:
    made = Link.objects.filter(within(name, begins, lambda begin: Q(created_at__gte=begin)), counts=True)
    return made.order_by().values(name).annotate(shares=Count("pk"), last=Max("created_at"))


def _raw_and_kept(name: str, begins: Begins) -> Rows:
    raw = Click.objects.filter(within(name, begins, lambda begin: Q(at__gte=begin)), link__counts=True)
    kept = ClickTotal.objects.filter(within(name, begins, lambda begin: Q(day__gte=day_of(begin))), link__counts=True)
    yield from raw.order_by().values(name, "kind").annotate(number=Count("pk"))
    yield from kept.order_by().values(name, "kind").annotate(number=Sum("clicks"))
