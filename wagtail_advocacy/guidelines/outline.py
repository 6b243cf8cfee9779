"""What stands in the text of a version, for those who look for one thing in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.safestring import SafeString

FEWEST = 3
"""Headings; with less of them a list of contents says no more than the text."""

_CONTACT = re.compile(r"<address\b[^>]*>(.*?)</address>", re.S)


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str


@dataclass(frozen=True)
class Outline:
    """``headings`` that can be linked to, if there are enough of them, and the first ``contact``, if any."""

    headings: Sequence[Heading]
    contact: SafeString


def outline_of(html: str) -> Outline:
    """Read the outline out of the stored text of a version, which is as old as the version and made by us."""
    reader = _Headings()
    reader.feed(html)
    contact = _CONTACT.search(html)
    return Outline(
        headings=reader.found if len(reader.found) >= FEWEST else (),
        contact=SafeString(contact[1].strip() if contact else ""),
    )


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Heading] = []
        self._anchor = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._anchor, self._words = dict(attrs).get("id") or "", []

    def handle_data(self, data: str) -> None:
        if self._anchor:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self._anchor:
            if title := " ".join("".join(self._words).split()):
                self.found.append(Heading(self._anchor, title))
            self._anchor = ""
