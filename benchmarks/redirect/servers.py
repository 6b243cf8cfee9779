"""The link host and the floors behind the same server with the same number of workers and threads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .processes import Running, environment, free_port, python

WORKERS = 2
KINDS = ("granian", "gunicorn", "threads")
LINK_HOST, FLOORS = "wagtail_advocacy.links.wsgi:application", "benchmarks.redirect.floors:application"
SINKS = {
    "database": "wagtail_advocacy.links.sinks.DatabaseSink",
    "group": "wagtail_advocacy.links.sinks.GroupCommitSink",
    "redis": "wagtail_advocacy.links.sinks.RedisSink",
    "dummy": "wagtail_advocacy.links.sinks.DummySink",
}


def link_host_environment(database: dict[str, Any], sink: str, **advocacy: Any) -> dict[str, str]:
    """Return the environment of a link host; ``sink`` is a short name or a dotted path."""
    settings = {"CLICK_SINK": SINKS.get(sink, sink), **advocacy}
    return environment(ADVOCACY_BENCHMARK=json.dumps({"database": database, "advocacy": settings}))


def floor_environment(database: dict[str, Any], filled: dict[str, Any]) -> dict[str, str]:
    return environment(ADVOCACY_FLOOR=json.dumps({**filled, "codes": [], "database": database}))


def server(kind: str, application: str, env: dict[str, str], log: Path, threads: int) -> Running:
    """Return a server that is not started yet."""
    port = free_port()
    command = {
        "granian": [
            *("granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "warning"),
            *("--workers-kill-timeout", "5", "--workers", str(WORKERS), "--blocking-threads", str(threads)),
            *("--port", str(port), application),
        ],
        "gunicorn": [
            *("gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--worker-class", "gthread"),
            *("--workers", str(WORKERS), "--threads", str(threads), application),
        ],
        "threads": ["benchmarks.redirect.serve", application, str(port), str(threads)],
    }[kind]
    return Running(python("-m", *command), log, port, env)
