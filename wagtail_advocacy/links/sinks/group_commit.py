"""Many clicks, one commit: requests wait together for a writer of their process."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from queue import SimpleQueue
from threading import Lock, Thread

from django.core.checks import CheckMessage
from django.db import Error, connection

from ..kinds import ClickKind
from ..models import Click, Link
from ..visitors import agent_id, known_agent
from ..visits import COLUMNS, Destination, Visit, click_of
from .base import ClickSink
from .database import destination_of, prepared_statement_hints, table_names

MOST = 500

# One shape for every number of clicks, so that it is prepared once.
_POSTGRESQL = """WITH visit AS (
    SELECT * FROM unnest(%s::int[], %s::boolean[], %s::text[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::bigint[]) AS v(number, with_card, code, at, kind, reason, referrer, visitor, agent)
), found AS (
    SELECT v.*, l.id, l.query::text, t.url::text, t.fallback::text, t.is_open, t.closes_at, t.adds_code,
        CASE WHEN v.with_card THEN t.card::text END AS card
    FROM visit v JOIN {link} l ON l.code = v.code JOIN {target} t ON t.id = l.target_id
), kept AS (
    INSERT INTO {click} (link_id, at, kind, reason, referrer, visitor, agent_id)
    SELECT id, at, kind, reason, referrer, visitor, agent FROM found
) SELECT number, id, query, url, fallback, is_open, closes_at, adds_code, card FROM found"""


@dataclass(slots=True)
class _Waiting:
    """A click on its way; its lock is released once it is committed, or refused."""

    code: str
    visit: Visit
    done: Lock = field(default_factory=Lock)
    destination: Destination | None = None
    error: Exception | None = None


class GroupCommitSink(ClickSink):
    """A writer thread per process commits what came in meanwhile; every answer waits for its commit.

    For servers with several threads per process: with one request at a time there is nothing to share.
    """

    promise = "A click is committed, together with those that came at the same time, before its answer is sent."

    def __init__(self) -> None:
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._starting = Lock()
        self._process = 0

    def follow(self, code: str, visit: Visit) -> Destination | None:
        if self._process != os.getpid():
            self._start()
        waiting = _Waiting(code, visit)
        waiting.done.acquire()
        self._queue.put(waiting)
        waiting.done.acquire()
        if waiting.error:
            raise waiting.error
        return waiting.destination

    def close(self) -> None:
        """End the writer once what waits is written; the next click starts another one."""
        self._queue.put(None)
        self._process = 0

    def check(self) -> list[CheckMessage]:
        return prepared_statement_hints()

    def _start(self) -> None:
        # A server may fork after the first request; its children inherit no thread.
        with self._starting:
            if self._process != os.getpid():
                self._queue = SimpleQueue()
                Thread(target=self._write_for_good, args=[self._queue], name="advocacy-clicks", daemon=True).start()
                self._process = os.getpid()

    def _write_for_good(self, queue: SimpleQueue[_Waiting | None]) -> None:
        while first := queue.get():
            batch = [first]
            while len(batch) < MOST and not queue.empty():
                if (more := queue.get()) is None:
                    queue.put(None)
                    break
                batch.append(more)
            self._write(batch)
        connection.close()

    def _write(self, batch: list[_Waiting]) -> None:
        try:
            try:
                write(batch)
            except Error:
                # As after a restart of the database: once more, on a new connection.
                connection.close()
                write(batch)
        except Exception as error:  # Whoever waits must hear of it, or would wait for ever.
            connection.close()
            for each in batch:
                each.error = error
        for each in batch:
            each.done.release()


def write(batch: list[_Waiting]) -> None:
    """Store the clicks of ``batch`` in one transaction and tell each where its link leads."""
    # Whoever guesses codes leaves no agent behind.
    unseen = {each.code for each in batch if each.visit.agent and not known_agent(each.visit.agent)}
    if unseen:
        unseen -= set(Link.objects.filter(code__in=unseen).values_list("code", flat=True))
        batch = [each for each in batch if each.code not in unseen]
    (_write_on_postgresql if connection.vendor == "postgresql" else _write_anywhere)(batch)


def _write_on_postgresql(batch: list[_Waiting]) -> None:
    visits = [each.visit for each in batch]
    columns = (
        list(range(len(batch))),
        [visit.kind == ClickKind.PREVIEW for visit in visits],
        [each.code for each in batch],
        [visit.at for visit in visits],
        [visit.kind for visit in visits],
        [visit.reason for visit in visits],
        [visit.referrer for visit in visits],
        [visit.visitor for visit in visits],
        [agent_id(visit.agent) for visit in visits],
    )
    with connection.cursor() as cursor:
        cursor.execute(_statement(), columns)
        for number, *row in cursor.fetchall():
            batch[number].destination = destination_of(tuple(row))


@cache
def _statement() -> str:
    return _POSTGRESQL.format(**table_names())


def _write_anywhere(batch: list[_Waiting]) -> None:
    with_card = any(each.visit.kind == ClickKind.PREVIEW for each in batch)
    columns = ["code", *COLUMNS, *(["target__card"] if with_card else [])]
    rows = Link.objects.filter(code__in={each.code for each in batch}).values_list(*columns)
    found = {code: Destination(*row) for code, *row in rows}
    known = [each for each in batch if each.code in found]
    Click.objects.bulk_create(click_of(found[each.code].link_id, each.visit) for each in known)
    for each in known:
        each.destination = found[each.code]
