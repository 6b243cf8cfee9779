"""A bounded file for clicks that the sink could not take.

A click in it is on the disk (``fsync``) when its answer is sent: it outlives a crash of the process and of the machine.
Its own process replays it with the first click that gets through again; one that is dead leaves it to the first click
of a process that started later, to ``advocacy_maintenance`` with the same folder, or to ``replay_clicks``.
What finds the spool or the disk full is lost; the log says how many.
"""

from __future__ import annotations

import logging
import os
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from threading import Lock
from time import monotonic
from typing import IO

from django.core.files import locks

from wagtail_advocacy.conf import advocacy_settings

from .recording import forget, pack, store, unpack
from .visits import Visit

logger = logging.getLogger(__name__)

SUFFIX = ".clicks"
BATCH = 1_000

_lock = Lock()
_file: IO[bytes] | None = None
_process = 0
_waits = False
_lost: Counter[str] = Counter()
_told_at = float("-inf")


def folder() -> Path:
    """Return where spools lie: ``CLICK_SPOOL``, or a folder of this user below the system's temporary one."""
    if advocacy_settings.CLICK_SPOOL:
        return Path(advocacy_settings.CLICK_SPOOL)
    user = getattr(os, "getuid", lambda: "")()
    return Path(tempfile.gettempdir()) / f"wagtail-advocacy-{user}"


def keep(link_id: int, visit: Visit) -> bool:
    """Write one click to this process's spool; return whether it is safe."""
    line = f"{pack(link_id, visit)}\n".encode()
    with _lock:
        try:
            _write(line)
        except OSError as error:
            if not isinstance(error, SpoolFull):
                _abandon()
            _lost[type(error).__name__] += 1
            if monotonic() - _told_at > 60:
                _tell_lost()
            return False
    return True


def trouble() -> str:
    """Return why this user cannot spool anything in ``CLICK_SPOOL``, or nothing. Makes no folder."""
    place = folder()
    if not place.is_dir():
        return f"there is no folder {place}"
    return "" if os.access(place, os.W_OK | os.X_OK) else f"this user may not write to {place}"


def files() -> list[Path]:
    """Return the spools of this machine, oldest first; none of a folder that somebody else made."""
    place = folder()
    with suppress(OSError):
        if _is_ours(place):
            found = (path for path in place.glob(f"*{SUFFIX}") if S_ISREG(path.lstat().st_mode))
            return sorted(found, key=lambda path: path.name)
    return []


def is_waiting() -> bool:
    """Return whether this process has something to replay, or to tell of, from the last outage."""
    return _waits


def close() -> None:
    """Let go of this process's own spool, so that it can be replayed."""
    global _waits
    with _lock:
        _waits = False
        _close()
        _tell_lost()


def replay() -> int:
    """Store the clicks of every spool that nobody writes to, and delete it; return how many were new.

    A spool that this user cannot read or delete is told in the log and stops no other. Raises a ``django.db.Error`` if
    the database does not answer; then the rest waits on.
    """
    new = 0
    for path in files():
        try:
            new += _replay(path)
        except OSError as error:
            logger.error("advocacy links: a spool cannot be replayed by this user (%s)", type(error).__name__)
    return new


class SpoolFull(OSError):
    """As many clicks wait as ``CLICK_SPOOL_MB`` allows."""


def _write(line: bytes) -> None:
    global _file, _process, _waits
    _waits = True
    if sum(map(_size, files())) + len(line) > advocacy_settings.CLICK_SPOOL_MB * 1024 * 1024:
        raise SpoolFull
    if _file is None or _process != os.getpid():
        _file, _process = _open(), os.getpid()
    if _file.write(line) != len(line):
        raise OSError
    os.fsync(_file.fileno())


def _place() -> Path:
    """The folder, made if it is not there. Raises ``OSError`` if it cannot be ours alone."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours(place):
        raise PermissionError(f"{place} belongs to somebody else, or is a link")
    return place


def _is_ours(place: Path) -> bool:
    # Who named a folder vouches for it. Below the temporary one anybody may have made one of that name.
    if advocacy_settings.CLICK_SPOOL:
        return True
    there = place.lstat()
    return S_ISDIR(there.st_mode) and there.st_uid == getattr(os, "getuid", lambda: there.st_uid)()


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _open() -> IO[bytes]:
    place = _place()
    name = uuid.uuid1().hex
    # Locked before it is called a spool: who replays takes every spool away that nobody holds, empty or not.
    file = open(place / f"{name}.new", "xb", buffering=0, opener=_for_us_alone)  # noqa: SIM115 - it stays open
    locks.lock(file, locks.LOCK_EX)
    os.replace(file.name, place / f"{name}{SUFFIX}")
    _keep_name(place)
    return file


def _keep_name(place: Path) -> None:
    # A file outlives a failure of power only if its folder does. Not everywhere can a folder be opened.
    with suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _abandon() -> None:
    """Write no more to this spool: half a line would spoil the next one."""
    path = _file and Path(_file.name).with_suffix(SUFFIX)
    _close()
    if path and not _size(path):
        with suppress(OSError):
            path.unlink()


def _close() -> None:
    global _file
    if _file:
        # What is in it is on the disk already.
        with suppress(OSError):
            _file.close()
    _file = None


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _tell_lost() -> None:
    global _told_at
    for why, number in _lost.items():
        logger.error("advocacy links: %d clicks could not be spooled (%s)", number, why)
        _told_at = monotonic()
    _lost.clear()


def _replay(path: Path) -> int:
    with suppress(FileNotFoundError), open(path, "rb") as file:
        # Whoever writes it, or replays it, holds the lock; it may be gone by the time that it is ours.
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB) or not path.exists():
            return 0
        new, keys = 0, []
        for clicks in _batches(file, path.stem):
            new += store(clicks)
            keys += [key for key, _link_id, _visit in clicks]
        path.unlink()
        # A file that comes back after a failure of power would be stored again.
        _keep_name(path.parent)
        forget(keys)
        return new
    return 0


def _batches(file: IO[bytes], name: str) -> Iterator[list[tuple[str, int, Visit]]]:
    lines = enumerate(file)
    while some := list(islice(lines, BATCH)):
        clicks = []
        for number, line in some:
            # Half a line was never answered: the disk was full, or the process was killed in the middle of it.
            with suppress(ValueError):
                clicks.append((f"spool:{name}:{number}", *unpack(line)))
        yield clicks
