"""People, previews, crawlers, checkers and prefetches are told apart, and only people count."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tests.links.agents import CHROME, CRAWLERS, LINKEDIN_BOT, PEOPLE, PREVIEWS
from wagtail_advocacy.links.agents import reduce_agent
from wagtail_advocacy.links.figures import count
from wagtail_advocacy.links.kinds import classify, read_request
from wagtail_advocacy.links.models import Click

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]


def kind_and_reason():
    return Click.objects.values_list("kind", "reason").get()


@pytest.mark.parametrize("agent", PEOPLE.values(), ids=PEOPLE)
def test_browsers_are_people_inside_apps_too(visit, make_link, agent):
    visit(make_link(), agent=agent)
    assert kind_and_reason() == ("person", "")


@pytest.mark.parametrize("agent", PREVIEWS.values(), ids=PREVIEWS)
def test_those_who_draw_cards_are_previews(visit, make_link, agent):
    visit(make_link(), agent=agent)
    kind, reason = kind_and_reason()
    assert kind == "preview"
    assert reason.startswith("agent: ")


@pytest.mark.parametrize("agent", CRAWLERS.values(), ids=CRAWLERS)
def test_machines_are_crawlers_and_are_sent_on(visit, make_link, agent):
    assert visit(make_link(), agent=agent).status_code == 302
    kind, reason = kind_and_reason()
    assert kind == "crawler"
    assert reason


def test_a_request_without_a_user_agent_is_a_crawlers(client, make_link):
    from wagtail_advocacy.links.addresses import host_path

    assert client.get(host_path("follow", make_link().code)).status_code == 302
    assert kind_and_reason() == ("crawler", "no agent")


@pytest.mark.parametrize("agent", [CHROME, PEOPLE["Safari"]])
def test_head_is_never_a_person(visit, make_link, agent):
    visit(make_link(), agent=agent, method="head")
    assert kind_and_reason() == ("head", "method")


def test_the_head_of_a_robot_is_the_robots(visit, make_link):
    visit(make_link(), agent=LINKEDIN_BOT, method="head")
    assert kind_and_reason() == ("preview", "agent: linkedinbot")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Sec-Purpose", "prefetch"),
        ("Sec-Purpose", "prefetch;prerender"),
        ("Purpose", "prefetch"),
        ("Purpose", "Preview"),
        ("X-Purpose", "preview"),
        ("X-Moz", "prefetch"),
    ],
)
def test_a_browser_that_reads_ahead_is_nobody_yet(visit, make_link, header, value):
    visit(make_link(), **{header: value})
    assert kind_and_reason() == ("prefetch", f"header: {header.lower()}")


@pytest.mark.parametrize("headers", [{"Sec-Purpose": ""}, {"Purpose": "navigate"}, {"Sec-Fetch-Mode": "navigate"}])
def test_other_purposes_are_a_visit(visit, make_link, headers):
    visit(make_link(), **headers)
    assert kind_and_reason() == ("person", "")


HEADERS = st.dictionaries(
    st.sampled_from(["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz", "Accept"]),
    st.sampled_from(["", "prefetch", "prefetch;prerender", "Preview", "navigate", "*/*"]),
)


@given(st.sampled_from(["GET", "HEAD"]), st.sampled_from([CHROME, LINKEDIN_BOT, "", "x" * 3000]), HEADERS)
def test_the_fast_way_and_the_plain_one_agree(method, agent, headers):
    request = RequestFactory().generic(method, "/", headers={"User-Agent": agent, **headers})
    assert read_request(request) == (*classify(method, agent, request.headers), reduce_agent(agent))


def test_what_x_does_after_a_post_is_one_preview_and_no_person(visit, make_link):
    link = make_link()
    visit(link, agent=PREVIEWS["X"])
    for agent in (PEOPLE["Safari"], CHROME, ""):
        visit(link, agent=agent, method="head")
    figures = count([link.subject])[link.subject]
    assert figures.clicks == 0
    assert figures.others == {"preview": 1, "head": 2, "crawler": 1}


def test_figures_count_people_of_a_link_and_of_its_subject(visit, make_link):
    link = make_link()
    for agent in (CHROME, CHROME, PEOPLE["LinkedIn iOS"], LINKEDIN_BOT, CRAWLERS["Google"]):
        visit(link, agent=agent)
    subjects = [link.subject, link.target.subject, "test.subject/unknown"]
    figures = count(subjects)
    for subject in subjects[:2]:
        assert (figures[subject].shares, figures[subject].clicks) == (1, 3)
        assert figures[subject].others == {"preview": 1, "crawler": 1}
    assert (figures[subjects[2]].shares, figures[subjects[2]].clicks) == (0, 0)
