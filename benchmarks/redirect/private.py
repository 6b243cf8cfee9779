"""Servers of a run's own: PostgreSQL, MariaDB and Redis on free ports in folders that are gone afterwards.

A machine's own services are never touched, so these may be killed.
"""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .databases import create_sql, run_sql, scratch, settings_of
from .processes import Running, free_port, run

NAME = "redirect"


@dataclass
class Service:
    """A running server; ``settings`` are Django's, ``address`` is a URL."""

    process: Running
    settings: dict[str, Any]
    address: str = ""


def program(name: str) -> str | None:
    """Return where a server's program is, also where Debian hides PostgreSQL's; the newest, if there are several."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    return shutil.which(name, path=os.pathsep.join([*map(str, reversed(folders)), os.environ["PATH"], "/usr/sbin"]))


def unprivileged() -> dict[str, Any]:
    """How a server is started that refuses to run as root."""
    if os.getuid():
        return {}
    there = pwd.getpwnam("postgres")
    return {"user": there.pw_uid, "group": there.pw_gid, "extra_groups": []}


@contextmanager
def postgres(synchronous_commit: str = "on") -> Iterator[Service]:
    owner = unprivileged()
    with scratch("postgres" if owner else None) as folder:
        data, port = folder / "data", free_port()
        made = [program("initdb") or "initdb", "--no-sync", "--auth=trust", "--username=postgres", "-D", str(data)]
        run(made, cwd=folder, env=_plain(folder), **owner)
        command = [program("postgres") or "postgres", "-D", str(data), "-p", str(port), "-k", str(folder)]
        for setting in ("listen_addresses=127.0.0.1", f"synchronous_commit={synchronous_commit}"):
            command += ["-c", setting]
        process = Running(command, folder / "log", port, _plain(folder), cwd=folder, **owner)
        yield from _serve("postgres", process, {"user": "postgres", "password": ""})


@contextmanager
def mariadb() -> Iterator[Service]:
    with scratch() as folder:
        data, port, user = folder / "data", free_port(), pwd.getpwuid(os.getuid()).pw_name
        made = ["mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]
        run([*made, f"--user={user}", f"--datadir={data}"], env=_plain(folder))
        command = [program("mariadbd") or "mariadbd", "--no-defaults", f"--user={user}", f"--datadir={data}"]
        command += ["--bind-address=127.0.0.1", f"--port={port}", f"--socket={folder}/socket"]
        process = Running(command, folder / "log", port, _plain(folder))
        yield from _serve("mariadb", process, {"user": "root", "password": ""})


def _serve(kind: str, process: Running, who: dict[str, str]) -> Iterator[Service]:
    there = {**who, "host": "127.0.0.1", "port": str(process.port)}
    admin = settings_of(kind, {"postgres": "postgres", "mariadb": "mysql"}[kind], **there)

    def answers() -> bool:
        try:
            return bool(run_sql(kind, admin, "SELECT 1"))
        except Exception:  # Each driver has its own; while it starts, every one means “not yet”.
            return False

    process.answers = answers
    with process:
        run_sql(kind, admin, create_sql(kind, NAME))
        yield Service(process, {**admin, "NAME": NAME})


@contextmanager
def redis(appendfsync: str = "everysec") -> Iterator[Service]:
    with scratch() as folder:
        port = free_port()
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
        command += ["--appendonly", "yes", "--appendfsync", appendfsync]
        with Running(command, folder / "log", port, _plain(folder)) as process:
            yield Service(process, {}, f"redis://127.0.0.1:{port}/0")


def _plain(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
