"""Following a link, come what may: the stranger arrives, and the click is kept here or there."""

from __future__ import annotations

import logging
from math import inf
from threading import Thread
from time import monotonic

from django.db import Error, connection

from . import spool
from .remembered import remembered
from .sinks import SinkUnavailable, get_sink
from .visits import Destination, Visit, find_destination

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds in which nobody asks again after the sink did not answer: who waits for a time-out waits in a queue."""

LOOK_AGAIN = 60.0
"""Seconds until a spool is tried again that could not be replayed."""

_asks_again_at = 0.0
_still_reads = False
_looks_at = 0.0


class LinksUnavailable(Exception):
    """Nobody knows where this link leads while the database does not answer."""


def follow_link(code: str, visit: Visit) -> Destination | None:
    """Keep ``visit`` and return where the link with ``code`` leads; ``None`` if there is no such link.

    While the sink does not answer, the click goes to the spool, and the destination is the one that was true last.
    Raises ``LinksUnavailable`` if this process does not know any and cannot read it either.
    """
    global _asks_again_at
    if is_pausing():
        return _spooled(code, visit, reads=_still_reads)
    try:
        destination = get_sink().follow(code, visit)
    except (Error, SinkUnavailable) as error:
        if connection.in_atomic_block:
            raise
        _asks_again_at = monotonic() + PAUSE
        logger.warning("advocacy links: the click sink does not answer (%s)", type(error).__name__)
        return _spooled(code, visit, reads=True)
    if destination:
        remembered.keep(code, destination)
        _replay_what_waits()
    return destination


def is_pausing() -> bool:
    """Return whether the database, or the sink, did not answer a moment ago."""
    return monotonic() < _asks_again_at


def pause(error: Error) -> None:
    """Let nobody ask the database for a second, because it did not answer: ``error``.

    Whether it still tells where links lead, the next one who needs it finds out.
    """
    global _asks_again_at, _still_reads
    _asks_again_at, _still_reads = monotonic() + PAUSE, True
    logger.warning("advocacy links: the database does not answer (%s)", type(error).__name__)


def _spooled(code: str, visit: Visit, *, reads: bool) -> Destination | None:
    destination = remembered.get(code)
    if not destination:
        if not reads:
            raise LinksUnavailable
        if not (destination := _read(code)):
            return None
        remembered.keep(code, destination)
    spool.keep(destination.link_id, visit)
    return destination


def _read(code: str) -> Destination | None:
    # A database that takes no click, for its disk is full or somebody has locked it, may still tell where a link leads.
    global _still_reads
    _still_reads = False
    try:
        destination = find_destination(code)
    except Error:
        raise LinksUnavailable from None
    _still_reads = True
    return destination


def _replay_what_waits() -> None:
    # What a process that died left behind is found once, by whichever starts next.
    global _looks_at
    if spool.is_waiting() or monotonic() >= _looks_at:
        _looks_at = inf
        spool.close()
        if spool.files():
            Thread(target=_replay, name="advocacy-spool", daemon=True).start()


def _replay() -> None:
    global _looks_at
    try:
        spool.replay()
    except Error as error:
        logger.warning("advocacy links: the spool waits (%s)", type(error).__name__)
        _looks_at = monotonic() + LOOK_AGAIN
    finally:
        connection.close()
