"""Where clicks go: one door for the redirect, and the sinks that may stand behind it."""

from __future__ import annotations

from functools import cache

from django.utils.module_loading import import_string

from wagtail_advocacy.conf import advocacy_settings

from ..visits import Destination, Visit, find_destination
from .base import ClickSink, SinkUnavailable
from .database import DatabaseSink
from .dummy import DummySink
from .group_commit import GroupCommitSink
from .redis_stream import RedisSink

__all__ = [
    "ClickSink",
    "DatabaseSink",
    "Destination",
    "DummySink",
    "GroupCommitSink",
    "RedisSink",
    "SinkUnavailable",
    "Visit",
    "find_destination",
    "get_sink",
]


@cache
def _sink(named: str | type[ClickSink]) -> ClickSink:
    sink_class = import_string(named) if isinstance(named, str) else named
    return sink_class() if isinstance(named, type) else _sink(sink_class)


def get_sink() -> ClickSink:
    """Return this process's sink."""
    return _sink(advocacy_settings.CLICK_SINK)
