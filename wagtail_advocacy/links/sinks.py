"""Where clicks go. A sink follows a link and keeps the click; its promise says when the click is safe."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.core.checks import CheckMessage
from django.db import IntegrityError

from wagtail_advocacy.conf import advocacy_settings

from .models import Click, Link
from .visitors import agent_id, forget_caches


@dataclass(frozen=True)
class Visit:
    """What is known of one request for a link; every value is already reduced or hashed."""

    at: datetime
    kind: str
    reason: str = ""
    referrer: str = ""
    visitor: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Destination:
    """Where a link leads: ``url`` while open, else ``fallback``; ``query`` belongs to the link."""

    url: str
    fallback: str
    is_open: bool
    query: str
    card: dict[str, Any]
    key: str


def find_destination(code: str, at: datetime) -> tuple[int, Destination | None]:
    """Return the id of the link with ``code`` and where it leads at ``at``, in one query; ``(0, None)`` if unknown."""
    names = ("url", "fallback", "is_open", "closes_at", "card", "key")
    row = Link.objects.filter(code=code).values_list("pk", "query", *(f"target__{name}" for name in names)).first()
    if row is None:
        return 0, None
    link_id, query, url, fallback, is_open, closes_at, card, key = row
    return link_id, Destination(url, fallback, is_open and (not closes_at or closes_at > at), query, card, key)


class ClickSink(ABC):
    """Follows links and records clicks. Name another one in ``WAGTAIL_ADVOCACY["CLICK_SINK"]``."""

    promise: str
    """One sentence: when is a click safe, and what can lose it?"""

    @abstractmethod
    def follow(self, code: str, visit: Visit) -> Destination | None:
        """Record ``visit`` of the link with ``code`` and return where it leads; ``None`` if there is no such link."""

    def check(self) -> list[CheckMessage]:
        """Return system check messages about this sink's own configuration."""
        return []


class DatabaseSink(ClickSink):
    """One read and one write: the click is in the database when the answer is sent."""

    promise = "A click is committed before its answer is sent."

    def follow(self, code: str, visit: Visit) -> Destination | None:
        link_id, destination = find_destination(code, visit.at)
        if destination:
            self._record(link_id, visit)
        return destination

    def _record(self, link_id: int, visit: Visit) -> None:
        values = {**vars(visit), "link_id": link_id}
        del values["agent"]
        try:
            Click(**values, agent_id=agent_id(visit.agent)).save(force_insert=True)
        except IntegrityError:
            # The agent's row that this process remembers is gone: a restored database, a tidy administrator.
            forget_caches()
            Click(**values, agent_id=agent_id(visit.agent)).save(force_insert=True)


class DummySink(ClickSink):
    """Follows links and forgets the clicks; for load tests and for sites that may not count."""

    promise = "No click is recorded."

    def follow(self, code: str, visit: Visit) -> Destination | None:
        return find_destination(code, visit.at)[1]


@cache
def _sink(sink_class: type[ClickSink]) -> ClickSink:
    return sink_class()


def get_sink() -> ClickSink:
    """Return this process's sink."""
    return _sink(advocacy_settings.load("CLICK_SINK"))
