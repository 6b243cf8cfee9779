"""The built wheel, installed alone: it is what runs, it holds all that the sources hold, and nothing else."""

import importlib.metadata
import os
from pathlib import Path

import pytest

import wagtail_advocacy

pytestmark = pytest.mark.wheel

INSTALLED = Path(wagtail_advocacy.__file__).parent


@pytest.fixture(scope="module")
def source() -> Path:
    """The sources that the wheel was built from, which the `wheel` environment names."""
    return Path(os.environ["ADVOCACY_SOURCE"])


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def test_it_is_the_wheel_that_runs(source):
    assert "site-packages" in INSTALLED.parts
    assert source / "wagtail_advocacy" != INSTALLED


def test_nothing_is_left_behind(source):
    assert files(source / "wagtail_advocacy") - files(INSTALLED) == set()


def test_nothing_else_comes_along():
    tops = {path.parts[0] for path in importlib.metadata.files("wagtail-advocacy")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"wagtail_advocacy"}


def test_metadata():
    about = importlib.metadata.metadata("wagtail-advocacy")
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "BSD-3-Clause"
    assert set(about.get_all("Provides-Extra")) == {"crawlers", "demo", "docs", "redis", "testing"}
