"""Plain counts of shares and clicks, for sites without the tracking room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Q, Sum

from .kinds import ClickKind
from .models import Click, ClickTotal, Link

Since = datetime | Mapping[str, datetime] | None


@dataclass
class Figures:
    """What came of a subject. ``clicks`` counts people only; ``others`` counts the rest by class."""

    shares: int = 0
    clicks: int = 0
    last_share: datetime | None = None
    others: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def count(subjects: Iterable[str], since: Since = None) -> dict[str, Figures]:
    """Return the figures of targets (``library.item/42``) and links (``link/7``), in three queries for each kind.

    A share is a link that was made for a subject and whose share was not taken back; with ``since``, one moment or one
    by subject, only newer shares and clicks count. Clicks that are kept as totals have no hour: of the UTC day of
    ``since`` they count all.
    """
    wanted = list(subjects)
    figures = {subject: Figures() for subject in wanted}
    links = {int(subject.removeprefix("link/")) for subject in wanted if subject.startswith("link/")}
    targets = [subject for subject in wanted if not subject.startswith("link/")]
    for field_name, values in (("link__target__subject", targets), ("link_id", links)):
        if values:
            _add(figures, field_name, values, since)
    return figures


def _add(figures: dict[str, Figures], name: str, values: Iterable[Any], since: Since) -> None:
    prefix = "link/" if name == "link_id" else ""
    begins: dict[datetime | None, list[Any]] = defaultdict(list)
    for value in values:
        begins[since.get(f"{prefix}{value}") if isinstance(since, Mapping) else since].append(value)

    def window(name: str, moment: str) -> Q:
        def lookup(begin: datetime) -> Any:
            return begin.astimezone(UTC).date() if moment == "day" else begin

        parts = (
            Q(**{f"{name}__in": those}) & (Q(**{f"{moment}__gte": lookup(begin)}) if begin else Q())
            for begin, those in begins.items()
        )
        return reduce(or_, parts)

    link_name = name.removeprefix("link__").replace("link_id", "pk")
    made = Link.objects.filter(window(link_name, "created_at"), counts=True)
    for row in made.order_by().values(link_name).annotate(shares=Count("pk"), last=Max("created_at")):
        found = figures[f"{prefix}{row[link_name]}"]
        found.shares, found.last_share = row["shares"], row["last"]
    raw = Click.objects.filter(window(name, "at"), link__counts=True)
    kept = ClickTotal.objects.filter(window(name, "day"), link__counts=True)
    for rows, number in ((raw, Count("pk")), (kept, Sum("clicks"))):
        for row in rows.order_by().values(name, "kind").annotate(number=number):
            found = figures[f"{prefix}{row[name]}"]
            if row["kind"] == ClickKind.PERSON:
                found.clicks += row["number"]
            else:
                found.others[row["kind"]] += row["number"]
