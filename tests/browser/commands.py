"""The demo's command line: each command a process of its own, on a folder of its own."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

EXAMPLE_SITE = Path(__file__).resolve().parents[2] / "example_site"
MANAGE = EXAMPLE_SITE / "manage.py"
STARTS_WITHIN = 240
"""Seconds. Loading takes half a minute where nothing else runs."""


def environment_of(folder: Path, **extra: str) -> dict[str, str]:
    # The demo has settings of its own; those of a test run that starts it are none of its business.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ADVOCACY_DEMO"))}
    return {**inherited, "ADVOCACY_DEMO_DIR": str(folder), "PYTHONUNBUFFERED": "1", **extra}


def manage(folder: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the demo that is kept in `folder`, from a directory that is not its own."""
    return subprocess.run(
        [sys.executable, str(MANAGE), *arguments],
        cwd=folder,
        env=environment_of(folder, **extra),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(command: list[str], folder: Path, address: str, **extra: str) -> Iterator[None]:
    """Runs a server until the block ends; begins when `address` answers."""
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env=environment_of(folder, **extra),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, address, log)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"No answer at {address}:\n{log.read_text()}")


def query(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Asks the database of the demo in `folder`, or changes it."""
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as database, database:
        return database.execute(sql, values).fetchall()
