"""The database does not answer: strangers arrive all the same, and no click is lost within what the spool promises."""

import json
import logging
import os
import re
import resource
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.links.agents import CHROME, CRAWLERS
from tests.links.conftest import ADDRESS
from wagtail_advocacy.links import following, spool
from wagtail_advocacy.links.models import Click, Receipt
from wagtail_advocacy.links.recording import pack
from wagtail_advocacy.links.remembered import MOST, Remembered
from wagtail_advocacy.links.sinks import get_sink
from wagtail_advocacy.links.visits import Destination, Visit

pytestmark = [
    pytest.mark.projects("link_host"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def outage(monkeypatch):
    """Cuts the database off; `outage(False)` brings it back. `writes=True`: only what changes something fails."""
    state = {"down": False, "writes": False}

    def wrapper(execute, sql, params, many, context):
        if state["down"] and (not state["writes"] or not sql.startswith("SELECT")):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    def switch(down=True, writes=False):
        state.update(down=down, writes=writes)
        monkeypatch.setattr(following, "_asks_again_at", 0.0)

    with connection.execute_wrapper(wrapper):
        yield switch


@pytest.fixture
def replays_at_once(monkeypatch):
    """What replays in a thread beside the answer does so before it: an SQLite in memory has one connection."""

    class AtOnce:
        def __init__(self, target, **_options):
            self.start = target

    monkeypatch.setattr(following, "Thread", AtOnce)


def down(*_args, **_kwargs):
    raise OperationalError("server closed the connection unexpectedly")


def lines():
    return [line for path in spool.files() for line in path.read_text().splitlines()]


def wait_for(number):
    for _try in range(100):
        if Click.objects.count() >= number and not spool.files():
            break
        time.sleep(0.02)
    return Click.objects.count()


def test_a_known_link_leads_on_and_its_clicks_come_back(visit, make_link, outage):
    link = make_link(query="utm_source=x")
    assert visit(link)["Location"] == "https://www.example.com/news/?utm_source=x"
    outage()
    for _click in range(3):
        assert visit(link)["Location"] == "https://www.example.com/news/?utm_source=x"
    assert len(lines()) == 3
    outage(False)
    spool.close()
    assert spool.replay() == 3
    assert list(Click.objects.values_list("link", "kind")) == [(link.pk, "person")] * 4
    assert len(set(Click.objects.values_list("visitor", flat=True))) == 1
    assert not Receipt.objects.exists()
    assert spool.files() == []


@pytest.mark.services
def test_the_first_click_that_gets_through_again_brings_the_others_along(visit, make_link, outage):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    visit(link)
    assert wait_for(3) == 3


def test_a_link_that_nobody_asked_for_before_says_when_to_come_again(visit, make_link, outage):
    link = make_link()
    outage()
    answer = visit(link)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Try it again in a minute" in answer.content.decode()
    assert visit("privacy").status_code == 200
    assert visit("wp-login.php").status_code == 404
    assert lines() == []


def test_a_database_that_only_takes_no_clicks_still_tells_where_links_lead(visit, make_link, outage):
    link = make_link()
    outage(writes=True)
    assert visit(link).status_code == 302
    assert len(lines()) == 1
    outage(writes=True)
    assert visit("23456789ab").status_code == 404


def test_a_link_that_closes_meanwhile_closes_on_time(visit, make_link, outage, at):
    link = make_link(closes_at=timezone.now() + timedelta(minutes=5))
    visit(link)
    outage()
    at(timezone.now() + timedelta(minutes=6))
    assert visit(link)["Location"] == "https://www.example.com/"


def test_nobody_asks_again_for_a_second(visit, make_link, outage, monkeypatch):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    monkeypatch.setattr(following, "_asks_again_at", time.monotonic() + following.PAUSE)
    with CaptureQueriesContext(connection) as captured:
        assert visit(link, agent=CRAWLERS["Google"]).status_code == 302
    assert len(captured) == 0
    assert len(lines()) == 2


def test_after_midnight_nobody_asks_again_for_a_second_either(visit, make_link, at, monkeypatch):
    monkeypatch.setattr(following, "PAUSE", 60)
    link, asked = make_link(), []
    visit(link)
    at(timezone.now() + timedelta(days=1))

    def wrapper(execute, sql, *args):
        asked.append(sql)
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(wrapper):
        for _click in range(3):
            assert visit(link).status_code == 302
    # Once, and once more on a new connection.
    assert len(asked) <= 2
    assert len(lines()) == 3


def test_a_connection_that_was_cut_before_midnight_is_tried_anew(visit, make_link, at):
    link, other = make_link(), make_link()
    visit(link)
    at(timezone.now() + timedelta(days=1))
    failing = iter([InterfaceError("connection already closed")])

    def wrapper(execute, *args):
        if error := next(failing, None):
            raise error
        return execute(*args)

    with connection.execute_wrapper(wrapper):
        assert visit(other).status_code == 302
    assert Click.objects.count() + len(lines()) == 2


def test_a_connection_that_was_cut_is_tried_anew_before_anything_is_spooled(visit, make_link):
    link = make_link()
    visit(link)
    failing = iter([InterfaceError("connection already closed")])

    def wrapper(execute, *args):
        if error := next(failing, None):
            raise error
        return execute(*args)

    with connection.execute_wrapper(wrapper):
        assert visit(link).status_code == 302
    # SQLite has no connection that could be cut: there it is spooled.
    assert Click.objects.count() + len(lines()) == 2


def test_the_spool_is_bounded_and_says_what_it_lost(visit, make_link, outage, settings, caplog):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL_MB": 1}
    link = make_link()
    visit(link)
    outage()
    visit(link)
    spool._file.write(b"x" * 1024 * 1024)
    with caplog.at_level(logging.ERROR):
        assert visit(link).status_code == 302
    assert "1 clicks could not be spooled (SpoolFull)" in caplog.text
    spool.close()
    outage(False)
    assert spool.replay() == 1


def test_half_a_line_spoils_no_other(visit, make_link, outage):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    [path] = spool.files()
    spool.close()
    path.write_bytes(path.read_bytes() + b'[1, "2026-')
    visit(link)
    spool.close()
    outage(False)
    assert len(spool.files()) == 2
    assert spool.replay() == 2


def test_what_was_replayed_and_not_deleted_is_known(visit, make_link, outage, monkeypatch):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    spool.close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda _path: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            spool.replay()
    assert (Click.objects.count(), Receipt.objects.count()) == (2, 1)
    assert spool.replay() == 0
    assert (Click.objects.count(), Receipt.objects.count()) == (2, 0)


def test_a_spool_that_cannot_be_deleted_stops_no_other_and_is_stored_once(
    visit, make_link, outage, monkeypatch, caplog
):
    link = make_link()
    visit(link)
    outage()
    for _ in range(2):
        visit(link)
        spool.close()
    outage(False)
    kept = spool.files()[0]
    unlink = Path.unlink

    def refuse(path, *args, **kwargs):
        if path == kept:
            raise PermissionError
        unlink(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        for _ in range(2):
            spool.replay()
    assert spool.files() == [kept]
    assert "cannot be replayed by this user (PermissionError)" in caplog.text
    assert Click.objects.count() == 3


def test_a_long_spool_makes_no_long_statement(make_link):
    line = pack(make_link().pk, Visit(timezone.now(), "person"))
    spool.folder().mkdir()
    (spool.folder() / f"long{spool.SUFFIX}").write_text(f"{line}\n" * 2_500)
    sizes = []

    def wrapper(execute, sql, params, *args):
        if sql.startswith(("SELECT", "DELETE")):
            sizes.append(len(params))
        return execute(sql, params, *args)

    with connection.execute_wrapper(wrapper):
        assert spool.replay() == 2_500
    assert max(sizes) <= spool.BATCH
    assert not Receipt.objects.exists()


def test_two_who_replay_share_nothing(visit, make_link, outage):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    # This process still writes to it.
    assert spool.replay() == 0
    spool.close()
    assert spool.replay() == 1


def test_an_administrator_replays_by_hand(visit, make_link, outage, capsys):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    spool.close()
    call_command("replay_clicks")
    assert capsys.readouterr().out == "1 click stored\n"


def test_no_disk_no_folder_no_matter(visit, make_link, outage, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL": str(tmp_path / "file")}
    link = make_link()
    visit(link)
    outage()
    assert visit(link).status_code == 302
    assert "could not be spooled" in caplog.text


@pytest.fixture
def everybodys_folder(settings, tmp_path, monkeypatch):
    """No folder is named, so clicks wait below the temporary one, where anybody may have made a folder first."""
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL": None}
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", spool.folder())
    return tmp_path / "elsewhere"


def test_a_folder_of_somebody_else_is_not_written_to(visit, make_link, outage, everybodys_folder, caplog):
    link = make_link()
    visit(link)
    outage()
    assert visit(link).status_code == 302
    assert "(PermissionError)" in caplog.text
    assert list(everybodys_folder.iterdir()) == []


def test_what_somebody_else_put_there_is_not_read(make_link, everybodys_folder):
    visited = Visit(timezone.now(), "person")
    (everybodys_folder / f"forged{spool.SUFFIX}").write_text(pack(make_link().pk, visited) + "\n")
    assert spool.replay() == 0
    assert not Click.objects.exists()


def test_what_is_no_file_is_left_alone(make_link):
    spool.folder().mkdir()
    os.mkfifo(spool.folder() / f"pipe{spool.SUFFIX}")
    assert spool.replay() == 0


def test_a_spool_is_for_its_user_alone(visit, make_link, outage):
    spool.folder().mkdir(mode=0o755)
    link = make_link()
    visit(link)
    outage()
    visit(link)
    [path] = spool.files()
    assert path.stat().st_mode & 0o777 == 0o600


def test_after_a_full_spool_what_waits_comes_in_and_the_log_tells_of_the_rest(
    visit, make_link, outage, settings, caplog, replays_at_once
):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL_MB": 0}
    for _ in range(3):
        visit(link)
    assert len(spool.files()) == 1
    outage(False)
    visit(link)
    assert Click.objects.count() == 3
    told = [int(number) for number in re.findall(r"(\d+) clicks could not be spooled", caplog.text)]
    assert sum(told) == 3


def test_a_full_disk_leaves_no_empty_files(visit, make_link, outage, caplog):
    link = make_link()
    visit(link)
    outage()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        for _ in range(3):
            assert visit(link).status_code == 302
        assert spool.files() == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "could not be spooled (OSError)" in caplog.text


def test_a_database_that_goes_again_in_the_middle_gets_the_rest_later(
    visit, make_link, outage, monkeypatch, replays_at_once
):
    link = make_link()
    visit(link)
    outage()
    visit(link)
    outage(False)
    with monkeypatch.context() as patch:
        patch.setattr(spool, "store", down)
        visit(link)
    visit(link)
    assert Click.objects.count() == 3
    monkeypatch.setattr(following, "monotonic", lambda: time.monotonic() + following.LOOK_AGAIN + 1)
    visit(link)
    assert Click.objects.count() == 5


def test_where_links_can_be_read_everybody_arrives(visit, make_link, monkeypatch):
    links = [make_link() for _ in range(3)]
    monkeypatch.setattr(get_sink(), "follow", down)
    for link in [*links, *links]:
        assert visit(link)["Location"] == link.target.url
    assert visit("k7m2w9xpqd").status_code == 404
    assert len(lines()) == 6


def test_nothing_in_a_spool_or_a_log_names_who_came(visit, make_link, outage, caplog):
    link = make_link()
    visit(link)
    outage()
    with caplog.at_level(logging.DEBUG):
        visit(link, Referer="https://www.linkedin.com/in/somebody/")
    [line] = lines()
    assert json.loads(line)[0] == link.pk
    for secret in (ADDRESS, CHROME, "somebody", "125.0"):
        assert secret not in line
        assert secret not in caplog.text


def test_what_a_process_remembers_is_bounded():
    remembered = Remembered()
    for number in range(MOST + 5):
        remembered.keep(str(number), Destination(number, "", "", "", True, None, False))
    remembered.keep("5", Destination(5, "", "", "", True, None, False))
    remembered.keep("new", Destination(0, "", "", "", True, None, False))
    assert remembered.get("4") is None
    assert remembered.get("5")
    assert remembered.get("6") is None
    assert remembered.get("5", within=-1) is None


def test_a_spool_that_was_just_made_is_nobodys_to_replay(make_link, monkeypatch):
    lock, link = spool.locks.lock, make_link()

    def replayed_meanwhile(file, flags):
        if flags == spool.locks.LOCK_EX:
            monkeypatch.setattr(spool.locks, "lock", lock)
            spool.replay()
        return lock(file, flags)

    monkeypatch.setattr(spool.locks, "lock", replayed_meanwhile)
    assert spool.keep(link.pk, Visit(at=timezone.now(), kind="person"))
    spool.close()
    assert spool.replay() == 1
