"""What is new in the hub since somebody was here last, which only their browser knows."""

import json
import re

import pytest

from tests.browser.demo import fill_login
from tests.browser.test_hub import LONG_AGO, cards, hub, visit_key

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(fresh_demo):
    """One of its own: nobody publishes anything while it is looked at."""
    with fresh_demo() as running:
        yield running


@pytest.fixture(scope="module")
def log_ins():
    return {}


def test_a_visit_is_nobody_elses(person, demo):
    employee = person("employee")
    page = hub(employee)
    mine = visit_key(page)
    # What the page itself writes when it is left comes first.
    page.goto(f"{demo.intranet}/advocacy/me/")
    page.evaluate(LONG_AGO, mine)
    page.goto(f"{demo.intranet}/advocacy/")
    assert " new since " in page.locator("[data-wa-news]").inner_text()
    employee.context.clear_cookies()
    page.goto(f"{demo.intranet}/login/")
    fill_login(page, "leader")
    page.goto(f"{demo.intranet}/advocacy/")
    assert " new since " not in page.locator("[data-wa-news]").inner_text()
    assert page.locator(".wa-card--new").count() == 0


def test_what_is_new_since_the_last_visit(person):
    employee = person("employee")
    page = hub(employee)
    news = page.locator("[data-wa-news]")
    assert news.inner_text().startswith("The newest is from")
    assert page.locator(".wa-card--new").count() == 0
    mine = visit_key(page)
    kept = json.loads(page.evaluate("mine => localStorage.getItem(mine)", mine))
    moments = [int(each) for each in news.get_attribute("data-wa-recent").split(",")]

    def visited(at):
        # What the page itself writes when it is left comes first.
        page.goto("about:blank")
        page.goto(f"{employee.demo.intranet}/advocacy/me/")
        page.evaluate("([mine, at]) => localStorage.setItem(mine, JSON.stringify({at}))", [mine, at])
        page.goto(f"{employee.demo.intranet}/advocacy/")
        return news.inner_text()

    # Within this second it was published, but not at its start.
    third = moments[2] + 1
    words = visited(third)
    newer = sum(moment > third for moment in moments)
    assert re.match(rf"{newer} new since ", words)
    assert page.locator(".wa-card--new").count() == newer
    assert page.locator(".wa-chip--new:visible").all_inner_texts() == ["New"] * newer
    # Within the same visit they stay marked.
    page.reload()
    assert news.inner_text() == words
    page.get_by_role("link", name="Show only these").click()
    page.get_by_role("link", name=re.compile("Published since")).wait_for()
    assert cards(page).count() == newer
    assert re.match(r"Nothing new since \d+:\d\d", visited(kept["at"] - 3600))
    assert page.get_by_role("link", name=re.compile("Look at what you saved|Choose your topics")).is_visible()
    assert re.match(r"Nothing new since [A-Z][a-z]+day\.", visited(max(moments[0] + 1, kept["at"] - 3 * 86400)))
