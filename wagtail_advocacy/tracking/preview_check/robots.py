"""Whether ``robots.txt`` lets a crawler in, by RFC 9309: its own group, the longest match, ``*`` and ``$``.

Python's ``urllib.robotparser`` takes the first match instead and knows neither ``*`` nor ``$``, so it would call a page
forbidden that networks read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from string import ascii_letters, digits
from urllib.parse import quote, urlsplit

LINES = 20_000
"""int, lines that are read; RFC 9309 asks for 500 kB."""

RULES = 2_000
"""int, of one crawler: more would take longer than they are worth."""

_ASCII = "".join(map(chr, range(33, 127)))
_OCTET = re.compile(r"%([0-9a-f]{2})", re.I)
_TOKEN = re.compile(r"[a-z_-]+( [a-z_-]+)*", re.I)

_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~")

Rules = list[tuple[str, bool]]


class Robots:
    """The rules of one ``robots.txt``, whatever it is made of. An empty one lets everybody in."""

    def __init__(self, text: str = "") -> None:
        # Those whom one group names share its rules, however often it names them.
        self._groups: dict[str, list[Rules]] = {}
        rules: Rules = []
        for name, value in _lines(text):
            if name == "user-agent":
                # A line that names a crawler after rules begins the next group.
                rules = [] if rules else rules
                groups = self._groups.setdefault("*" if value == "*" else _token(value), [])
                if not groups or groups[-1] is not rules:
                    groups.append(rules)
            elif name in ("allow", "disallow"):
                rules.append((_same(value), name == "allow"))

    def allow(self, token: str, url: str) -> bool:
        """Return whether the crawler ``token`` may fetch ``url``."""
        groups = self._groups.get(_token(token), self._groups.get("*", []))
        parts = urlsplit(url)
        path = _same((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        rules = islice(chain.from_iterable(groups), RULES)
        found = [(len(rule), allowed) for rule, allowed in rules if rule and _matches(rule, path)]
        # Of two that are equally long the one that allows counts.
        return max(found)[1] if found else True


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines()[:LINES]:
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _token(name: str) -> str:
    # “LinkedInBot/1.0” means the same crawler.
    found = _TOKEN.match(name.strip())
    return found[0].lower() if found else ""


def _same(path: str) -> str:
    """Return ``path`` so that every spelling of the same address is the same; ``%2A`` is no ``*``."""
    return _OCTET.sub(_octet, quote(path, safe=_ASCII, errors="surrogateescape"))


def _octet(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else found[0].upper()


def _matches(rule: str, path: str) -> bool:
    # Piece by piece from the left: no rule can make this slow.
    anchored, rule = rule.endswith("$"), rule.removesuffix("$")
    first, *others = rule.split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not anchored or path == first
    at, last = len(first), others.pop()
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at if anchored else path.find(last, at) >= 0
