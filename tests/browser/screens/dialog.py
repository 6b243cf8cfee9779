"""From a share button to the stranger who follows the link."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, PHONE_LIGHT, Screen
from tests.browser.screens.hub import hub

SHARED = "eleven-leaks-in-nine-days"


def news(person: Person) -> Any:
    return person.open(person.demo.news(SHARED))


def dialog(person: Person) -> Any:
    page = news(person)
    page.get_by_role("link", name=re.compile("^Share ?:")).click()
    page.get_by_role("heading", name="Share in your own words").wait_for()
    return page


def started(person: Person) -> Any:
    page = dialog(person)
    with person.context.expect_page() as opened:
        page.get_by_role("button", name="Open LinkedIn").click()
    opened.value.wait_for_url("https://www.linkedin.com/**")
    code = re.search(r"%2Fs%2F(\w+)", person.outside[0])
    page.goto(f"{person.demo.intranet}/advocacy/shares/{code[1] if code else ''}/")
    return page


def card_page(person: Person) -> Any:
    """The public page of an item that has no other: find one, and follow its link as a stranger would."""
    page = hub(person)
    page.get_by_role("link", name=re.compile("Chemist for trace metals")).click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Get the link").click()
    page.goto(page.get_by_role("textbox", name="Your link").input_value())
    return page


SCREENS = {
    "dialog": Screen(
        dialog, {"dialog-desktop-light": LIGHT, "dialog-phone-dark": PHONE_DARK}, "employee", "dialog.wa-dialog"
    ),
    "started": Screen(started, {"started-phone-light": PHONE_LIGHT}, "employee", ".wa"),
    "card-page": Screen(card_page, {"card-page": LIGHT}, "employee", "html"),
    "news": Screen(news, {"news-page-share-button": LIGHT}, "employee", "a.wa-button"),
}
