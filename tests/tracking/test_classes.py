"""Better rules afterwards, link checkers and repeats, told from plain data."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.links.agents import APPS, CHROME, CRAWLERS, PEOPLE, PREVIEWS
from wagtail_advocacy.links.agents import reduce_agent
from wagtail_advocacy.tracking import classes
from wagtail_advocacy.tracking.classes import (
    FIRST_SECONDS,
    MANY_LINKS,
    Seen,
    checker_agent,
    is_scanner,
    reclassify,
    settle,
)

MADE = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
READ = Seen(link=1, made=MADE, at=MADE + timedelta(hours=3), visitor="a" * 32, agent=reduce_agent(CHROME))


def seconds(number):
    return timedelta(seconds=number)


@pytest.mark.parametrize("agent", [CRAWLERS["curl"], PREVIEWS["X"], CHROME])
@pytest.mark.parametrize("decided", [("head", "method"), ("prefetch", "header: purpose"), ("crawler", "site: kiosk")])
def test_what_left_no_trace_in_the_agent_stays(agent, decided):
    assert reclassify(*decided, reduce_agent(agent)) == decided


def test_a_click_without_an_agent_stays_as_it_was():
    assert reclassify("crawler", "no agent", "") == ("crawler", "no agent")


@pytest.mark.parametrize("decided", [("scanner", "first seconds"), ("repeat", "same minute")])
def test_what_other_clicks_tell_stays_unless_it_was_a_robot(decided):
    assert reclassify(*decided, reduce_agent(CHROME)) == decided
    assert reclassify(*decided, reduce_agent(CRAWLERS["Bing"])) == ("crawler", "agent: bot")


@pytest.mark.parametrize("agent", PEOPLE.values(), ids=PEOPLE)
def test_people_stay_people(agent):
    assert reclassify("crawler", "agent: an old mistake", reduce_agent(agent)) == ("person", "")


@pytest.mark.parametrize(("kind", "agents"), [("preview", PREVIEWS), ("crawler", CRAWLERS)])
def test_robots_are_told_by_what_is_kept(kind, agents):
    for agent in filter(reduce_agent, agents.values()):
        assert reclassify("person", "", reduce_agent(agent))[0] == kind


HARDENED = reduce_agent(f"{CHROME} Hardenize")


@pytest.fixture
def _fresh_lists():
    yield
    classes._listed.cache_clear()
    classes._today.cache_clear()


def test_the_package_is_asked_about_browsers_on_a_desk():
    assert reclassify("person", "", HARDENED) == ("crawler", "list: hardenize")
    assert reclassify("person", "", reduce_agent(f"{CHROME} HardenizedSteel/2"))[0] == "person"
    assert reclassify("person", "", reduce_agent(f"{APPS['Instagram iOS']} Hardenize"))[0] == "person"


@pytest.mark.usefixtures("_fresh_lists")
def test_without_the_package_the_own_rules_decide(monkeypatch):
    monkeypatch.setitem(sys.modules, "crawleruseragents", None)
    classes._listed.cache_clear()
    classes._today.cache_clear()
    assert reclassify("person", "", HARDENED) == ("person", "")
    assert reclassify("person", "", reduce_agent(CRAWLERS["Bing"]))[0] == "crawler"


@pytest.mark.parametrize(
    ("agent", "reason"),
    [
        ("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Trident/7.0)", "agent: msie"),
        ("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "agent: ms-office"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)", "agent: microsoft office"),
        (f"{CHROME} Edge/18.19044", "agent: edge"),
        (f"{CHROME} Edg/125.0", ""),
        (PEOPLE["Internet Explorer"], ""),
        (PEOPLE["Outlook on a telephone"], ""),
        (CHROME, ""),
    ],
)
def test_clothes_that_only_link_checkers_wear(agent, reason):
    reduced = reduce_agent(agent)
    assert checker_agent(reduced) == reason
    assert is_scanner(replace(READ, agent=reduced), 1) == reason
    assert not is_scanner(replace(READ, agent=reduced, referrer="www.linkedin.com"), 1)


@pytest.mark.parametrize(
    ("after", "reason"),
    [(0, "first seconds"), (FIRST_SECONDS - 0.001, "first seconds"), (-3, "first seconds"), (FIRST_SECONDS, "")],
)
def test_nobody_has_read_it_yet(after, reason):
    click = replace(READ, at=MADE + seconds(after))
    assert is_scanner(click, 1) == reason
    assert is_scanner(replace(click, visitor=""), 0) == reason
    assert not is_scanner(replace(click, referrer="www.linkedin.com"), 1)


def burst(links, **changes):
    return [replace(READ, link=link, at=READ.at + seconds(link), **changes) for link in range(1, links + 1)]


def test_one_visitor_on_many_links_in_a_minute_is_a_link_checker():
    assert settle(burst(MANY_LINKS)) == [("scanner", "many links")] * MANY_LINKS
    assert settle(burst(MANY_LINKS - 1)) == [("person", "")] * (MANY_LINKS - 1)


def test_an_office_behind_one_address_is_not_swallowed():
    on_one_post = [replace(READ, at=READ.at + seconds(each)) for each in range(MANY_LINKS * 3)]
    assert {kind for kind, _reason in settle(on_one_post)} == {"person", "repeat"}
    assert settle(burst(MANY_LINKS * 3, referrer="www.linkedin.com")) == [("person", "")] * MANY_LINKS * 3
    over_the_morning = [replace(click, at=click.at + timedelta(minutes=click.link)) for click in burst(50)]
    assert {kind for kind, _reason in settle(over_the_morning)} == {"person"}


def test_who_asked_not_to_be_tracked_is_neither_repeat_nor_many():
    clicks = burst(MANY_LINKS * 2, visitor="") + burst(MANY_LINKS * 2, visitor="")
    assert {kind for kind, _reason in settle(clicks)} == {"person"}


def test_all_but_the_first_of_a_minute_are_repeats():
    later = replace(READ, at=READ.at + seconds(59))
    assert settle([later, READ]) == [("repeat", "same minute"), ("person", "")]
    for other in (replace(later, link=2), replace(later, visitor="b"), replace(later, at=READ.at + seconds(60))):
        assert settle([READ, other]) == [("person", "")] * 2


CLICKS = st.lists(
    st.builds(
        lambda link, age, visitor, referrer, agent: Seen(link, MADE, MADE + seconds(age), visitor, referrer, agent),
        st.integers(1, MANY_LINKS + 2),
        st.floats(-20, 200),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(["", "", "www.linkedin.com"]),
        st.sampled_from([reduce_agent(CHROME)] * 4 + ["Mozilla/ compatible MSIE Windows NT", ""]),
    ),
    max_size=40,
)


@given(CLICKS)
def test_every_visitor_link_and_minute_has_at_most_one_person(clicks):
    settled = settle(clicks)
    assert len(settled) == len(clicks)
    people = [each for each, (kind, _) in zip(clicks, settled, strict=True) if kind == "person" and each.visitor]
    assert len({(each.visitor, each.link, each.minute) for each in people}) == len(people)
    for click, (kind, reason) in zip(clicks, settled, strict=True):
        assert kind in {"person", "scanner", "repeat"}
        assert bool(reason) == (kind != "person")
        if kind == "repeat":
            assert (click.visitor, click.link, click.minute) in {
                (each.visitor, each.link, each.minute) for each in people
            }
        if click.referrer:
            assert kind != "scanner"


@given(CLICKS, st.randoms())
def test_the_order_in_which_clicks_are_given_does_not_matter(clicks, chance):
    moments = {click.at for click in clicks}
    if len(moments) == len(clicks):
        shuffled = clicks[:]
        chance.shuffle(shuffled)
        by_click = dict(zip(shuffled, settle(shuffled), strict=True))
        assert [by_click[click] for click in clicks] == settle(clicks)
