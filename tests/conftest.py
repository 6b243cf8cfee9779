"""Chooses the tests of the project at hand, and turns what CI may not lack into failures.

A test without a project mark runs in `full`. `@pytest.mark.projects("minimal", "own_base")` runs it there as well;
`@pytest.mark.link_host` (a project's own name) runs it there instead.
"""

import importlib.util
import os
import shutil
from pathlib import Path
from zlib import crc32

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation

from tests import wrong_input

PROJECTS = ("full", "minimal", "own_base", "custom_page", "link_host")
PROJECT = settings.ADVOCACY_PROJECT
ON_CI = os.environ.get("ADVOCACY_CI") == "1"
VENDOR = {"sqlite3": "sqlite", "postgresql": "postgres", "mysql": "mariadb"}[
    settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
]

# What a project lacks cannot be imported there: the link host has no Wagtail, and only `full` has the pages that tests
# of library and tracking use.
FOLDERS = {each.name for each in Path(__file__).parent.iterdir() if each.is_dir()}
collect_ignore = {
    "full": [],
    "link_host": ["test_docs.py", *(FOLDERS - {"links", "projects"})],
}.get(PROJECT, ["library", "tracking", *([] if PROJECT in ("own_base", "custom_page") else ["recruitment"])])

# CI runs as root, where the sandbox does not start; and a test talks to nobody outside.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def projects_of(item: pytest.Item) -> set[str]:
    """The projects that this test runs in."""
    alone = {name for name in PROJECTS if item.get_closest_marker(name)}
    as_well = {name for mark in item.iter_markers("projects") for name in mark.args}
    if unknown := as_well - set(PROJECTS):
        raise pytest.UsageError(f"{item.nodeid}: no such test project: {', '.join(sorted(unknown))}")
    return alone | as_well if alone else {"full"} | as_well


def databases_of(item: pytest.Item) -> set[str]:
    """The databases that this test runs on."""
    named = {name for name in ("postgres", "mariadb") if item.get_closest_marker(name)}
    if named:
        return named
    return {"postgres", "mariadb"} if item.get_closest_marker("services") else {"sqlite", "postgres", "mariadb"}


# What other cells run as well may be left to them: `ADVOCACY_SHARE` per cent of it run here. The same tests whenever
# `ADVOCACY_DRAW` is the same, such as the commit; others at the next. What runs nowhere else is never left out.
SHARE = int(os.environ.get("ADVOCACY_SHARE") or 100)
DRAW = os.environ.get("ADVOCACY_DRAW", "")
ALWAYS = ("smoke", "services", "postgres", "mariadb", "journey")


def is_drawn(item: pytest.Item) -> bool:
    """Whether this test is in the share that runs here."""
    if SHARE >= 100 or any(item.get_closest_marker(name) for name in ALWAYS):
        return True
    return crc32(f"{DRAW} {item.nodeid}".encode()) % 100 < SHARE


def pytest_report_header(config):
    return f"share: {SHARE} % of what runs elsewhere too" if SHARE < 100 else None


def pytest_collection_modifyitems(config, items):
    kept, left = [], []
    for item in items:
        here = PROJECT in projects_of(item) and VENDOR in databases_of(item) and is_drawn(item)
        (kept if here else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def need(thing: str, there: bool) -> None:
    """Skips the test at hand when `thing` is not `there`; on CI, which must have it, fails."""
    if there:
        return
    if ON_CI:
        pytest.fail(f"{thing} is missing, and CI must have it")
    pytest.skip(f"{thing} is not here")


def chromium() -> str | None:
    """Where Chromium is, if anywhere."""
    named = os.environ.get("ADVOCACY_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, driven by Playwright. Open a `new_context()` per person: one browser, many strangers."""
    need("Chromium", chromium() is not None)
    need("Playwright", importlib.util.find_spec("playwright") is not None)
    from playwright.sync_api import sync_playwright

    # Playwright's loop lives in this thread; Django would take it for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Each test starts with no file at all; storages follow `MEDIA_ROOT`."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _caches():
    """Wagtail remembers sites and renditions in the cache, which no rollback empties."""
    cache.clear()


@pytest.fixture(autouse=True)
def _policies():
    """Which policies apply is remembered as well; a rollback tells nobody."""
    if not apps.is_installed("wagtail_advocacy.guidelines"):
        yield
        return
    from wagtail_advocacy.guidelines.in_force import forget_policies

    forget_policies()
    yield
    forget_policies()


@pytest.fixture(autouse=True)
def _language():
    """Nobody speaks the language, or lives in the time zone, of whom the test before left behind."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def said():
    """`said(group, what somebody does, sentence)`: the docs' table of wrong inputs has exactly this row."""
    return wrong_input.said
