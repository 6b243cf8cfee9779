"""Changes to items that are in the library: many at once, renewing, taking out."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, Screen
from tests.browser.screens.library import edited, library

BULK = "/admin/bulk/wagtail_advocacy_library/shareableitem/"
RENEWED = "Chemist for trace metals in Hallin"


def bulk_change(deed: str, chosen: int = 8) -> Any:
    """The question before ``deed`` happens to the first items of the list, some of which cannot be changed."""

    def shot(person: Person) -> Any:
        page = library(person)
        boxes = page.locator("tbody [data-object-id]")
        ids = [boxes.nth(number).get_attribute("data-object-id") for number in range(chosen)]
        page.goto(f"{person.demo.intranet}{BULK}{deed}/?" + "&".join(f"id={pk}" for pk in ids))
        return page

    return shot


def _page_of(person: Person, headline: str, path: str) -> Any:
    page = edited(person, headline)
    page.goto(re.sub(r".*/edit/(\d+)/.*", rf"{person.demo.intranet}/admin/advocacy/library/{path}", page.url))
    return page


def renew(person: Person) -> Any:
    return _page_of(person, RENEWED, r"items/\1/renew/")


def take_out(person: Person) -> Any:
    return _page_of(person, "Fifty-two years in a well house", r"attention/\1/take-out/")


SCREENS = {
    "expiry": Screen(
        bulk_change("advocacy_expiry"), {"change-many-items": LIGHT, "change-many-items-phone": PHONE_DARK}
    ),
    "category": Screen(bulk_change("advocacy_category"), {"change-category": LIGHT}),
    "campaign": Screen(bulk_change("advocacy_campaign"), {"change-campaign": LIGHT}),
    "audience": Screen(bulk_change("advocacy_audience"), {"change-audience": LIGHT}),
    "renew-many": Screen(bulk_change("advocacy_renew"), {"renew-many-items": LIGHT}),
    "renew": Screen(renew, {"renew-item": LIGHT}),
    "take-out": Screen(take_out, {"take-out": LIGHT}),
}
