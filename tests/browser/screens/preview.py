"""How an item will look in networks: a good page, one behind a login, and the item's own page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.browser.demo import PHONE, Person
from tests.browser.screens import LIGHT, Look, Screen, tall

GOOD = "How to hear a leak through two metres of clay"
BROKEN = "A night in the water laboratory"
OWN = "Fifty-two years in a well house"


def preview(person: Person, headline: str) -> Any:
    library = f"{person.demo.intranet}/admin/snippets/wagtail_advocacy_library/shareableitem/"
    page = person.open(f"{library}?{urlencode({'q': headline})}")
    edit = page.get_by_role("link", name=headline, exact=True).first.get_attribute("href")
    page.goto(f"{person.demo.intranet}/admin/advocacy/previews/{edit.rstrip('/').rpartition('/')[2]}/")
    return page


SCREENS = {
    "good": Screen(
        lambda person: preview(person, GOOD),
        {"preview-cards": tall(1400), "preview-cards-dark": tall(1400, "dark")},
    ),
    "broken": Screen(
        lambda person: preview(person, BROKEN),
        {"preview-broken": LIGHT, "preview-broken-phone-dark": Look({**PHONE, "height": 1100}, "dark")},
    ),
    "own": Screen(lambda person: preview(person, OWN), {"preview-own-page": LIGHT}),
}
