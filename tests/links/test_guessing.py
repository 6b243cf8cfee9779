"""Whoever tries codes is slowed down, and learns nothing from how."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.links.conftest import ADDRESS
from wagtail_advocacy.links import guessing
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.codes import new_code
from wagtail_advocacy.links.models import Agent, Click

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _three(settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "WRONG_CODES": 3}


def guess(visit, number=3):
    return [visit(new_code()).status_code for _ in range(number)]


def test_after_the_limit_right_and_wrong_codes_get_the_same_answer_without_a_look(visit, make_link):
    link = make_link()
    assert guess(visit) == [404, 404, 404]
    with CaptureQueriesContext(connection) as captured:
        right, wrong, odd = visit(link), visit(new_code()), visit("wp-login.php")
    assert len(captured) == 0
    assert {answer.status_code for answer in (right, wrong, odd)} == {429}
    assert right.content == wrong.content == odd.content
    assert right["Retry-After"] == "60"
    assert "In a minute yours works again" in right.content.decode()
    assert not Click.objects.exists()


def test_a_hundred_thousand_guesses_write_nothing(visit):
    for _ in range(1000):
        visit(new_code(), agent=f"Mozilla/5.0 Guess{new_code()}/1")
    assert not Click.objects.exists()
    assert not Agent.objects.exists()
    assert len(guessing._wrong) == 1


def test_others_are_let_through_and_a_minute_later_all_are(visit, make_link, client, monkeypatch):
    link = make_link()
    guess(visit)
    assert client.get(host_path("follow", link.code), REMOTE_ADDR="192.0.2.78").status_code == 302
    later = guessing.monotonic() + guessing.WINDOW + 1
    monkeypatch.setattr(guessing, "monotonic", lambda: later)
    assert visit(link).status_code == 302


def test_a_household_of_version_six_counts_as_one(visit, make_link, client):
    link = make_link()
    for number in range(3):
        client.get(host_path("follow", new_code()), REMOTE_ADDR=f"2001:db8:1:2::{number}")
    path = host_path("follow", link.code)
    assert client.get(path, REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert client.get(path, REMOTE_ADDR="2001:db8:1:3::9").status_code == 302


def test_what_a_browser_asks_for_by_itself_is_no_guess(visit, make_link):
    for path in ("favicon.ico", "apple-touch-icon.png", ".well-known/security.txt") * 2:
        assert visit(path).status_code == 404
    assert visit(make_link()).status_code == 302


def test_an_address_is_not_kept_as_it_is(visit):
    guess(visit)
    assert ADDRESS not in repr(guessing._wrong)


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(guessing, "MOST", 5)
    for number in range(20):
        guessing.count_wrong(f"192.0.2.{number}")
    assert len(guessing._wrong) == 5
    assert not guessing.too_many("192.0.2.19")


def asked_by(client, address, **headers):
    return client.get(host_path("follow", new_code()), REMOTE_ADDR=address, headers=headers).status_code


def test_version_4_behind_a_socket_for_both_is_told_apart(client):
    assert {asked_by(client, "::ffff:203.0.113.9") for _ in range(3)} == {404}
    assert asked_by(client, "::ffff:203.0.113.9") == asked_by(client, "203.0.113.9") == 429
    assert asked_by(client, "::ffff:198.51.100.7") == 404


@pytest.mark.parametrize("address", ["203.0.113.9", "[2001:db8::9]"])
def test_the_port_that_a_proxy_adds_makes_nobody_somebody_else(client, settings, address):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "PROXY_HOPS": 1}
    seen = [asked_by(client, "192.0.2.1", X_Forwarded_For=f"{address}:{port}") for port in range(40_000, 40_004)]
    assert seen == [404, 404, 404, 429]
