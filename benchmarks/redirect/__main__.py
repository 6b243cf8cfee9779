"""How close the redirect comes to what its server and database can do; see ``README.md`` one folder up.

``python -m benchmarks.redirect``
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import databases, servers
from .machine import describe
from .private import redis
from .processes import python, run
from .report import report, say
from .rounds import Contestant, Track, write_plans
from .store import Store

THREADS = {"granian": 4, "gunicorn": 4, "threads": 8}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redirect", description=__doc__)
    parser.add_argument("--server", choices=servers.KINDS[:2], default="granian")
    parser.add_argument("--db", choices=databases.KINDS, default="postgres")
    parser.add_argument(
        "--sink", action="append", help=f"{', '.join(servers.SINKS)} or a dotted path; several times: the first is held"
        " to the limits (default: database)",
    )  # fmt: skip
    parser.add_argument("--seconds", type=int, default=10, help="of each load (default: 10)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is loaded (default: 5)")
    parser.add_argument("--links", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--threads", type=int, help="of each of the two workers (default: 4)")
    parser.add_argument("--hot", action=argparse.BooleanOptionalAction, default=True, help="also one link alone")
    parser.add_argument("--appendfsync", choices=("everysec", "always"), default="everysec", help="of Redis")
    chosen = parser.parse_args()
    chosen.sink = chosen.sink or ["database"]
    chosen.threads = chosen.threads or THREADS[chosen.server]
    return chosen


def main() -> int:
    chosen = options()
    if not shutil.which("wrk"):
        raise SystemExit("The load comes from wrk: install it with “apt-get install wrk” or “brew install wrk”.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        folder = stack.enter_context(databases.scratch())
        database = stack.enter_context(databases.database(chosen.db))
        return measure(chosen, database, folder, stack)


def measure(chosen: argparse.Namespace, database: dict[str, Any], folder: Path, stack: ExitStack) -> int:
    store = stack.enter_context(Store(servers.link_host_environment(database, "database")))
    filled = store.ask("fill", chosen.links)
    floors = [("bare view", {}, False), ("floor", servers.floor_environment(database, filled), True)]
    contestants = []
    for name, extra, keeps in floors:
        process = servers.server(
            chosen.server, servers.FLOORS, extra or servers.environment(), folder / "log", chosen.threads
        )
        contestants.append(Contestant(name, process, keeps))
    contestants += [link_host(chosen, database, folder, stack, sink) for sink in chosen.sink]
    track = Track(
        write_plans(folder, filled["codes"]), chosen.connections, chosen.seconds, words(chosen.db, database),
        lambda: store.ask("count"),
    )  # fmt: skip
    say(f"{datetime.now(UTC):%d %B %Y}: {describe(databases.version(chosen.db, database))}")
    say(
        f"{chosen.server}, {servers.WORKERS} workers of {chosen.threads} threads; {chosen.links:,} links, "
        f"{chosen.connections} connections, {chosen.rounds} × {chosen.seconds} s each in turn"
    )
    for turn in range(chosen.rounds):
        # The order turns too, so that nobody always comes after the same one.
        for contestant in contestants[turn % len(contestants) :] + contestants[: turn % len(contestants)]:
            track.round(contestant, turn)
    bounded = (chosen.server, chosen.db, chosen.sink[0]) == ("granian", "postgres", "database")
    return 0 if report(contestants, bounded) else 1


def link_host(
    chosen: argparse.Namespace, database: dict[str, Any], folder: Path, stack: ExitStack, sink: str
) -> Contestant:
    more: dict[str, Any] = {}
    if sink == "redis":
        more["CLICK_REDIS"] = stack.enter_context(redis(chosen.appendfsync)).address
    env = servers.link_host_environment(database, sink, **more)
    process = servers.server(chosen.server, servers.LINK_HOST, env, folder / "log", chosen.threads)
    contestant = Contestant(sink.rpartition(".")[2], process, sink != "dummy", hot=chosen.hot)
    if sink == "redis":
        contestant.drain = lambda: run(python("-m", "django", "drain_clicks", "--once"), env=env)
    return contestant


def words(kind: str, database: dict[str, Any]) -> str:
    """How the command lines of the database's own processes are told from others."""
    return {"postgres": database["NAME"], "mariadb": "mariadbd", "sqlite": ""}[kind]


if __name__ == "__main__":
    raise SystemExit(main())
