"""A site's own rules are asked first, and cannot keep anybody from arriving."""

import logging

import pytest

from tests.links.agents import CHROME, LINKEDIN_BOT
from wagtail_advocacy.links.models import Click

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]

SECRET = "Unheard/7.31"


def own_rules(method, agent, headers):
    if "Warehouse" in agent:
        return "crawler", "warehouse screen"
    if headers.get("X-Gateway") == "mail":
        return "crawler", "mail gateway " + "that has much to say " * 5
    return ("person", "kiosk") if "Kiosk" in agent else None


def broken_rules(method, agent, headers):
    raise RuntimeError(agent)


@pytest.fixture
def rules(settings):
    def choose(value):
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLASS_RULES": value}

    return choose


@pytest.mark.parametrize("value", ["tests.links.test_class_rules.own_rules", own_rules])
def test_they_are_asked_first(visit, make_link, rules, value):
    rules(value)
    link = make_link()
    visit(link, agent=f"{CHROME} Warehouse/3")
    visit(link, agent="Kiosk/1.0 (robot arm)", method="head")
    visit(link, **{"X-Gateway": "mail"})
    visit(link, agent=LINKEDIN_BOT)
    visit(link)
    found = list(Click.objects.order_by("pk").values_list("kind", "reason"))
    assert found[0] == ("crawler", "site: warehouse screen")
    assert found[1] == ("person", "site: kiosk")
    assert found[2][1].startswith("site: mail gateway")
    assert len(found[2][1]) == 60
    assert found[3:] == [("preview", "agent: linkedinbot"), ("person", "")]


@pytest.mark.parametrize(
    "value",
    [
        broken_rules,
        lambda *request: "crawler",
        lambda *request: ("robot", "not a class of ours"),
        lambda *request: ("scanner", "takes more than one request"),
        lambda *request: ("repeat", ""),
        lambda: None,
    ],
    ids=["raises", "no pair", "unknown class", "scanner", "repeat", "no arguments"],
)
def test_rules_that_fail_leave_the_decision_to_the_usual_ones(visit, make_link, rules, caplog, value):
    rules(value)
    with caplog.at_level(logging.ERROR):
        assert visit(make_link(), agent=f"{CHROME} {SECRET}").status_code == 302
    assert Click.objects.values_list("kind", "reason").get() == ("person", "")
    assert "CLASS_RULES failed with" in caplog.text
    assert SECRET not in caplog.text
