"""Who clicked, decided afterwards in the database: the same as the rules say it, however late a click comes."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories import ClickFactory, LinkFactory
from tests.links.agents import CHROME, LINKEDIN_BOT
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.agents import reduce_agent
from wagtail_advocacy.links.kinds import classify_reduced
from wagtail_advocacy.links.models import Agent, Click, Link
from wagtail_advocacy.links.visitors import forget_caches
from wagtail_advocacy.registries import figures
from wagtail_advocacy.tracking.classes import MANY_LINKS, Seen, reclassify, settle
from wagtail_advocacy.tracking.models import DailyTally, RollUpMark, TalliedDay
from wagtail_advocacy.tracking.rollup.actions import reclassify as apply_rules
from wagtail_advocacy.tracking.rollup.actions import roll_up

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 15, 30, 7, tzinfo=UTC)
GATEWAY = "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)"
AGENTS = [reduce_agent(agent) for agent in (CHROME, GATEWAY, LINKEDIN_BOT)]


@pytest.fixture(autouse=True)
def _fresh_process():
    forget_caches()
    yield
    forget_caches()


def classes(clicks=None):
    """What became of each click, in the order in which they were stored."""
    return list((clicks or Click.objects).order_by("pk").values_list("kind", "reason"))


click = st.tuples(
    st.integers(0, MANY_LINKS),
    st.integers(0, 200),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "", "www.linkedin.com"]),
    st.sampled_from([*AGENTS, AGENTS[0], AGENTS[0], ""]),
)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.lists(click, max_size=12), max_size=4))
def test_the_database_decides_as_the_rules_do(db, batches):
    for model in (Click, DailyTally, TalliedDay, RollUpMark):
        model.objects.all().delete()
    links = list(Link.objects.all()) or [LinkFactory() for _ in range(MANY_LINKS + 1)]
    Link.objects.filter(pk=links[0].pk).update(created_at=NOW + timedelta(seconds=60))
    Link.objects.exclude(pk=links[0].pk).update(created_at=NOW - timedelta(days=1))
    made = dict(Link.objects.values_list("pk", "created_at"))
    agents = {text: Agent.objects.get_or_create(text=text)[0] for text in AGENTS}
    for batch in batches:
        for link, seconds, visitor, referrer, agent in batch:
            kind, reason = classify_reduced(agent) if agent else ("person", "")
            Click.objects.create(
                link=links[link],
                at=NOW + timedelta(seconds=seconds),
                kind=kind,
                reason=reason,
                visitor=visitor,
                referrer=referrer,
                agent=agents.get(agent),
            )
        roll_up()
    rows = list(Click.objects.order_by("pk").select_related("agent"))
    people = [row for row in rows if row.kind in ("person", "repeat", "scanner")]
    expected = settle(
        Seen(row.link_id, made[row.link_id], row.at, row.visitor, row.referrer, row.agent.text if row.agent else "")
        for row in people
    )
    assert [(row.kind, row.reason) for row in people] == expected
    assert {row.kind for row in rows if row not in people} <= {"preview"}
    before = classes()
    roll_up()
    assert not apply_rules()
    assert classes() == before
    counted = defaultdict(lambda: (0, set()))
    for row in rows:
        number, visitors = counted[row.link_id, row.kind]
        counted[row.link_id, row.kind] = number + 1, visitors | ({row.visitor} - {""})
    tallies = DailyTally.objects.filter(clicks__gt=0, day=NOW.date())
    assert {(each.link_id, each.kind): (each.clicks, each.visitors) for each in tallies} == {
        key: (number, len(visitors)) for key, (number, visitors) in counted.items()
    }


def test_a_previewer_is_seen_through(settings):
    """One crawler's GET, three HEADs by browsers, a prefetch, a mail gateway a second later, and then a person."""
    settings.WAGTAIL_ADVOCACY = {"LINK_HOST": "https://go.example.com"}
    link = LinkFactory()

    def come(agent, method="get", address="192.0.2.1", **headers):
        path = host_path("follow", link.code)
        getattr(Client(), method)(path, headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)

    come(LINKEDIN_BOT)
    for number in range(3):
        come(f"{CHROME} Version/{number}", method="head", address=f"192.0.2.{10 + number}")
    come(CHROME, address="192.0.2.20", **{"Sec-Purpose": "prefetch"})
    come(CHROME, address="192.0.2.30")
    come(CHROME, address="192.0.2.40", Referer="https://www.linkedin.com/feed/")
    # The gateway comes a second after the share; the person reads the mail first.
    Link.objects.update(created_at=Click.objects.order_by("at")[0].at - timedelta(seconds=1))
    roll_up()
    expected = [
        ("preview", "agent: linkedinbot"),
        *[("head", "method")] * 3,
        ("prefetch", "header: sec-purpose"),
        ("scanner", "first seconds"),
        ("person", ""),
    ]
    assert classes() == expected
    found = figures([link.subject])[link.subject]
    assert found.clicks == 1
    assert found.others == {"preview": 1, "head": 3, "prefetch": 1, "scanner": 1}


def test_a_late_click_becomes_the_first_of_its_minute():
    link = LinkFactory()
    ClickFactory(link=link, at=NOW + timedelta(seconds=20), visitor="a", referrer="t.co")
    ClickFactory(link=link, at=NOW + timedelta(seconds=30), visitor="a", referrer="t.co")
    roll_up()
    assert classes() == [("person", ""), ("repeat", "same minute")]
    ClickFactory(link=link, at=NOW + timedelta(seconds=10), visitor="a", referrer="t.co")
    roll_up()
    assert classes() == [("repeat", "same minute"), ("repeat", "same minute"), ("person", "")]


def test_what_the_sites_own_rules_said_stays():
    link = LinkFactory()
    for seconds in range(2):
        at = NOW + timedelta(seconds=seconds)
        ClickFactory(
            link=link, at=at, visitor="a", reason="site: partner", agent=Agent.objects.get_or_create(text=AGENTS[1])[0]
        )
    roll_up()
    assert classes() == [("person", "site: partner"), ("repeat", "site: partner")]
    assert not apply_rules()
    assert classes() == [("person", "site: partner"), ("repeat", "site: partner")]


def test_better_rules_apply_to_what_is_raw(monkeypatch):
    from wagtail_advocacy.tracking import classes as rules

    agent = Agent.objects.create(text="Mozilla/ Somebrowser/")
    link = LinkFactory()
    for seconds in (0, 1, 100):
        ClickFactory(link=link, at=NOW + timedelta(seconds=seconds), visitor="a", agent=agent)
    ClickFactory(link=link, at=NOW, kind="head", reason="method", agent=agent)
    roll_up()
    assert [kind for kind, _reason in classes()] == ["person", "repeat", "person", "head"]

    def better(kind, reason, reduced):
        return ("crawler", "agent: somebrowser") if kind == "person" and "Somebrowser" in reduced else (kind, reason)

    monkeypatch.setattr(rules, "reclassify", better)
    assert apply_rules(dry_run=True) == {("person", "crawler"): 2, ("repeat", "crawler"): 1}
    assert [kind for kind, _reason in classes()] == ["person", "repeat", "person", "head"]
    assert apply_rules(since=NOW.date() + timedelta(days=1)) == {}
    assert apply_rules() == {("person", "crawler"): 2, ("repeat", "crawler"): 1}
    assert classes() == [*[("crawler", "agent: somebrowser")] * 3, ("head", "method")]
    assert figures([link.subject])[link.subject].others == {"crawler": 3, "head": 1}
    assert figures([link.subject])[link.subject].clicks == 0
    monkeypatch.setattr(rules, "reclassify", reclassify)
    assert apply_rules() == {("crawler", "person"): 2, ("crawler", "repeat"): 1}
