"""One contestant under load, round by round: what came of it."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from .agents import AGENTS
from .machine import megabytes, spent
from .processes import ROOT, Running, run

REQUESTS = 4096
WARM_UP = 2
"""s; until every thread has its connection and every process knows the agents."""


@dataclass
class Load:
    """What one round of ``wrk`` found. Times of requests in ms, processor times in s."""

    answered: int
    seconds: float
    p50: float
    p99: float
    errors: int
    recorded: int | None = None
    server: float = 0
    database: float = 0
    others: float = 0
    draining: float = 0
    """s after the load until everything was in the database."""

    @property
    def sustained(self) -> float:
        return self.answered / (self.seconds + self.draining)

    @property
    def rate(self) -> float:
        return self.answered / self.seconds

    @property
    def lost(self) -> int:
        """Answered and not recorded; what was in flight when the load ended may be recorded and not answered."""
        return 0 if self.recorded is None else max(0, self.answered - self.recorded)


@dataclass
class Contestant:
    """Somebody who answers requests; ``keeps`` is whether each answer leaves a click in the database."""

    name: str
    server: Running
    keeps: bool
    hot: bool = False
    drain: Callable[[], Any] | None = None
    loads: dict[str, list[Load]] = field(default_factory=lambda: {"spread": [], "hot": []})
    megabytes: list[float] = field(default_factory=list)

    def median(self, value: Callable[[Load], float], which: str = "spread") -> float:
        return median(value(load) for load in self.loads[which])


@dataclass(frozen=True)
class Track:
    """What is the same for all: links, connections, seconds, and how to count what was recorded."""

    plans: dict[str, Path]
    connections: int
    seconds: int
    database: str
    count: Callable[[], int]

    def round(self, contestant: Contestant, turn: int) -> None:
        """Start the server, warm it up, load it, and stop it: no contestant runs while another is measured."""
        with contestant.server as server:
            _first_answer(server.port, self.plans["hot"])
            self._wrk(server.port, "spread", WARM_UP)
            whiches = ["spread", "hot"] if contestant.hot else ["spread"]
            for which in reversed(whiches) if turn % 2 else whiches:
                contestant.loads[which].append(self._load(contestant, which))
            contestant.megabytes.append(megabytes(server.pids()))

    def _load(self, contestant: Contestant, which: str) -> Load:
        before = self._settled(contestant) if contestant.keeps else 0
        pids = contestant.server.pids()
        clock = spent(pids, self.database)
        found = Load(**self._wrk(contestant.server.port, which, self.seconds))
        took = spent(pids, self.database) - clock
        found.server, found.database, found.others = took.server, took.database, took.others / found.seconds
        begun = time.monotonic()
        if contestant.keeps:
            found.recorded = self._settled(contestant) - before
        if contestant.drain:
            found.draining = time.monotonic() - begun
        return found

    def _settled(self, contestant: Contestant) -> int:
        # What was on its way arrives.
        time.sleep(0.3)
        if contestant.drain:
            contestant.drain()
        return self.count()

    def _wrk(self, port: int, which: str, seconds: int) -> dict[str, Any]:
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency", "-s"]
        command += [str(ROOT / "benchmarks/redirect/load.lua"), f"http://127.0.0.1:{port}", "--"]
        output = run([*command, str(self.plans[which])])
        found = re.search(r"^RESULT (.+)$", output, re.MULTILINE)
        if not found:
            raise SystemExit(f"wrk said nothing of use:\n{output}")
        return json.loads(found[1])


def _first_answer(port: int, plan: Path) -> None:
    """A contestant that does not redirect would be fast for nothing."""
    path, agent = plan.read_text().split("\n", 1)[0].split("\t")
    http = HTTPConnection("127.0.0.1", port, timeout=20)
    http.request("GET", path, headers={"User-Agent": agent})
    response = http.getresponse()
    if response.status != 302 or "utm_source=" not in response.headers["Location"]:
        raise SystemExit(f"Port {port} answers {response.status}, and not a redirect with UTM.")
    http.close()


def write_plans(folder: Path, codes: list[str]) -> dict[str, Path]:
    """Write which requests are sent: to all links, and to one of them. The same ones in every run."""
    dice = random.Random(1000)
    agents = dice.choices(list(AGENTS), list(AGENTS.values()), k=REQUESTS)
    plans = {"spread": [dice.choice(codes) for _ in agents], "hot": [codes[len(codes) // 2] for _ in agents]}
    for which, chosen in plans.items():
        lines = (f"/{code}\t{agent}\n" for code, agent in zip(chosen, agents, strict=True))
        (folder / which).write_text("".join(lines))
    return {which: folder / which for which in plans}
