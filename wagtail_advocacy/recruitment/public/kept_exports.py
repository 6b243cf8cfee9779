"""An export is drawn once for all who ask: in the cache it waits for the next, whatever name they want in it."""

from __future__ import annotations

import gzip
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.cache import cache

from .answers import SECONDS

MOST_KEPT = 8 * 1024 * 1024
"""int, bytes after compression, of text some 20 to 40 MB; a larger export is not kept, and drawn for each who asks."""

PATIENCE = 2.0
"""float, seconds that a request waits while another of the same process draws; what takes longer is busy."""

_PIECE = 512 * 1024  # Memcached takes a megabyte.

turn = threading.Lock()
"""Held by whoever draws an export in this process."""


class ExportIsBusy(Exception):
    """Another request is drawing an export; come again a little later."""


@dataclass
class Kept:
    """An export as it was drawn at ``drawn_at``: compressed, with ``mark`` in place of the name of whoever asks."""

    mark: str
    drawn_at: float
    file: IO[bytes]

    @property
    def seconds_left(self) -> int:
        """For how many seconds somebody may keep it."""
        return max(0, int(self.drawn_at + SECONDS - time.time()))

    def for_reader(self, name: str) -> Iterator[bytes]:
        """Yield it piece by piece, with ``name`` put in."""
        mark = self.mark.encode()
        with self.file, gzip.GzipFile(fileobj=self.file) as lines:
            # No mark goes over the end of a line.
            while some := lines.readlines(_PIECE):
                yield b"".join(some).replace(mark, name.encode())


def kept_export(key: str, draw: Callable[[str], Iterator[str]]) -> Kept:
    """Return what ``draw`` yields for a mark, at most :data:`answers.SECONDS` old; ``key`` says of what it is.

    Raises :class:`ExportIsBusy`.
    """
    key = f"wagtail_advocacy.vacancies.{key}"
    if known := _known(key):
        return known
    if not turn.acquire(timeout=PATIENCE):
        raise ExportIsBusy
    try:
        # Perhaps it was drawn while this request waited.
        return _known(key) or _draw(key, draw)
    finally:
        turn.release()


def _draw(key: str, draw: Callable[[str], Iterator[str]]) -> Kept:
    # Nobody can know it, so no vacancy has it in its text.
    mark, now = secrets.token_hex(16), time.time()
    file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as packed:
        for piece in draw(mark):
            packed.write(piece.encode())
    size = file.tell()
    file.seek(0)
    if size > MOST_KEPT:
        return Kept(mark, now, file)
    with file:
        pieces = list(iter(lambda: file.read(_PIECE), b""))
    names = [f"{key}.{mark}.{number}" for number in range(len(pieces))]
    cache.set_many(dict(zip(names, pieces, strict=True)), SECONDS)
    cache.set(key, (mark, now, names), SECONDS)
    return Kept(mark, now, BytesIO(b"".join(pieces)))


def _known(key: str) -> Kept | None:
    head: Any = cache.get(key)
    if head is None:
        return None
    mark, drawn_at, names = head
    pieces = cache.get_many(names)
    if len(pieces) < len(names):
        # A cache may forget when it likes.
        return None
    return Kept(mark, drawn_at, BytesIO(b"".join(pieces[name] for name in names)))
