"""A link host with servers of its own, which can be killed in the middle of load; and what was lost by it."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import databases, private, servers
from .processes import Running, python
from .store import Store
from .strangers import Strangers

LOADED, AFTERWARDS, FULL = (0.5, 1.5), 0.7, 2.0
"""s of load before the kill, at random; after the victim is back; and without a database while the disk is full."""
REPLAYED, DRAINED = 10, 100
"""s; at most, until the spool is replayed, and the stream empty: what a drainer took is left to it for a minute."""
DISK = 32 * 1024
"""Bytes that a file may have in the trial of the full disk: a few hundred clicks."""


@dataclass(frozen=True)
class Trial:
    """What is killed: ``app``, ``database``, ``redis`` or ``drainer``.

    ``disk-full`` is ``database`` with a spool that finds no more space. An ``impatient`` drainer takes over after half
    a second what another left.
    """

    db: str = "postgres"
    sink: str = "database"
    what: str = "app"
    server: str = "granian"
    connections: int = 16
    threads: int = 4
    links: int = 200
    synchronous_commit: str = "on"
    appendfsync: str = "everysec"
    impatient: bool = False


@dataclass(frozen=True)
class Outcome:
    """One kill. ``extra`` were recorded and not answered, ``twice`` more than once; ``failed`` got no redirect.

    ``back`` is whether others did afterwards, ``owned_up`` whether the log told of clicks that found no place.
    """

    after: float
    answered: int
    recorded: int
    lost: int
    extra: int
    twice: int
    failed: int
    back: bool
    owned_up: bool

    def keeps_promise(self, trial: Trial) -> bool:
        """No answered click is lost; what was in flight may be recorded without an answer; afterwards all goes on.

        A click whose commit was cut off before it was confirmed is kept once more, for nobody can know. Where the disk
        is full clicks are lost, but not in silence.
        """
        kept = self.owned_up if self.lost and trial.what == "disk-full" else not self.lost
        return kept and self.back and self.extra + self.twice <= trial.connections


class Stage:
    """All the processes of a trial; victims are called as the attributes are."""

    def __init__(self, trial: Trial, stack: ExitStack) -> None:
        folder = stack.enter_context(databases.scratch())
        self.service = stack.enter_context(_service(trial, folder))
        self.database, self.spool = self.service.process, folder / "spool"
        more: dict[str, Any] = {"CLICK_SPOOL": str(self.spool)}
        if trial.sink == "redis":
            redis = stack.enter_context(private.redis(trial.appendfsync))
            self.redis, more["CLICK_REDIS"] = redis.process, redis.address
        self.env = servers.link_host_environment(self.service.settings, trial.sink, **more)
        self.store = stack.enter_context(Store(self.env))
        self.codes = self.store.ask("fill", trial.links)["codes"]
        if trial.sink == "redis":
            drain = ["benchmarks.redirect.impatient"] if trial.impatient else ["django", "drain_clicks"]
            self.drainer = stack.enter_context(Running(python("-m", *drain), folder / "drainer.log", env=self.env))
        app = servers.server(trial.server, servers.LINK_HOST, self.env, folder / "app.log", trial.threads)
        if trial.what == "disk-full":
            app.command = ["prlimit", f"--fsize={DISK}", *app.command]
        self.app = stack.enter_context(app)

    def victim(self, what: str) -> Running:
        return getattr(self, "database" if what == "disk-full" else what)

    def assert_alive(self) -> None:
        for each in filter(None, (self.app, getattr(self, "drainer", None))):
            if each.process and each.process.poll() is not None:
                raise SystemExit(f"{' '.join(each.command[:4])} ended by itself:\n{each.log.read_text()[-2000:]}")

    def settle(self) -> None:
        """Bring home what waits: the link host replays its spool while people come, the drainer empties the stream."""
        _wait(self._replayed, REPLAYED)
        self.store.ask("replay")
        if hasattr(self, "redis"):
            _wait(lambda: not self.store.ask("waiting"), DRAINED)

    def _replayed(self) -> bool:
        if not list(self.spool.glob("*")):
            return True
        with Strangers(self.app.port, self.codes, 1, "settle") as nobody:
            nobody.answered_within(1)
        return False


def _wait(done: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.1)


@contextmanager
def _service(trial: Trial, folder: Path) -> Iterator[private.Service]:
    if trial.db == "postgres":
        with private.postgres(trial.synchronous_commit) as service:
            yield service
    elif trial.db == "mariadb":
        with private.mariadb() as service:
            yield service
    else:
        nobody = Running([], folder / "log")
        yield private.Service(nobody, databases.settings_of("sqlite", str(folder / "redirect.sqlite3")))


def kills(trial: Trial, times: int) -> Iterator[Outcome]:
    """Kill ``times`` times, and yield what came of each."""
    with ExitStack() as stack:
        stage = Stage(trial, stack)
        for turn in range(times):
            yield _kill(trial, stage, f"r{turn}x")


def _kill(trial: Trial, stage: Stage, prefix: str) -> Outcome:
    victim, after = stage.victim(trial.what), random.uniform(*LOADED)
    with Strangers(stage.app.port, stage.codes, trial.connections, prefix) as strangers:
        if not strangers.answered_within(20):
            raise SystemExit(f"The link host does not answer:\n{stage.app.log.read_text()[-2000:]}")
        time.sleep(after)
        stage.assert_alive()
        victim.kill()
        if trial.what != "app":
            # The link host meets the outage, and not only a cut connection.
            time.sleep(FULL if trial.what == "disk-full" else random.uniform(0, 0.5))
        victim.start()
        back = strangers.answered_within(20)
        time.sleep(AFTERWARDS)
    stage.settle()
    owned_up = "could not be spooled" in stage.app.log.read_text()
    counts = compare(strangers.answered, stage.store.ask("marked", prefix))
    return Outcome(after=after, failed=strangers.failed, back=back, owned_up=owned_up, **counts)


def compare(answered: list[str], recorded: list[str]) -> dict[str, int]:
    """Return the counts of an outcome for the marks of the requests that were answered, and of those recorded."""
    kept = Counter(recorded)
    return {
        "answered": len(answered),
        "recorded": len(recorded),
        "lost": len(set(answered) - kept.keys()),
        "extra": len(kept.keys() - set(answered)),
        "twice": kept.total() - len(kept),
    }
