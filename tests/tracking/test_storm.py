"""The short form of `storm.py`: real processes on a database of their own, killed for some seconds."""

import json
import os
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests import own_redis
from tests.conftest import need
from wagtail_advocacy.tracking.models import TalliedDay

pytestmark = [pytest.mark.large, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SECONDS = 20


def test_tallies_and_raw_clicks_are_what_was_sent(tmp_path):
    database = {name: connection.settings_dict[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    if connection.vendor == "sqlite":
        import sqlite3

        database["NAME"] = str(tmp_path / "storm.sqlite3")
        with closing(sqlite3.connect(database["NAME"])) as file:
            connection.ensure_connection()
            connection.connection.backup(file)
    assert not TalliedDay.objects.exists()
    command = [sys.executable, "-m", "tests.tracking.storm", "--minutes", str(SECONDS / 60)]
    done = subprocess.run(
        [*command, "--database", json.dumps(database)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "All is well" in done.stdout
    told = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines() if line[:1].islower())
    numbers = {what: int(number.replace(",", "")) for what, number in told.items()}
    # Which of them are killed, and how far they come, is chance; that somebody was is not.
    assert numbers["clicks"]
    need("Redis", own_redis.is_here())
    assert numbers["clicks by Redis"]
    assert sum(number for what, number in numbers.items() if what.startswith("killed: "))
