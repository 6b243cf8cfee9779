"""What a visit costs: one statement once the process has seen agent and day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.links.agents import CHROME, CRAWLERS, LINKEDIN_BOT, PEOPLE
from wagtail_advocacy.links.models import Agent, Click

pytestmark = [
    pytest.mark.projects("link_host"),
    # Outside of transactions, as the link host works.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


KEEPS = "WITH" if connection.vendor == "postgresql" else "INSERT"


def statements(deed):
    with CaptureQueriesContext(connection) as captured:
        assert deed().status_code in {200, 302}
    return [query["sql"].split()[0] for query in captured]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_known_link_agent_and_day_cost_one_statement(visit, make_link, method):
    link, other = make_link(), make_link()
    for agent in (CHROME, PEOPLE["LinkedIn iOS"], CRAWLERS["Google"], CRAWLERS["nothing"]):
        visit(link, agent=agent)
        for known, seen in ((link, agent), (other, agent), (link, agent.replace("125", "126"))):
            cost = statements(lambda known=known, seen=seen: visit(known, agent=seen, method=method))
            assert cost == [KEEPS]


def test_a_closed_link_costs_no_more(visit, make_link):
    link = make_link(is_open=False)
    visit(link)
    assert statements(lambda: visit(link)) == [KEEPS]


def test_a_card_costs_no_more(visit, make_link):
    link = make_link(card={"title": "News", "language": "en"})
    visit(link, agent=LINKEDIN_BOT)
    assert statements(lambda: visit(link, agent=LINKEDIN_BOT)) == [KEEPS]


def test_an_unknown_code_costs_reads_only(visit):
    with CaptureQueriesContext(connection) as captured:
        visit("23456789ab", agent="Mozilla/5.0 Unseen/1", DNT="1")
    assert [query["sql"].split()[0] for query in captured] == ["SELECT", "SELECT"]


def test_a_code_that_cannot_be_one_costs_no_look_up(visit):
    with CaptureQueriesContext(connection) as captured:
        visit("wp-login.php")
    assert [query["sql"].split()[0] for query in captured] == ["SELECT"]


def test_no_click_is_lost_when_somebody_tidies_the_agents(visit, make_link):
    link = make_link()
    visit(link)
    Agent.objects.all().delete()
    assert visit(link).status_code == 302
    assert list(Click.objects.values_list("agent__text", flat=True)) == [None, None]


def test_a_click_is_safe_although_the_site_wraps_requests_in_transactions(visit, make_link):
    from wagtail_advocacy.links import views

    link = make_link()
    connection.settings_dict["ATOMIC_REQUESTS"] = True
    try:
        visit(link)
        assert statements(lambda: visit(link)) == [KEEPS]
    finally:
        connection.settings_dict["ATOMIC_REQUESTS"] = False
    assert views.follow._non_atomic_requests == {"default"}
