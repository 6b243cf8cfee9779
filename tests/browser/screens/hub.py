"""The hub in all its states. Its pictures are taken again whenever it changes: ``python docs/screenshots.py hub``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, SPANISH, Screen

DAY = 86_400
"""Seconds."""


def hub(person: Person, query: str = "") -> Any:
    """The hub of somebody who has been here before."""
    page = first_visit(person, query)
    if page.locator("[data-wa-question]").count():
        # Asked once: it has a picture of its own.
        page.reload()
    got_it = page.get_by_role("button", name="Got it").or_(page.get_by_role("button", name="Entendido"))
    if got_it.count():
        got_it.click()
        got_it.wait_for(state="detached")
        page.locator("h1").first.click()
    return page


def first_visit(person: Person, query: str = "") -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/{query}")


def asked_for(query: str) -> Callable[[Person], Any]:
    return lambda person: hub(person, query)


def come_back(person: Person, page: Any, at: int) -> None:
    """To the hub, for which this browser was here last at ``at``."""
    mine = f"wa-hub-visit:{page.locator('[data-wa-browser]').get_attribute('data-wa-browser')}"
    # The page writes down when it is left.
    page.goto(f"{person.demo.intranet}/advocacy/me/")
    page.evaluate("([mine, at]) => localStorage.setItem(mine, JSON.stringify({at}))", [mine, at])
    page.goto(f"{person.demo.intranet}/advocacy/")


def with_news(person: Person) -> Any:
    page = hub(person)
    newest = page.locator("[data-wa-news]").get_attribute("data-wa-recent").split(",")
    come_back(person, page, int(newest[2]) + DAY // 24)
    page.get_by_role("link", name="Show only these").wait_for()
    return page


def suggestions(person: Person) -> Any:
    page = hub(person)
    page.get_by_role("combobox", name="Words in the headline or text").press_sequentially("le")
    page.get_by_role("listbox", name="Suggestions").wait_for()
    page.keyboard.press("ArrowDown")
    return page


def open_filters(person: Person) -> Any:
    page = hub(person, "?category=jobs")
    page.locator("summary", has_text="Filters").click()
    return page


def hidden_with_undo(person: Person) -> Any:
    page = hub(person)
    card = page.locator("[data-wa-card]").nth(1)
    card.scroll_into_view_if_needed()
    card.get_by_role("button", name="Not for me").click()
    page.locator(".wa-gone").wait_for()
    return page


# The states are judged by ``test_hub``, which puts back what it changes.
SCREENS = {
    "hub": Screen(hub, {"hub-desktop-light": LIGHT, "hub-phone-dark": PHONE_DARK}, "employee", ".wa"),
    "spanish": Screen(hub, {"hub-spanish": SPANISH}, "employee", ".wa", is_judged=False),
    "first-visit": Screen(first_visit, {"hub-first-visit-phone": PHONE_LIGHT}, "recruiter", ".wa", is_judged=False),
    "news": Screen(with_news, {"hub-news-dark": DARK}, "recruiter", ".wa", is_judged=False),
    "suggestions": Screen(suggestions, {"hub-suggestions-phone": PHONE_LIGHT}, "employee", ".wa", is_judged=False),
    "filtered": Screen(
        asked_for("?category=jobs&network=linkedin"), {"hub-filtered": LIGHT}, "employee", ".wa", is_judged=False
    ),
    "filters": Screen(open_filters, {"hub-filters-phone": PHONE_DARK}, "employee", ".wa", is_judged=False),
    "nothing-found": Screen(
        asked_for("?q=submarine"), {"hub-nothing-found": LIGHT}, "employee", ".wa", is_judged=False
    ),
    "nothing-saved": Screen(
        asked_for("?mine=saved"), {"hub-nothing-saved-phone": PHONE_LIGHT}, "recruiter", ".wa", is_judged=False
    ),
    "hidden": Screen(hidden_with_undo, {"hub-not-for-me": LIGHT}, "legal", ".wa", is_judged=False),
    "empty": Screen(hub, {"hub-empty": LIGHT}, "employee", ".wa", is_empty=True),
}
