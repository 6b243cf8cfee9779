"""Processes that a run starts, watches, kills and always takes with it when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 20.0
"""s; how long a process may take to start, and to end when it is asked to."""

# A child ends with this program, even if that is killed; Debian's basic tools have it.
LEASH = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def free_port() -> int:
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return int(there.getsockname()[1])


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a child that finds this checkout before any installed one."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "benchmarks.redirect.settings", **extra}


class Running:
    """One command as a group of processes, on a port of 127.0.0.1 unless ``port`` is 0; ends with the ``with`` block.

    ``start`` after ``stop`` or ``kill`` runs the same command on the same port again.
    """

    def __init__(
        self, command: list[str], log: Path, port: int = 0, env: Mapping[str, str] | None = None, **how: Any
    ) -> None:
        self.command, self.log, self.port, self.env, self.how = command, log, port, env, how
        self.process: subprocess.Popen[bytes] | None = None
        self.answers: Callable[[], bool] = self._listens

    def __enter__(self) -> Running:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [*LEASH, *self.command], env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, **self.how,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise SystemExit(f"{self.command[0]} did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Ask the processes to end, wait for that, and kill what is left."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        self.kill()

    def kill(self) -> None:
        """SIGKILL all processes at once, as a machine's out-of-memory killer at its worst."""
        if self.process:
            # Halted first, so that it starts no other while the list is read.
            _send(signal.SIGSTOP, self.process.pid)
            doomed = self.pids()
            _send(signal.SIGKILL, *doomed)
            self.process.wait()
            until = time.monotonic() + PATIENCE
            while not doomed.isdisjoint(_processes()) and time.monotonic() < until:
                time.sleep(0.01)
            self.process = None

    def pids(self) -> set[int]:
        """Return the processes of the group, and their descendants whatever group these made for themselves."""
        first = self.process.pid if self.process else 0
        there, found = _processes(), set[int]()
        while more := {
            pid
            for pid, (parent, group) in there.items()
            if pid not in found and first and (first in (pid, group) or parent in found)
        }:
            found |= more
        return found

    def _listens(self) -> bool:
        if not self.port:
            return True
        with socket.socket() as there:
            return there.connect_ex(("127.0.0.1", self.port)) == 0


def _processes() -> dict[int, tuple[int, int]]:
    """Return parent and group of every process that is not a zombie."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if state != "Z":
            found[int(stat.parent.name)] = (int(parent), int(group))
    return found


def _send(what: signal.Signals, *pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, what)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def run(command: list[str], **extra: Any) -> str:
    """Run a command to its end and return what it wrote; a failure ends the program with its last words."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **extra)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{done.stderr[-3000:]}{done.stdout[-1000:]}")
    return done.stdout
