"""Databases that live as long as a run: on a server that is there, in a file, or on a server of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.projects.databases import SERVERS

KINDS = ("postgres", "sqlite", "mariadb")

# What the docs of the link host recommend. Connections stay open: a prepared statement lives as long as its connection.
OPTIONS: dict[str, dict[str, Any]] = {
    "postgres": {"server_side_binding": True, "prepare_threshold": 0},
    "mariadb": {},
    "sqlite": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
    },
}
SQLITE = "django.db.backends.sqlite3"


def settings_of(kind: str, name: str, **reached: Any) -> dict[str, Any]:
    """Return Django's settings of a database of ``kind``; ``reached`` are user, password, host and port."""
    engine = SQLITE if kind == "sqlite" else SERVERS[kind][0]
    reached = {key.upper(): value for key, value in reached.items()}
    return {"ENGINE": engine, "NAME": name, "CONN_MAX_AGE": None, "OPTIONS": OPTIONS[kind], **reached}


@contextmanager
def scratch(owner: str | None = None) -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="advocacy-redirect-"))
    try:
        if owner:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(kind: str) -> Iterator[dict[str, Any]]:
    """A database on the server that the tests use, or in a file; dropped afterwards. Yields Django's settings of it."""
    if kind == "sqlite":
        with scratch() as folder:
            yield settings_of(kind, str(folder / "redirect.sqlite3"))
        return
    _engine, variable, fallback = SERVERS[kind]
    url = urlsplit(os.environ.get(variable) or fallback)
    there = {"host": url.hostname or "", "port": url.port or ""}
    there |= {"user": unquote(url.username or ""), "password": unquote(url.password or "")}
    admin, name = settings_of(kind, url.path.lstrip("/"), **there), f"advocacy_redirect_{os.getpid()}"
    run_sql(kind, admin, create_sql(kind, name))
    try:
        yield {**admin, "NAME": name}
    finally:
        run_sql(kind, admin, f"DROP DATABASE {name}{' WITH (FORCE)' if kind == 'postgres' else ''}")


def create_sql(kind: str, name: str) -> str:
    return f"CREATE DATABASE {name}" + (" CHARACTER SET utf8mb4" if kind == "mariadb" else "")


def run_sql(kind: str, settings: dict[str, Any], sql: str) -> str:
    """Run one statement outside of Django and any transaction; return the first value of its answer, if it has one."""
    with closing(_connect(kind, settings)) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def _connect(kind: str, settings: dict[str, Any]) -> Any:
    who = {"user": settings.get("USER"), "password": settings.get("PASSWORD"), "host": settings.get("HOST")}
    if kind == "sqlite":
        import sqlite3

        return sqlite3.connect(settings["NAME"])
    if kind == "postgres":
        import psycopg

        return psycopg.connect(**who, port=settings["PORT"] or None, dbname=settings["NAME"], autocommit=True)
    import MySQLdb

    return MySQLdb.connect(**who, port=int(settings["PORT"] or 3306), database=settings["NAME"])


VERSION = {
    "postgres": ("PostgreSQL", "SHOW server_version"),
    "sqlite": ("SQLite", "SELECT sqlite_version()"),
    "mariadb": ("MariaDB", "SELECT version()"),
}


def version(kind: str, settings: dict[str, Any]) -> str:
    name, question = VERSION[kind]
    return f"{name} {run_sql(kind, settings, question).split()[0].split('-')[0]}"
