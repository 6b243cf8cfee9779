"""Kills the link host, its database, Redis or the drainer in the middle of load, and looks for what was lost.

``python -m benchmarks.redirect.kill --what database --times 3``. Every server is the program's own; see ``README.md``
one folder up.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Iterator

from . import databases, servers
from .machine import describe
from .report import say
from .stage import Outcome, Trial, kills

VICTIMS = ("app", "database", "redis", "drainer", "disk-full")
COLUMNS = ("answered", "recorded", "lost", "extra", "twice", "failed")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redirect.kill", description=__doc__)
    parser.add_argument("--what", choices=VICTIMS, default="app", help="the victim (default: app)")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--db", choices=databases.KINDS, default="postgres")
    parser.add_argument("--sink", default="database", help=f"{', '.join(servers.SINKS)} or a dotted path")
    parser.add_argument("--server", choices=servers.KINDS, default="granian")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--synchronous-commit", choices=("on", "off"), default="on", help="of PostgreSQL")
    parser.add_argument("--appendfsync", choices=("everysec", "always"), default="everysec", help="of Redis")
    chosen = vars(parser.parse_args())
    times = chosen.pop("times")
    trial = Trial(**chosen)
    if trial.what in ("redis", "drainer") and trial.sink != "redis":
        parser.error(f"--what {trial.what} needs --sink redis.")
    if trial.what in ("database", "disk-full") and trial.db == "sqlite":
        parser.error("SQLite has no server to kill.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    say(describe())
    say(title(trial))
    return 0 if tell(trial, kills(trial, times)) else 1


def title(trial: Trial) -> str:
    what = "database, full disk" if trial.what == "disk-full" else trial.what
    parts = [f"SIGKILL of {what}", f"{trial.sink} sink", trial.db, trial.server]
    if trial.db == "postgres":
        parts.append(f"synchronous_commit {trial.synchronous_commit}")
    if trial.sink == "redis":
        parts.append(f"appendfsync {trial.appendfsync}")
    return f"{', '.join(parts)}; {trial.connections} connections"


def tell(trial: Trial, outcomes: Iterator[Outcome]) -> bool:
    """Write a line per kill; return whether the sink's promise was kept each time."""
    say(f"{'':<16}" + "".join(f"{name:>10}" for name in COLUMNS))
    totals, good = Counter[str](), True
    for number, outcome in enumerate(outcomes, 1):
        kept = outcome.keeps_promise(trial)
        good &= kept
        totals.update({name: getattr(outcome, name) for name in COLUMNS})
        numbers = "".join(f"{getattr(outcome, name):>10,}" for name in COLUMNS)
        say(f"{number:>3}, at {outcome.after:5.2f} s {numbers}{'' if kept else '  BROKEN'}")
    say(f"{'in all':<16}" + "".join(f"{totals[name]:>10,}" for name in COLUMNS))
    return good


if __name__ == "__main__":
    raise SystemExit(main())
