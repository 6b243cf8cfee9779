"""Opening what somebody says is evidence: nothing in it is believed, and nothing is read without an end."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from django.utils.translation import gettext as _

from . import CSV_NAME, FORMAT, JSON_NAME, README_NAME

MOST_UPLOADED = 100 * 2**20
"""Bytes of a file that is checked in the admin; the command takes larger ones."""
MOST_UNPACKED = 2**30
"""Bytes of everything in a file together; evidence of some 500,000 shares."""
LONGEST_LINE = 32 * 2**20
"""Bytes of one line of ``evidence.json``: a share, or all policy texts."""

_SEAL = re.compile(rb'"seal":"([0-9a-f]{64})"}\n')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class EvidenceUnreadable(Exception):
    """This cannot be read as evidence at all; the sentence says why, and what to try."""


class Evidence:
    """One ``evidence.json``, read once from its first line to its last.

    ``head`` is everything but the shares, ``shares()`` yields them one by one (``None`` for a line that is none), and
    after the last ``digest`` and ``seal`` are known; ``seal`` is empty where none stands at the end.
    """

    def __init__(self, stream: IO[bytes], files: dict[str, str] | None) -> None:
        #: SHA-256 of the other files of the ZIP by name; ``None`` where only ``evidence.json`` is at hand.
        self.files = files
        self.digest = self.seal = ""
        self._lines = _lines(stream)
        self._first = next(self._lines, b"")
        self.head = _head(self._first)

    def shares(self) -> Iterator[Any]:
        total, before = hashlib.sha256(self._first), b""
        for line in self._lines:
            if before:
                total.update(before)
                if before != b"],\n":
                    yield _value(before.rstrip(b"\n").removesuffix(b","))
            before = line
        if found := _SEAL.fullmatch(before):
            self.seal = found[1].decode()
        self.digest = total.hexdigest()


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Evidence]:
    """Open a ZIP file of evidence, or the ``evidence.json`` out of one. Raises ``EvidenceUnreadable``."""
    with ExitStack() as stack:
        with _or_broken():
            start = file.read(2)
            file.seek(0)
            stream, files = file, None
            if start == b"PK":
                archive = stack.enter_context(zipfile.ZipFile(file))
                files = _other_files(archive)
                stream = stack.enter_context(archive.open(JSON_NAME))
        yield Evidence(stream, files)


@contextmanager
def _or_broken() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise EvidenceUnreadable(
            _("This file is broken, so nothing in it can be checked. Take another copy of it.")
        ) from error


def _other_files(archive: zipfile.ZipFile) -> dict[str, str]:
    found = archive.infolist()
    if sorted(each.filename for each in found) != sorted([JSON_NAME, CSV_NAME, README_NAME]):
        raise EvidenceUnreadable(
            _("This ZIP file does not hold what evidence does: %(names)s, and nothing else.")
            % {"names": ", ".join([JSON_NAME, CSV_NAME, README_NAME])}
        )
    if sum(each.file_size for each in found) > MOST_UNPACKED:
        raise _too_large()
    return {name: _sum_of(archive, name) for name in (CSV_NAME, README_NAME)}


def _sum_of(archive: zipfile.ZipFile, name: str) -> str:
    # A member is never longer than its entry says: zipfile stops there.
    with archive.open(name) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    total = 0
    while line := _line(stream):
        total += len(line)
        if len(line) > LONGEST_LINE or total > MOST_UNPACKED:
            raise _too_large()
        yield line


def _line(stream: IO[bytes]) -> bytes:
    with _or_broken():
        return stream.readline(LONGEST_LINE + 1)


def _too_large() -> EvidenceUnreadable:
    return EvidenceUnreadable(
        _("Unpacked this is larger than any evidence that is exported, so it was not read. Ask for the file as it was.")
    )


def _head(line: bytes) -> dict[str, Any]:
    start, shares, rest = line.rpartition(b',"shares":[')
    head = _value(start + b"}") if shares and rest == b"\n" else None
    if not isinstance(head, dict):
        raise EvidenceUnreadable(
            _("This is no evidence, or a program has written it anew. Use the file as it was exported.")
        )
    if head.get("format") != FORMAT:
        raise EvidenceUnreadable(
            _("This file has another format than %(format)s. Check it with the version that made it.")
            % {"format": FORMAT}
        )
    return head


def _value(text: bytes) -> Any:
    try:
        return json.loads(text.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
