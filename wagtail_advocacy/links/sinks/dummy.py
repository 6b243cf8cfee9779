from __future__ import annotations

from ..kinds import ClickKind
from ..visits import Destination, Visit, find_destination
from .base import ClickSink


class DummySink(ClickSink):
    """Follows links and forgets the clicks; for load tests and for sites that may not count."""

    promise = "No click is recorded."

    def follow(self, code: str, visit: Visit) -> Destination | None:
        return find_destination(code, with_card=visit.kind == ClickKind.PREVIEW)
