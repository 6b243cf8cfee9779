"""Finding rows by words, whichever search engine a site has."""

from __future__ import annotations

import re
from typing import Any

import regex
from django.db import connection
from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

NO_PART_OF_A_WORD = regex.compile(r"[^\w\p{M}]+")

NOT_INDEXED = re.compile(
    r"\b(?:\w{1,2}|about|are|com|for|from|how|that|the|this|und|was|what|when|where|who|will|with|www)\b", re.IGNORECASE
)
"""Words that MariaDB and MySQL leave out of a full-text index by default."""

MOST = 5000
"""Rows that one search may find; databases take no longer lists of keys, and nobody reads further."""

MOST_WORDS = 12
"""Words that one search looks for: MariaDB gives up on fifty (“Table handler out of memory”)."""


def matching(
    queryset: QuerySet,
    words: str,
    among: QuerySet | None = None,
    most: int = MOST,
    beginnings_only: bool = False,
    operator: str | None = None,
) -> QuerySet[Any]:
    """Return the rows of ``queryset`` that ``words`` find, by whole words or the beginning of a headline.

    The order stays that of ``queryset``. The search engine names rows and the database decides which of them may be
    seen: an engine knows only columns of the row itself, so it would refuse an audience, the state of a target, a
    category's name, or whatever a site's hook narrows by.

    ``among`` is what the engine looks through, by default all rows; it may be narrowed by a ``FilterField`` alone.
    It names at most ``most`` rows: the first in the order of ``among`` if that has one, else the best.
    ``beginnings_only`` leaves out what whole words find.
    ``operator`` says whether one of several words is enough (``or``) or all must be there (``and``); by default as the
    engine has it.
    """
    engine = get_search_backend()
    # What engines take for their own signs (quotes, stars, brackets) was typed as part of a text, and breaks some.
    words = _findable([*dict.fromkeys(NO_PART_OF_A_WORD.sub(" ", words).split())][:MOST_WORDS])
    if not words:
        return queryset.none()
    everything = (queryset.model._default_manager.all() if among is None else among).only("pk")
    asked = {"operator": operator, "order_by_relevance": not everything.query.order_by}
    found: set[Any] = set()
    for search in (engine.autocomplete,) if beginnings_only else (engine.autocomplete, engine.search):
        found.update(row.pk for row in search(words, everything, **asked)[:most])
    return queryset.filter(pk__in=found)


def _findable(words: list[str]) -> str:
    if connection.vendor == "mysql":
        # Where all words must be there, one that is in no index would hide what has the others.
        words = [word for word in words if not NOT_INDEXED.fullmatch(word)] or words
    return " ".join(words)
