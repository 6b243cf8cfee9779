"""The address of one's own feed is a long one: a button takes it along."""

import pytest

from tests.browser.demo import PHONE

pytestmark = pytest.mark.browser

REFUSES = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
MARKED = "document.activeElement.id + ' ' + document.activeElement.selectionEnd"


@pytest.fixture
def feed(person, demo):
    """Opens the page of an address that was just made, on a phone; with `script` run on every page before."""

    def feed(script=""):
        member = person("employee", viewport=PHONE)
        member.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
        if script:
            member.context.add_init_script(f"if (navigator.clipboard) {script}")
        page = member.open(f"{demo.intranet}/advocacy/feed/")
        page.locator("[name=make]").click()
        return page

    return feed


def test_copied_and_said_so(feed):
    page = feed()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Your address").input_value()


def test_where_the_browser_refuses_the_address_is_marked(feed):
    page = feed(REFUSES)
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Your browser refused.").wait_for()
    address = page.get_by_label("Your address").input_value()
    assert page.evaluate(MARKED) == f"wa-feed {len(address)}"
