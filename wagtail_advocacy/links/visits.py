"""One request for a link, and where the link leads."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from .models import Click, Link
from .visitors import agent_id


class Visit(NamedTuple):
    """What is known of one request for a link; every value is already reduced or hashed."""

    at: datetime
    kind: str
    reason: str = ""
    referrer: str = ""
    visitor: str = ""
    agent: str = ""


class Destination(NamedTuple):
    """Where a link leads: ``url`` while open, else ``fallback``; ``query`` belongs to the link.

    ``card`` is asked for by preview crawlers only, and ``None`` where nobody asked.
    """

    link_id: int
    query: str
    url: str
    fallback: str
    is_open: bool
    closes_at: datetime | None
    adds_code: bool
    card: dict[str, Any] | None = None

    def leads_on(self, at: datetime) -> bool:
        """Return whether the target is open at ``at``: by the clock, not by the last cron run alone."""
        return self.is_open and (self.closes_at is None or self.closes_at > at)


COLUMNS = (
    "pk",
    "query",
    "target__url",
    "target__fallback",
    "target__is_open",
    "target__closes_at",
    "target__adds_code",
)


def find_destination(code: str, with_card: bool = False) -> Destination | None:
    """Return where the link with ``code`` leads, in one query; ``None`` if there is no such link."""
    columns = (*COLUMNS, "target__card") if with_card else COLUMNS
    row = Link.objects.filter(code=code).values_list(*columns).first()
    return Destination(*row) if row else None


def click_of(link_id: int, visit: Visit) -> Click:
    """Return the row of ``visit``, not yet stored."""
    values = {name: getattr(visit, name) for name in ("at", "kind", "reason", "referrer", "visitor")}
    return Click(link_id=link_id, agent_id=agent_id(visit.agent), **values)
