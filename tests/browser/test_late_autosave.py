"""A publish that overtakes an autosave: the console says so, and nothing is lost."""

import pytest

from tests.browser.late_autosaves import EDITOR, LATE, LateAutosaves
from tests.browser.test_journey import LIBRARY

pytestmark = pytest.mark.browser

HEADLINE = "How to read a water report in two minutes"


def test_an_autosave_that_a_publish_overtakes_is_refused(person, demo):
    """What the console may say on such a morning, made to happen: the autosave waits until the publish is done."""
    editor = person("editor")
    late, page = LateAutosaves(editor), editor.context.new_page()
    page.goto(f"{demo.intranet}{LIBRARY}?q={HEADLINE}")
    page.get_by_role("link", name=HEADLINE, exact=True).click()
    page.wait_for_url("**/edit/**")
    # Before that Wagtail takes everything for the form as it was.
    page.wait_for_timeout(3000)
    autosaves, publishes = [], []

    def hold(route):
        request = route.request
        if request.method != "POST":
            route.continue_()
        elif request.headers["accept"] == "application/json":
            autosaves.append(route)
        else:
            publishes.append(route)

    page.route(EDITOR, hold)
    field = page.get_by_role("textbox", name="Why share this")
    field.fill("Two minutes that spare your neighbours a question.")
    within(page, autosaves)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click(no_wait_after=True)
    within(page, publishes)
    done = publishes[0].fetch(max_redirects=0)
    assert done.status == 302, done.text()
    refused = autosaves[0].fetch()
    assert (refused.status, refused.json()["error_code"]) == (400, "invalid_revision")
    autosaves[0].fulfill(response=refused)
    page.wait_for_timeout(500)
    publishes[0].fulfill(response=done)
    page.locator(".messages .success").wait_for()
    assert [LATE.format(address) for address in late.refused] == editor.complaints
    late.forgive()
    assert editor.complaints == []
    page.get_by_role("link", name=HEADLINE, exact=True).click()
    assert page.get_by_role("textbox", name="Why share this").input_value().startswith("Two minutes")


def within(page, held, tenths=100):
    for _wait in range(tenths):
        if held:
            return
        page.wait_for_timeout(100)
    raise AssertionError("It was never asked for.")
