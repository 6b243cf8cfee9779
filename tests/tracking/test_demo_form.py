"""The demo's own form page, whose applications are counted: its own tests, run as its own site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "example_site"


@pytest.mark.walk
def test_who_applies_after_a_share_is_counted(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ADVOCACY_"))}
    command = [sys.executable, "manage.py", "test", "website", "--verbosity=2"]
    result = subprocess.run(
        command,
        cwd=SITE,
        env=environment | {"ADVOCACY_DEMO_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    assert result.stderr.count(" ... ok") == 2
