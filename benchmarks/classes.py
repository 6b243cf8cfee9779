"""What it costs to tell who clicked, with agents as they repeat in life and with agents never seen.

``python benchmarks/classes.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from random import Random
from time import process_time
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.projects.full.settings")

from tests.links.agents import APPS
from tests.links.confusion import robots
from wagtail_advocacy.links import agents, kinds

REQUESTS = 200_000
ROUNDS = 5
LIMIT = 2.0
"""µs per request, of a life's mixture."""


def mixtures(chance: Random) -> tuple[list[str], list[str]]:
    """Return agents of two stretches of requests.

    Six in ten are browsers as often as they are met, three are robots, one is in an app: apps name their version and
    the device, so that thousands of agents were not seen in the stretch before.
    """
    lines = (files("fake_useragent") / "data/browsers.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    browsers, shares = [row["useragent"] for row in rows], [row["percent"] for row in rows]
    known, devices = robots(), [f"FBDV/SM-{chance.getrandbits(20):X}" for _ in range(20_000)]
    apps = [f"{chance.choice(list(APPS.values()))} {device}" for device in devices]

    def stretch() -> list[str]:
        agents = (
            chance.choices(browsers, shares, k=REQUESTS * 6 // 10)
            + chance.choices(known, rarer(known), k=REQUESTS * 3 // 10)
            + chance.choices(apps, rarer(apps), k=REQUESTS // 10)
        )
        return chance.sample(agents, len(agents))

    return stretch(), stretch()


def rarer(agents: list[str]) -> list[float]:
    return [1 / (rank + 1) for rank in range(len(agents))]


def forget() -> None:
    for cached in (agents._words, kinds._read, kinds.classify_reduced):
        cached.cache_clear()


def trivial(request: SimpleNamespace) -> tuple[str, str]:
    return ("crawler", "") if "bot" in request.META.get("HTTP_USER_AGENT", "") else ("person", "")


def cost(function: Callable, requests: list[str], before: list[str]) -> float:
    """Return µs per request, the best of some rounds, after a process has worked for ``before``."""
    best = float("inf")
    for _ in range(ROUNDS):
        forget()
        for agent in before:
            kinds.read_agent(agent)
        # A header is a new string every time, whose hash is not known yet.
        fresh = [
            SimpleNamespace(method="GET", META={"HTTP_USER_AGENT": bytes(agent, "utf-8").decode()})
            for agent in requests
        ]
        started = process_time()
        for request in fresh:
            function(request)
        best = min(best, (process_time() - started) / len(fresh) * 1e6)
    return best


def main() -> int:
    before, requests = mixtures(Random(6))
    unseen = list(set(requests) - set(before))
    print(f"{len(requests):,} requests, {len(set(requests)):,} different agents, {len(unseen):,} not seen before")
    rows = {
        "a trivial function": cost(trivial, requests, []),
        "class and reduced agent": cost(kinds.read_request, requests, before),
        "class and reduced agent, new process": cost(kinds.read_request, requests, []),
        "class and reduced agent, one hot agent": cost(kinds.read_request, requests[:1] * REQUESTS, before),
        "of an agent not seen before": cost(kinds.read_request, unseen, before),
        "of the first of a process": cost(kinds.read_request, unseen[:200], []),
    }
    for name, micros in rows.items():
        print(f"{name:40} {micros:6.2f} µs")
    amortised = rows["class and reduced agent"]
    print(f"{'limit of the second':40} {LIMIT:6.2f} µs: {'kept' if amortised <= LIMIT else 'MISSED'}")
    return int(amortised > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
