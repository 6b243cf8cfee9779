"""What a machine is, and what else it does meanwhile; from Linux's ``/proc``."""

from __future__ import annotations

import os
import platform
import re
import resource
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
KERNEL = 2
"""Whose children are the kernel's own threads."""


def describe(*others: str) -> str:
    """Return processor, cores, system and versions, as a figure needs them beside it."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="?([^"\n]+)', Path("/etc/os-release").read_text())
    parts = [f"{os.cpu_count()} cores of {cpu[1] if cpu else platform.machine()}", system[1] if system else ""]
    parts += [f"Linux {platform.release().split('-')[0]}", f"Python {platform.python_version()}"]
    for package in ("Django", "granian", "gunicorn", "psycopg"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(filter(None, [*parts, *others]))


def megabytes(pids: Iterable[int]) -> float:
    """Return the memory of processes; what several share counts in parts (PSS)."""
    sizes = (re.search(r"^Pss:\s+(\d+)", _read(pid, "smaps_rollup"), re.MULTILINE) for pid in pids)
    return sum(int(size[1]) for size in sizes if size) / 1024


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time since the machine started: of the server, the database, and of all but this run."""

    server: float
    database: float
    others: float

    def __sub__(self, before: Spent) -> Spent:
        return Spent(self.server - before.server, self.database - before.database, self.others - before.others)


def spent(server: Iterable[int], database: str) -> Spent:
    """Return processor times; ``database`` is a word in the command line of the database's own processes."""
    mine, theirs, kernel, served = set(server), 0.0, 0.0, 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        fields = _read(pid, "stat").rpartition(")")[2].split()
        if not fields:
            continue
        took = (int(fields[11]) + int(fields[12])) / TICK
        if pid in mine:
            served += took
        elif KERNEL in (pid, int(fields[1])):
            kernel += took
        elif pid != os.getpid() and database and database in _read(pid, "cmdline"):
            theirs += took
    # user, nice, system; then what the hypervisor gave to others. Interrupts belong to everybody.
    numbers = [int(each) / TICK for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Spent(served, theirs, sum(numbers[:3]) + numbers[7] - served - theirs - kernel - own)


def _read(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_text(errors="replace")
    except OSError:
        return ""
