"""One round trip per click: a statement that finds link and target and inserts the click."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Info
from django.db import DEFAULT_DB_ALIAS, InterfaceError, NotSupportedError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

try:
    import psycopg
except ImportError:  # SQLite, MariaDB, or PostgreSQL by psycopg2.
    psycopg = None  # type: ignore[assignment]

from ..kinds import ClickKind
from ..models import Click, Link, Target
from ..visitors import agent_id, known_agent
from ..visits import Destination, Visit, click_of, find_destination
from .base import ClickSink

# Casts tell the types of parameters, and keep a prepared statement alive through ALTER TABLE (“cached plan must not
# change result type”).
_POSTGRESQL = """WITH found AS (
    SELECT l.id, l.query::text, t.url::text, t.fallback::text, t.is_open, t.closes_at, t.adds_code,
        CASE WHEN %s::boolean THEN t.card::text END AS card
    FROM {link} l JOIN {target} t ON t.id = l.target_id WHERE l.code = %s::text
), kept AS (
    INSERT INTO {click} (link_id, at, kind, reason, referrer, visitor, agent_id)
    SELECT id, %s::timestamptz, %s::text, %s::text, %s::text, %s::text, %s::bigint FROM found
) SELECT * FROM found"""

# SQLite and MariaDB know no INSERT inside WITH, but an INSERT may ask for more than what it wrote.
_PORTABLE = """INSERT INTO {click} (at, kind, reason, referrer, visitor, agent_id, link_id)
SELECT %s, %s, %s, %s, %s, %s, id FROM {link} WHERE code = %s
RETURNING link_id, (SELECT query FROM {link} l WHERE l.id = link_id), {of_target}"""
_OF_TARGET = "(SELECT t.{column} FROM {link} l JOIN {target} t ON t.id = l.target_id WHERE l.id = link_id)"

_BARE = "_advocacy_cursor"
Answer = TypeVar("Answer")


def table_names() -> dict[str, str]:
    """Return the quoted tables of clicks, links and targets by the name of their model."""
    quote = connection.ops.quote_name
    return {str(model._meta.model_name): quote(model._meta.db_table) for model in (Click, Link, Target)}


@cache
def statement(vendor: str, with_card: bool = False) -> str:
    """Return the SQL that follows a link and keeps the click.

    On PostgreSQL one serves with and without the card, and its parameters are: with card, code, at, kind, reason,
    referrer, visitor, agent. Elsewhere: at, kind, reason, referrer, visitor, agent, code.
    """
    tables = table_names()
    if vendor == "postgresql":
        return _POSTGRESQL.format(**tables)
    columns = ["url", "fallback", "is_open", "closes_at", "adds_code", *(["card"] if with_card else [])]
    of_target = ", ".join(_OF_TARGET.format(column=column, **tables) for column in columns)
    return _PORTABLE.format(of_target=of_target, **tables)


def twice(ask: Callable[[], Answer]) -> Answer:
    """Return what ``ask`` returns, asked once more where the connection was cut since it was used last."""
    try:
        return ask()
    except (InterfaceError, NotSupportedError, OperationalError):
        # Or where a prepared plan outlived its table.
        if connection.in_atomic_block or connection.vendor == "sqlite":
            raise
        connection.close()
        return ask()


def execute(database: BaseDatabaseWrapper, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Return the first row of ``sql``."""
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def may_be_bare(database: BaseDatabaseWrapper) -> bool:
    """Return whether psycopg 3 is behind ``database`` and nobody listens: no log of queries, no wrapper around them."""
    if psycopg is None or database.vendor != "postgresql" or database.execute_wrappers or database.queries_logged:
        return False
    database.ensure_connection()
    return isinstance(database.connection, psycopg.Connection)


def execute_bare(database: Any, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Return the first row of ``sql``, by a cursor of psycopg's own that stays with its connection.

    To make Django's cursor for it takes as long as all else that a redirect does beyond Django. Only where
    :func:`may_be_bare` says so.
    """
    cursor: Any = getattr(database, _BARE, None)
    if cursor is None or cursor.connection is not database.connection:
        cursor = psycopg.Cursor(database.connection)
        setattr(database, _BARE, cursor)
    with database.wrap_database_errors:
        cursor.execute(sql, values)
        return cursor.fetchone()


class DatabaseSink(ClickSink):
    """One statement per click: the click is in the database when the answer is sent."""

    promise = "A click is committed before its answer is sent."

    def follow(self, code: str, visit: Visit) -> Destination | None:
        return twice(lambda: self._follow(code, visit))

    def _follow(self, code: str, visit: Visit) -> Destination | None:
        # Asked for once: the proxy looks for this thread's connection at every use.
        database = connections[DEFAULT_DB_ALIAS]
        with_card = visit.kind == ClickKind.PREVIEW
        if not database.features.can_return_columns_from_insert:
            return self._in_two(code, visit, with_card)
        agent = known_agent(visit.agent, database)
        if agent is None and visit.agent:
            if not find_destination(code):
                # Whoever guesses codes leaves no agent behind either.
                return None
            agent = agent_id(visit.agent)
        at, kind, reason, referrer, visitor, _agent = visit
        if database.vendor == "postgresql":
            values: tuple[Any, ...] = (with_card, code, at, kind, reason, referrer, visitor, agent)
        else:
            moment = database.ops.adapt_datetimefield_value(at)
            values = (moment, kind, reason, referrer, visitor, agent, code)
        sql = statement(database.vendor, with_card)
        row = execute_bare(database, sql, values) if may_be_bare(database) else execute(database, sql, values)
        return destination_of(row) if row else None

    def _in_two(self, code: str, visit: Visit, with_card: bool) -> Destination | None:
        # MySQL returns nothing from an INSERT.
        destination = find_destination(code, with_card)
        if destination:
            click_of(destination.link_id, visit).save(force_insert=True)
        return destination

    def check(self) -> list[CheckMessage]:
        return prepared_statement_hints()


def destination_of(row: tuple[Any, ...]) -> Destination:
    """Return the destination in a row of plain SQL, which comes without Django's converters."""
    link_id, query, url, fallback, is_open, closes_at, adds_code, *card = row
    found = json.loads(card[0]) if card and card[0] else None
    return Destination(link_id, query, url, fallback, bool(is_open), _aware(closes_at), bool(adds_code), found)


def _aware(moment: Any) -> datetime | None:
    if moment is None:
        return None
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=connection.timezone)


def prepared_statement_hints() -> list[CheckMessage]:
    """Say how the statement is prepared, where a link host of its own on PostgreSQL leaves that out."""
    from django.apps import apps

    options = connection.settings_dict.get("OPTIONS", {})
    # Within a site the connection is the site's own, and prepared statements are not only ours to decide.
    if connection.vendor != "postgresql" or apps.is_installed("wagtail_advocacy") or "prepare_threshold" in options:
        return []
    hint = (
        'Add "OPTIONS": {"server_side_binding": True, "prepare_threshold": 0} and "CONN_MAX_AGE": None to DATABASES; '
        'behind a pooler that shares connections between transactions, "prepare_threshold": None says that you know.'
    )
    return [Info("The link host plans its one statement anew for every click.", hint=hint, id="wagtail_advocacy.I001")]
