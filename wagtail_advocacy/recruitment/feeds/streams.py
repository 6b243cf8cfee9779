"""JSON and XML piece by piece: a feed of 20,000 jobs takes no more memory than one of ten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree

import ijson
from django.utils.translation import gettext as _

PIECE = 64 * 1024
DEEPEST = 60
DIGITS = 1_000
"""int, digits in a row from which on a number is none. Beyond 4,300 Python refuses it, and ijson ends the process."""

_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % DIGITS)


class FeedBroken(Exception):
    """What came is not what this kind of feed sends; the message says so to people."""


class _Read:
    """A file as ijson reads it, which never gets to see a number of thousands of digits."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.end = file, b""

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        both = self.end + piece
        if _LONG_NUMBER.search(both):
            raise FeedBroken(_("A number in it is longer than can be right."))
        self.end = both[-DIGITS:]
        return piece


def json_items(file: IO[bytes], path: str) -> Iterator[Any]:
    """Yield the values at ``path`` (names with dots, ``item`` for what is in a list). Raises :class:`FeedBroken`."""
    file.seek(0)
    try:
        yield from _items(file, path.split("."))
    except (ijson.JSONError, UnicodeDecodeError, RecursionError):
        raise FeedBroken(_("This is not JSON, or it breaks off.")) from None
    except ArithmeticError:
        # An exponent that even Decimal refuses.
        raise FeedBroken(_("A number in it is longer than can be right.")) from None


def _items(file: IO[bytes], wanted: list[str]) -> Iterator[Any]:
    # What ijson itself offers for this takes time with the square of the depth: a few hundred kB stop a server.
    builder: Any = None
    level = 0
    position: list[str] = []
    for event, value in ijson.basic_parse(_Read(file)):
        starts, ends = event.startswith("start_"), event.startswith("end_")
        if builder is None and event == "map_key":
            position[-1] = value
        elif builder is None and ends:
            position.pop()
        elif builder is None and starts and position != wanted:
            position.append("item" if event == "start_array" else "")
        elif builder is None and not starts:
            if position == wanted:
                yield value
        else:
            builder = builder or ijson.ObjectBuilder()
            builder.event(event, value)
            level += starts - ends
            if level == 0:
                yield builder.value
                builder = None
        if level + len(position) > DEEPEST:
            raise FeedBroken(_("This is nested too deeply for a feed of vacancies."))


def json_value(file: IO[bytes], path: str) -> Any:
    """Return the first value at ``path``, or ``None``."""
    return next(json_items(file, path), None)


class _Target:
    """Builds the elements that are asked for, and forgets all others."""

    def __init__(self, wanted: str) -> None:
        self.wanted, self.depth = wanted, 0
        self.builder: ElementTree.TreeBuilder | None = None
        self.began_at = 0
        self.ready: list[ElementTree.Element] = []

    def doctype(self, *args: Any) -> None:
        # Without one there are no entities: nothing that grows, nothing that reads files.
        raise FeedBroken(_("This XML declares a document type or entities. Feeds of vacancies need neither."))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FeedBroken(_("This is nested too deeply for a feed of vacancies."))
        if self.builder is None and _local(tag) == self.wanted:
            self.builder, self.began_at = ElementTree.TreeBuilder(), self.depth
        if self.builder is not None:
            self.builder.start(_local(tag), attributes)

    def data(self, text: str) -> None:
        if self.builder is not None:
            self.builder.data(text)

    def end(self, tag: str) -> None:
        if self.builder is not None:
            self.builder.end(_local(tag))
            if self.depth == self.began_at:
                self.ready.append(self.builder.close())
                self.builder = None
        self.depth -= 1

    def close(self) -> None:
        """Asked for by the parser."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].casefold()


def xml_items(file: IO[bytes], tag: str) -> Iterator[ElementTree.Element]:
    """Yield the elements ``tag`` (small letters) wherever they stand, without namespaces; or :class:`FeedBroken`."""
    file.seek(0)
    target = _Target(tag)
    parser = ElementTree.XMLParser(target=target)  # noqa: S314 - document types are refused, so nothing can grow
    try:
        while piece := file.read(PIECE):
            parser.feed(piece)
            yield from target.ready
            target.ready.clear()
        parser.close()
        yield from target.ready
    except (ElementTree.ParseError, ValueError, LookupError):
        raise FeedBroken(_("This is not XML, or it breaks off.")) from None


def words_in(element: ElementTree.Element, *path: str) -> str:
    """Return the text of the first element along ``path`` (small letters); ``""``: there is none."""
    found: ElementTree.Element | None = element
    for name in path:
        found = None if found is None else found.find(name)
    return "" if found is None else "".join(found.itertext()).strip()
