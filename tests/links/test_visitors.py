"""Visitors are told apart for a day; nobody can say who they were."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.apps import apps

from tests.links.agents import CHROME, PEOPLE
from tests.links.conftest import ADDRESS
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.models import Click, DailySalt
from wagtail_advocacy.links.visitors import forget_caches

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def visitors():
    return list(Click.objects.order_by("pk").values_list("visitor", flat=True))


def everything_stored():
    models = apps.get_app_config("wagtail_advocacy_links").get_models()
    return [
        f"{model.__name__}.{name}={bytes(value) if isinstance(value, memoryview) else value!r}"
        for model in models
        for row in model.objects.values()
        for name, value in row.items()
    ]


def test_neither_address_nor_user_agent_is_stored_anywhere(visit, make_link):
    link = make_link()
    agent = f"{CHROME} Unheard/7.31.4 (serial 99887766)"
    visit(link, agent=agent, **{"X-Forwarded-For": "198.51.100.42", "Cookie": "who=somebody"})
    visit(link, agent="A short one 1.0", Referer=f"http://{ADDRESS}:8080/who")
    stored = "\n".join(everything_stored())
    assert "Unheard/" in stored
    for secret in (ADDRESS, "198.51.100.42", agent, "7.31.4", "99887766", "125.0", "who=", "/who"):
        assert secret not in stored


def test_one_visitor_of_one_day_has_one_hash(visit, make_link, at):
    link, other = make_link(), make_link()
    at(NOON)
    visit(link)
    visit(other)
    visit(link, agent=PEOPLE["Safari"])
    first, second, third = visitors()
    assert len(first) == 32
    assert first == second != third


def test_another_address_is_another_visitor(client, make_link, at):
    path = host_path("follow", make_link().code)
    at(NOON)
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
        client.get(path, headers={"User-Agent": CHROME}, REMOTE_ADDR=address)
    assert len(set(visitors())) == 3


def test_the_day_is_that_of_utc(visit, make_link, at):
    link = make_link()
    east = timezone(timedelta(hours=13))
    for moment in (
        datetime(2026, 11, 20, 23, 59, tzinfo=UTC),
        datetime(2026, 11, 21, 12, 30, tzinfo=east),
        datetime(2026, 11, 21, 0, 0, tzinfo=UTC),
    ):
        at(moment)
        visit(link)
    first, second, third = visitors()
    assert first == second != third


def test_the_salt_lives_one_day(visit, make_link, at):
    link = make_link()
    salts = []
    for days in range(3):
        at(NOON + timedelta(days=days))
        visit(link)
        visit(link, agent=PEOPLE["Safari"])
        row = DailySalt.objects.get()
        assert row.day == (NOON + timedelta(days=days)).date()
        salts.append(bytes(row.salt))
    assert len(set(salts)) == 3
    assert all(len(salt) == 32 for salt in salts)
    assert len(set(visitors())) == 6


def test_processes_agree_on_the_salt(visit, make_link, at):
    link = make_link()
    at(NOON)
    visit(link)
    forget_caches()
    visit(link)
    assert len(set(visitors())) == 1
    assert DailySalt.objects.count() == 1


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_who_asks_not_to_be_tracked_is_counted_without_a_hash(visit, make_link, header):
    assert visit(make_link(), **{header: "1"}).status_code == 302
    click = Click.objects.get()
    assert (click.kind, click.visitor) == ("person", "")
    assert not DailySalt.objects.exists()


@pytest.mark.parametrize("headers", [{"DNT": "0"}, {"Sec-GPC": "0"}, {"DNT": "null"}])
def test_who_does_not_mind_has_a_hash(visit, make_link, headers):
    visit(make_link(), **headers)
    assert visitors() != [""]


def test_without_proxies_a_forwarded_address_is_anybodys_claim(visit, make_link):
    link = make_link()
    visit(link)
    visit(link, **{"X-Forwarded-For": "198.51.100.1"})
    visit(link, **{"X-Forwarded-For": "198.51.100.2, 198.51.100.3"})
    assert len(set(visitors())) == 1


@pytest.mark.parametrize(
    ("hops", "same", "other"),
    [
        (1, ["198.51.100.1", "203.0.113.9, 198.51.100.1"], "198.51.100.1, 203.0.113.9"),
        (2, ["198.51.100.1, 10.0.0.1", "203.0.113.9,198.51.100.1 , 10.0.0.2"], "198.51.100.1"),
    ],
)
def test_behind_proxies_the_address_that_our_own_proxy_saw_counts(visit, make_link, settings, hops, same, other):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "PROXY_HOPS": hops}
    link = make_link()
    for forwarded in (*same, other):
        visit(link, **{"X-Forwarded-For": forwarded})
    first, second, third = visitors()
    assert first == second != third


def test_behind_proxies_a_request_past_them_has_its_own_address(visit, make_link, settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "PROXY_HOPS": 1}
    link = make_link()
    visit(link)
    visit(link, **{"X-Forwarded-For": " , "})
    visit(link, **{"X-Forwarded-For": ADDRESS})
    assert len(set(visitors())) == 1
