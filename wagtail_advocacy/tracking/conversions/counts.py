"""How many conversions are credited to the shares of a subject, for campaigns that count them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from ..models import Touch
from .kinds import find_kind


def count_conversions(subjects: Iterable[str], kind: str, since: Mapping[str, datetime]) -> dict[str, int]:
    """Return the credited conversions of ``kind`` by subject (``library.item/42``, ``link/7``), in two queries at most.

    Of a subject in ``since`` only those count that happened from that moment on. Shares that were taken back do not
    count. ``kind`` may be a label, as somebody typed it into a campaign.
    """
    counts: Counter[str] = Counter()
    wanted = list(subjects)
    touches = Touch.objects.filter(
        is_credited=True, link__counts=True, conversion__kind=find_kind(kind) or kind.strip().lower()
    )
    links = {int(each.removeprefix("link/")): each for each in wanted if each.startswith("link/")}
    targets = {each: each for each in wanted if not each.startswith("link/")}
    for name, names in (("link__target__subject", targets), ("link_id", links)):
        begins: dict[datetime | None, list[object]] = defaultdict(list)
        for value, subject in names.items():
            begins[since.get(subject)].append(value)
        if begins:
            window = reduce(
                or_,
                (
                    Q(**{f"{name}__in": values}) & (Q(conversion__at__gte=begin) if begin else Q())
                    for begin, values in begins.items()
                ),
            )
            rows = touches.filter(window).order_by().values(name).annotate(number=Count("pk"))
            counts.update({names[row[name]]: row["number"] for row in rows})
    return dict(counts)
