"""The demo's own events, offered through the port: its own tests, run as its own site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "example_site"


@pytest.mark.walk
def test_an_event_is_offered_edited_and_withdrawn_at_its_source(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ADVOCACY_"))}
    command = [sys.executable, "manage.py", "test", "events", "--verbosity=2"]
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
    assert result.stderr.count(" ... ok") == 8
