"""Strangers who follow links and remember whose request was answered, to compare with what was recorded."""

from __future__ import annotations

import itertools
import random
import threading
import time
from http.client import HTTPConnection, HTTPException

from .agents import AGENTS

BREATH = 0.02
"""s; how long a stranger waits who got no answer."""


class Strangers:
    """Follow links over ``number`` connections until the ``with`` block ends; each request has a referrer of its own.

    ``answered`` are the referrers of the requests that were redirected, ``failed`` is how many others there were.
    """

    def __init__(self, port: int, codes: list[str], number: int, prefix: str) -> None:
        self.port, self.codes, self.prefix = port, codes, prefix
        self.answered: list[str] = []
        self.failed = 0
        self._numbers = itertools.count()
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._follow, args=(each,)) for each in range(number)]

    def __enter__(self) -> Strangers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def answered_within(self, seconds: float) -> bool:
        """Wait until one more request is redirected; return whether that came in time."""
        before, until = len(self.answered), time.monotonic() + seconds
        while len(self.answered) == before and time.monotonic() < until:
            time.sleep(BREATH)
        return len(self.answered) > before

    def _follow(self, seed: int) -> None:
        dice, agents = random.Random(seed), list(AGENTS)
        http = HTTPConnection("127.0.0.1", self.port, timeout=15)
        while not self._enough.is_set():
            marker = f"{self.prefix}{next(self._numbers)}.example"
            headers = {"User-Agent": dice.choice(agents), "Referer": f"https://{marker}/"}
            try:
                http.request("GET", f"/{dice.choice(self.codes)}", headers=headers)
                response = http.getresponse()
                response.read()
            except (OSError, HTTPException):
                http.close()
            else:
                if response.status == 302:
                    self.answered.append(marker)
                    continue
            self.failed += 1
            time.sleep(BREATH)
        http.close()
