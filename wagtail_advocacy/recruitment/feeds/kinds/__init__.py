"""Kinds of feeds, one class each. A site adds its own in ``AppConfig.ready()``."""

from __future__ import annotations

from typing import Any

from .base import FeedKind, Page
from .greenhouse import Greenhouse
from .indeed import IndeedXml
from .lever import Lever
from .mapped import MappedJson
from .personio import Personio

__all__ = ["FEED_KINDS", "FeedKind", "Page", "fields_of", "parameter_of"]

FEED_KINDS: dict[str, FeedKind] = {
    "greenhouse": Greenhouse(),
    "lever": Lever(),
    "personio": Personio(),
    "indeed": IndeedXml(),
    "json": MappedJson(),
}


def parameter_of(feed: Any) -> str:
    """Return by which name the system behind ``feed`` (or ``None``) takes the code of a link in its addresses."""
    if feed is None:
        return FeedKind.code_parameter
    kind = FEED_KINDS.get(feed.kind)
    return feed.apply_parameter or (kind.code_parameter if kind else FeedKind.code_parameter)


def fields_of(feed: Any) -> tuple[str, ...]:
    """Return what of ``FEED_FIELDS`` the ``feed`` can say of a job; all others are ours."""
    return FEED_KINDS.get(feed.kind, FeedKind()).speaks_of(feed)
