"""From a share button to the stranger who follows the link."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen, forgive
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


def choose(page: Any, network: str) -> None:
    page.get_by_role("button", name=network, exact=True).click()
    page.locator("button[name=switch][aria-pressed=true]", has_text=network).wait_for()


def write(page: Any, words: str) -> None:
    page.get_by_label("Your words").fill(words)


def remarks(person: Person) -> Any:
    """Too long, and nothing that says where the person works."""
    page = dialog(person)
    choose(page, "X")
    write(page, "Nine nights with a headset in the rain, and I would do it again tomorrow. " * 5)
    page.locator(".wa-remark", has_text="Say near the start").wait_for()
    return page


def own_words(person: Person) -> Any:
    page = hub(person, "?q=Ruth")
    page.get_by_role("link", name=re.compile("^Share ?: ?Ruth")).click()
    page.get_by_text("Write your own words for this one.").wait_for()
    return page


def next_network(person: Person) -> Any:
    page = dialog(person)
    choose(page, "Bluesky")
    with person.context.expect_page() as opened:
        page.get_by_role("button", name="Open Bluesky", exact=True).click()
    opened.value.wait_for_load_state()
    opened.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("heading", name="Did you post it on Bluesky?").wait_for()
    return page


def offline(person: Person) -> Any:
    page = dialog(person)
    person.context.set_offline(True)
    try:
        # What is chosen already asks for nothing.
        page.locator("button[name=switch][aria-pressed=false]").first.click()
        page.get_by_text("There is no connection.").wait_for()
    finally:
        person.context.set_offline(False)
    forgive(person, "ERR_INTERNET_DISCONNECTED")
    return page


def joining(person: Person) -> Any:
    """The first share of somebody who is not a member; the sentence is above the button."""
    page = dialog(person)
    page.locator(".wa-join").scroll_into_view_if_needed()
    return page


def plain(person: Person) -> Any:
    """Where no script lifts it into the page."""
    page = hub(person)
    page.goto(page.get_by_role("link", name=re.compile("^Share ?:")).first.evaluate("link => link.href"))
    return page


def qr_code(person: Person) -> Any:
    page = dialog(person)
    choose(page, "QR code")
    page.get_by_role("button", name="Get the QR code").click()
    page.locator(".wa-qr").wait_for()
    return page


def gone(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}/advocacy/share/999999/")
    forgive(person, "status of 404")
    return page


# Two make a share of an employee, which other tests count; ``test_looks`` judges the same pages.
SCREENS = {
    "dialog": Screen(
        dialog, {"dialog-desktop-light": LIGHT, "dialog-phone-dark": PHONE_DARK}, "employee", "dialog.wa-dialog"
    ),
    "plain": Screen(plain, {"dialog-plain": LIGHT}, "employee", ".wa"),
    "joining": Screen(joining, {"dialog-joining-phone": PHONE_LIGHT}, "recruiter", "dialog.wa-dialog"),
    "remarks": Screen(remarks, {"dialog-remarks-dark": DARK}, "employee", "dialog.wa-dialog"),
    "own-words": Screen(own_words, {"dialog-own-words": LIGHT}, "employee", "dialog.wa-dialog"),
    "offline": Screen(offline, {"dialog-offline-phone": PHONE_LIGHT}, "employee", "dialog.wa-dialog"),
    "next-network": Screen(next_network, {"dialog-next-network-phone": PHONE_LIGHT}, "leader", "dialog.wa-dialog"),
    "qr-code": Screen(qr_code, {"qr-code-phone": PHONE_LIGHT}, "leader", "dialog.wa-dialog"),
    "gone": Screen(gone, {"not-shared": LIGHT}, "employee", ".wa"),
    "started": Screen(started, {"started-phone-light": PHONE_LIGHT}, "employee", ".wa", is_judged=False),
    "card-page": Screen(card_page, {"card-page": LIGHT}, "employee", "html", is_judged=False),
    "news": Screen(news, {"news-page-share-button": LIGHT}, "employee", "a.wa-button"),
}
