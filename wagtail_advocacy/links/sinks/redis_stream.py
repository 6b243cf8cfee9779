"""Clicks into a Redis stream, and from there into the database by ``manage.py drain_clicks``."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, Warning

from wagtail_advocacy.conf import advocacy_settings

from ..kinds import ClickKind
from ..recording import pack, store, unpack
from ..remembered import remembered
from ..visits import Destination, Visit, find_destination
from .base import ClickSink, SinkUnavailable
from .database import twice

if TYPE_CHECKING:
    from redis import Redis

logger = logging.getLogger(__name__)

STREAM, GROUP = "wagtail-advocacy:clicks", "database"
FRESH = 10
"""Seconds that a destination is believed without asking the database."""
IDLE = 60_000
"""Milliseconds until clicks that a drainer took and never finished go to another one."""


class RedisSink(ClickSink):
    """Clicks wait in a Redis stream; destinations are believed for ten seconds, so that few requests ask the database.

    Needs the extra ``redis`` and ``WAGTAIL_ADVOCACY["CLICK_REDIS"]``; ``manage.py drain_clicks`` runs beside it.
    """

    promise = (
        "A click is in Redis before its answer is sent, and in the database once it is drained. What a failure of "
        "Redis can lose its own settings say: nothing with appendfsync “always”, the last second with “everysec”."
    )

    def follow(self, code: str, visit: Visit) -> Destination | None:
        wants_card = visit.kind == ClickKind.PREVIEW
        destination = None if wants_card else remembered.get(code, within=FRESH)
        if destination is None:
            destination = twice(lambda: find_destination(code, with_card=wants_card))
            if destination is None:
                return None
            remembered.keep(code, destination)
        with _told_as_unavailable():
            self._redis.xadd(STREAM, {"click": pack(destination.link_id, visit)})
        return destination

    def drain(self, most: int) -> int:
        with _told_as_unavailable():
            self._ensure_group()
            entries = self._read(most, "0") or self._taken_by_nobody(most) or self._read(most, ">")
            self._store(entries)
            return len(entries)

    def check(self) -> list[CheckMessage]:
        problems = []
        if not find_spec("redis"):
            problems.append("The sink for Redis needs its client: pip install wagtail-advocacy[redis].")
        if not advocacy_settings.CLICK_REDIS:
            problems.append('The sink for Redis needs WAGTAIL_ADVOCACY["CLICK_REDIS"], such as "redis://127.0.0.1/0".')
        return [Error(sentence, id="wagtail_advocacy.E004") for sentence in problems]

    def check_deployed(self) -> list[CheckMessage]:
        if self.check():
            return []
        from redis import ResponseError

        told: list[CheckMessage] = []
        try:
            with _told_as_unavailable():
                self._redis.ping()
                try:
                    kept: Any = self._redis.config_get("appendonly") | self._redis.config_get("maxmemory*")
                except ResponseError:
                    return []  # Where Redis is rented it may not say how it is set up.
        except SinkUnavailable as error:
            return [Warning("The sink for Redis gets no answer.", hint=str(error), id="wagtail_advocacy.W004")]
        if kept.get("appendonly") == "no":
            hint = 'Set "appendonly yes", and "appendfsync always" where no click may be lost.'
            told.append(Warning("Redis forgets clicks when it restarts.", hint=hint, id="wagtail_advocacy.W005"))
        # The stream has no time to live, so that “volatile” policies leave it alone.
        evicts = str(kept.get("maxmemory-policy")).startswith("allkeys-")
        if evicts and kept.get("maxmemory") != "0":
            hint = 'Set "maxmemory-policy noeviction": a click that is refused goes to the spool.'
            told.append(Warning("Redis throws clicks away when it is full.", hint=hint, id="wagtail_advocacy.W005"))
        return told

    @cached_property
    def _redis(self) -> Redis:
        from redis import Redis

        return Redis.from_url(
            advocacy_settings.CLICK_REDIS, decode_responses=True, socket_timeout=5, socket_connect_timeout=2
        )

    @cached_property
    def _consumer(self) -> str:
        return f"{socket.gethostname()}-{os.getpid()}-{id(self)}"

    def _ensure_group(self) -> None:
        from redis import ResponseError

        try:
            self._redis.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    def _taken_by_nobody(self, most: int) -> list[Any]:
        answer: Any = self._redis.xautoclaim(STREAM, GROUP, self._consumer, min_idle_time=IDLE, count=most)
        # Redis 6.2 names what was deleted meanwhile, without an id.
        return [entry for entry in answer[1] if entry[0]]

    def _read(self, most: int, since: str) -> list[Any]:
        # "0" are those that this consumer took and could not store, ">" what nobody has taken yet.
        answer: Any = self._redis.xreadgroup(GROUP, self._consumer, {STREAM: since}, count=most)
        return answer[0][1] if answer else []

    def _store(self, entries: list[Any]) -> None:
        clicks, unreadable = [], []
        for entry_id, fields in entries:
            try:
                clicks.append((entry_id, *unpack((fields or {}).get("click", ""))))
            except ValueError:
                unreadable.append(entry_id)
        if unreadable:
            logger.error("advocacy links: %d entries of the stream are no clicks; they stay there", len(unreadable))
            self._redis.xack(STREAM, GROUP, *unreadable)
        if not clicks:
            return
        store([(f"redis:{entry_id}", link_id, visit) for entry_id, link_id, visit in clicks], self._still_there)
        ids = [entry_id for entry_id, _link_id, _visit in clicks]
        with self._redis.pipeline() as pipeline:
            pipeline.xack(STREAM, GROUP, *ids)
            pipeline.xdel(STREAM, *ids)
            pipeline.execute()
        # The receipts stay for some hours: a Redis that comes back as it was a while ago hands the entries out again.

    def _still_there(self, keys: Collection[str]) -> set[str]:
        # Who is told that they are done takes them out of the stream in the same moment. Whether an entry is pending
        # says less: a Redis that failed over may have forgotten who took it.
        asked = list(keys)
        with self._redis.pipeline(transaction=False) as pipeline:
            for key in asked:
                entry_id = key.removeprefix("redis:")
                pipeline.xrange(STREAM, entry_id, entry_id, 1)
            return {key for key, entries in zip(asked, pipeline.execute(), strict=True) if entries}


@contextmanager
def _told_as_unavailable() -> Iterator[None]:
    from redis import RedisError

    try:
        yield
    except RedisError as error:
        raise SinkUnavailable(type(error).__name__) from error
