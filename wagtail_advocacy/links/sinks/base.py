"""What every sink is: it follows links and keeps clicks, and its promise says when a click is safe."""

from __future__ import annotations

from abc import ABC, abstractmethod

from django.core.checks import CheckMessage

from ..visits import Destination, Visit


class SinkUnavailable(Exception):
    """A sink cannot take a click at this moment: what it writes to does not answer."""


class ClickSink(ABC):
    """Follows links and records clicks. Name another one in ``WAGTAIL_ADVOCACY["CLICK_SINK"]``."""

    promise: str
    """One sentence: when is a click safe, and what can lose it?"""

    @abstractmethod
    def follow(self, code: str, visit: Visit) -> Destination | None:
        """Record ``visit`` of the link with ``code`` and return where it leads; ``None`` if there is no such link.

        Raises ``SinkUnavailable`` or a ``django.db.Error`` if the click cannot be recorded now: then it is spooled.
        """

    def drain(self, most: int) -> int:
        """Write up to ``most`` clicks that wait into the database; return how many it looked at, 0 once none waits."""
        return 0

    def check(self) -> list[CheckMessage]:
        """Return system check messages about this sink's own configuration."""
        return []

    def check_deployed(self) -> list[CheckMessage]:
        """Return what ``check --deploy`` has to say; here a sink may ask the service it writes to."""
        return []
