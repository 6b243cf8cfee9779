"""Where this process has sent people lately: for the time in which the database does not answer."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

from .visits import Destination

MOST = 10_000


class Remembered:
    """The last destinations by code, at most ``MOST``; the one that was not used for longest goes first."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, Destination]] = {}

    def keep(self, code: str, destination: Destination) -> None:
        """Remember where ``code`` leads. What was only handed back from here gets no younger by that."""
        found, now = self._found, monotonic()
        at, known = found.pop(code, (now, None))
        found[code] = (at if known is destination else now), destination
        # Another thread may be at it as well.
        with suppress(RuntimeError, StopIteration):
            while len(found) > MOST:
                found.pop(next(iter(found)), None)

    def get(self, code: str, within: float | None = None) -> Destination | None:
        """Return where ``code`` led; with ``within`` only if that was learnt in the last so many seconds."""
        at, destination = self._found.get(code, (0.0, None))
        return destination if destination and (within is None or monotonic() - at <= within) else None

    def clear(self) -> None:
        self._found.clear()


remembered = Remembered()
