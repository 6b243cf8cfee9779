"""What was answered is recorded, although a process is killed in the middle of it: real processes, no clock is asked.

The long form: `python -m benchmarks.redirect.kill`.
"""

import importlib.util
import shutil
import sys

import pytest

from tests.conftest import VENDOR, need

# The tests of the built wheel come without the benchmarks.
stage = pytest.importorskip("benchmarks.redirect.stage")

pytestmark = pytest.mark.large


def killed(what, sink="database", times=2):
    """Kills `what` under load, and answers what came of each time."""
    from benchmarks.redirect import private

    need("Linux", sys.platform == "linux")
    if VENDOR != "sqlite":
        first = {"postgres": "initdb", "mariadb": "mariadb-install-db"}[VENDOR]
        need(f"{VENDOR}'s own {first}", private.program(first) is not None)
    if sink == "redis":
        need("Redis", shutil.which("redis-server") is not None and importlib.util.find_spec("redis") is not None)
    trial = stage.Trial(db=VENDOR, sink=sink, what=what, server="threads", connections=8, links=20, impatient=True)
    return trial, list(stage.kills(trial, times))


def assert_kept(trial, outcomes):
    for outcome in outcomes:
        assert outcome.answered > 10, outcome
        assert outcome.keeps_promise(trial), outcome


@pytest.mark.parametrize("sink", ["database", "group"])
def test_a_link_host_is_killed(sink):
    assert_kept(*killed("app", sink))


@pytest.mark.services
@pytest.mark.parametrize("sink", ["database", "group"])
def test_the_database_is_killed(sink):
    assert_kept(*killed("database", sink))


@pytest.mark.postgres
@pytest.mark.parametrize("what", ["app", "database", "redis", "drainer"])
def test_with_redis_any_of_four_is_killed(what):
    assert_kept(*killed(what, "redis", times=1))


@pytest.mark.postgres
def test_a_full_disk_loses_clicks_but_not_in_silence():
    trial, outcomes = killed("disk-full", times=1)
    assert_kept(trial, outcomes)
    assert outcomes[0].lost < outcomes[0].answered


def test_a_loss_would_be_seen():
    counts = stage.compare(answered=["a", "b", "c"], recorded=["a", "b", "b", "d"])
    assert counts == {"answered": 3, "recorded": 4, "lost": 1, "extra": 1, "twice": 1}
    trial = stage.Trial(connections=2)
    how = {"after": 1.0, "failed": 0, "back": True, "owned_up": False}
    assert not stage.Outcome(**how, **counts).keeps_promise(trial)
    assert stage.Outcome(**how, **counts | {"lost": 0}).keeps_promise(trial)
    assert not stage.Outcome(**how, **counts | {"lost": 0, "extra": 2}).keeps_promise(trial)
    assert not stage.Outcome(**how | {"back": False}, **counts | {"lost": 0}).keeps_promise(trial)
