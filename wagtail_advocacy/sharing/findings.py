"""What checks say about words, named so that a form can speak of it: what a form sends is looked up anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import regex
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..registries import Finding, Fix

AROUND = 40
"""Letters, as people count them, on each side of marked words; a word that would be cut is left out."""

LONGEST_MARKED = 120
SAID = 80
_NEAR = 2_000

MARK = re.compile(r"[0-9a-f]{16}")

_RANKS = {"must": 0, "should": 1}


@dataclass(frozen=True)
class Excerpt:
    """Marked words, and what stands around them, on one line."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class NamedFinding:
    """A finding on a text. ``key`` names it in a form, ``words`` are the marked ones, if any are."""

    key: str
    finding: Finding
    words: str
    span: tuple[int, int] | None
    fix: Fix | None


def named(findings: Iterable[Finding], text: str) -> list[NamedFinding]:
    """Return ``findings`` on ``text``, what stops a share first; what lies outside of ``text`` is left out of them.

    Their keys stay the same while something else in the text changes: they say what is said of which words, and how
    many times the same was said before.
    """
    said: Counter[str] = Counter()
    result = []
    for finding in sorted(findings, key=lambda each: _RANKS.get(each.severity, len(_RANKS))):
        span = finding.span if finding.span and 0 <= finding.span[0] < finding.span[1] <= len(text) else None
        fix = finding.fix if finding.fix and _fits(finding.fix, text) else None
        words = text[span[0] : span[1]] if span else ""
        mark = _mark("finding", finding.source, finding.message, words, fix.words if fix else "")
        result.append(NamedFinding(f"{mark}-{said[mark]}", finding, words, span, fix))
        said[mark] += 1
    return result


def asking(findings: Iterable[Finding]) -> frozenset[str]:
    """Return a mark for each thing that is asked about once before a share, whichever words it is said of."""
    return frozenset(_mark("asked", each.source, each.message) for each in findings if each.severity == "should")


def start_of(item: int, network: str) -> str:
    """Return the mark that a start of a share of ``item`` on ``network`` was counted, though checks asked first."""
    return _mark("start", str(item), network)


def excerpt_of(text: str, span: tuple[int, int]) -> Excerpt:
    start, end = span
    marked = _letters(text[start : min(end, start + _NEAR)])
    return Excerpt(
        "".join(reversed(_nearest(_letters(text[max(0, start - _NEAR) : start])[::-1]))),
        "".join([*marked[:LONGEST_MARKED], *("…" if len(marked) > LONGEST_MARKED else "")]),
        "".join(_nearest(_letters(text[end : end + _NEAR]))),
    )


def said_of(fix: Fix | None, text: str) -> str:
    """Return what ``fix`` has changed in ``text``, for people who do not see it."""
    if fix is None:
        return _("Your words have changed, and there is nothing to put right there any more.")
    old = text[fix.start : fix.end]
    if not old:
        sentence = _("Put in: “%(new)s”.")
    elif not fix.words:
        sentence = _("Taken out: “%(old)s”.")
    else:
        sentence = _("Changed: “%(new)s” stands there instead of “%(old)s”.")
    return sentence % {"new": Truncator(fix.words.strip()).chars(SAID), "old": Truncator(old.strip()).chars(SAID)}


def _fits(fix: Fix, text: str) -> bool:
    return 0 <= fix.start <= fix.end <= len(text) and fix.apply(text) != text


def _mark(purpose: str, *parts: str) -> str:
    said = "\0".join(map(str, parts))
    return salted_hmac(f"wagtail_advocacy.sharing.{purpose}", said, algorithm="sha256").hexdigest()[:16]


def _letters(text: str) -> list[str]:
    # Families of emoji and letters with accents stay whole.
    return regex.findall(r"\X", regex.sub(r"\s+", " ", text))


def _nearest(letters: list[str]) -> list[str]:
    near = letters[:AROUND]
    if len(letters) == len(near):
        return near
    if letters[AROUND] != " " and " " in near[1:]:
        while near.pop() != " ":
            pass
    return [*near, "…"]
