"""One database for each size of library; ``ADVOCACY_DB`` says of which kind, as in the tests."""

import os
import tempfile
from pathlib import Path

import wagtail_advocacy
from tests.projects.base import *  # noqa: F403 - a settings file
from tests.projects.base import with_wagtail
from tests.projects.databases import databases, kind

INSTALLED_APPS = with_wagtail(["benchmarks.bare", *wagtail_advocacy.APPS])
ITEMS = os.environ.get("ADVOCACY_BENCHMARK_ITEMS", "0")
FOLDER = Path(tempfile.gettempdir()) / "wagtail-advocacy-benchmark" / ITEMS
FOLDER.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = FOLDER / "media"
DATABASES = databases(f"benchmark_{ITEMS}")
if kind() == "sqlite":
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "benchmark.sqlite3"}

WAGTAIL_ADVOCACY = {"LINK_HOST": "https://go.example.com", "TEAM_RESOLVER": "benchmarks.library.team_of"}
