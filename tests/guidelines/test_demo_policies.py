"""The demo's own policies and vacancies: its own tests, run as its own site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "example_site"


@pytest.mark.walk
@pytest.mark.large
def test_the_demo_keeps_what_it_promises(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ADVOCACY_"))}
    result = subprocess.run(
        [sys.executable, "manage.py", "test", "demo", "--verbosity=2"],
        cwd=SITE,
        env=environment | {"ADVOCACY_DEMO_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    assert result.stderr.count(" ... ok") == 11
