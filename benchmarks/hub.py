"""How much the hub slows down with ten thousand items, and what it costs beside a bare page of Wagtail.

``python benchmarks/hub.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SLOWER_WITH_MANY, SLOWER_THAN_BARE = 1.3, 2.5
HUB, BARE, LIST, EDITOR = "/advocacy/", "/news/", "/admin/snippets/wagtail_advocacy_library/shareableitem/", "edit/1/"
PAGES = {
    "hub": HUB,
    "hub, page 2": f"{HUB}?p=2",
    "three pages": f"{HUB}?to=3",
    "category": f"{HUB}?category=kind-1",
    "tag, network": f"{HUB}?tag=tag+7&network=x",
    "saved": f"{HUB}?mine=saved",
}
# Words are looked up by the database's own search, which reads more rows in more items: told, and not bounded.
SEARCHES = {"search": f"{HUB}?q=waterpath", "suggestions": f"{HUB}headlines/?q=wate"}
COUNTED = {**PAGES, **SEARCHES, "admin, list": LIST, "admin, editor": LIST + EDITOR}


class Library:
    """An intranet with ``number`` items, in a process and a database of its own."""

    def __init__(self, number: int) -> None:
        self.number = number
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(number, theirs))
        self.process.start()
        self.pipe.recv()

    def milliseconds(self, path: str) -> float:
        return self._ask("time", path)

    def cold_milliseconds(self, path: str) -> float:
        """After something was published: what the audience may choose from is looked up anew."""
        return self._ask("cold", path)

    def queries(self, path: str) -> int:
        return self._ask("queries", path)

    def close(self) -> None:
        self.pipe.send(None)
        self.process.join()

    def _ask(self, what: str, path: str) -> Any:
        self.pipe.send((what, path))
        answer = self.pipe.recv()
        if isinstance(answer, str):
            raise SystemExit(f"{path}: {answer}")
        return answer


def serve(number: int, pipe: Connection) -> None:
    """Answer what the pipe asks, until it asks ``None``."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "ADVOCACY_BENCHMARK_ITEMS": str(number)}
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.library import fill
    from wagtail_advocacy.sharing.facets import forget_facets

    # No test environment: it copies the context of every template, which readers of a site do not pay for.
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        fill(number)
        if connection.vendor != "mysql":
            with connection.cursor() as cursor:
                # A database does this by itself, some time after so many new rows.
                cursor.execute("ANALYZE")
        people = {username: Client() for username in ("reader", "admin")}
        for username, client in people.items():
            client.force_login(get_user_model().objects.get(username=username))
        pipe.send("ready")
        while asked := pipe.recv():
            what, path = asked
            if what == "cold":
                forget_facets()
            client = people["admin" if path.startswith("/admin/") else "reader"]
            with CaptureQueriesContext(connection) if what == "queries" else _Nothing() as captured:
                begun = time.perf_counter()
                response = client.get(path)
                took = (time.perf_counter() - begun) * 1000
            good = len(captured) if what == "queries" else took
            pipe.send(good if response.status_code == 200 else f"status {response.status_code}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


class _Nothing:
    def __enter__(self) -> list[Any]:
        return []

    def __exit__(self, *args: object) -> None:
        pass


def medians(asked: list[tuple[Library, str]], rounds: int) -> list[float]:
    """Ask for all of them in turn, so that whatever else the machine does hits each alike."""
    for library, path in asked * 5:
        library.milliseconds(path)
    took: list[list[float]] = [[] for _ in asked]
    for _ in range(rounds):
        for number, (library, path) in enumerate(asked):
            took[number].append(library.milliseconds(path))
    return [median(times) for times in took]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", type=int, default=100)
    options.add_argument("--many", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=40, help="how often each page is asked for (default: 40)")
    chosen = options.parse_args()
    libraries = []
    try:
        libraries += [Library(chosen.few), Library(chosen.many)]
        return compare(libraries[0], libraries[1], chosen.rounds)
    finally:
        for library in libraries:
            library.close()


def compare(few: Library, many: Library, rounds: int) -> int:
    good = True
    say(f"Medians of {rounds} rounds on {os.environ.get('ADVOCACY_DB', 'sqlite')}, in ms\n")
    line("", f"{few.number} items", f"{many.number} items", "ratio", "at most")
    for name, path in (PAGES | SEARCHES).items():
        most = SLOWER_WITH_MANY if name in PAGES else None
        good &= row(name, *medians([(few, path), (many, path)], rounds), most)
    say()
    line("", "bare page", "hub", "ratio", "at most")
    for library in (few, many):
        good &= row(f"{library.number} items", *medians([(library, BARE), (library, HUB)], rounds), SLOWER_THAN_BARE)
    say()
    line("after a publish", f"{few.number} items", f"{many.number} items", "more")
    cold = [median(each.cold_milliseconds(HUB) for _ in range(rounds)) for each in (few, many)]
    # One visitor of an audience a minute waits for it, so it has no limit of its own.
    line("hub, cold facets", f"{cold[0]:.1f}", f"{cold[1]:.1f}", f"{cold[1] - cold[0]:.1f}")
    say()
    line("queries", f"{few.number} items", f"{many.number} items")
    for name, path in {**COUNTED, "bare page": BARE}.items():
        counts = []
        for library in (few, many):
            library.queries(path)
            counts.append(library.queries(path))
        good &= counts[0] == counts[1]
        line(name, *map(str, counts), "" if counts[0] == counts[1] else "DIFFERENT")
    return 0 if good else 1


def row(name: str, before: float, after: float, most: float | None) -> bool:
    good = most is None or after / before <= most
    line(name, f"{before:.1f}", f"{after:.1f}", f"{after / before:.2f}", f"{most or '–'}{'' if good else ' MISSED'}")
    return good


def line(*cells: str) -> None:
    say("".join(f"{cell:>14}" if at else f"{cell:<18}" for at, cell in enumerate(cells)))


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
