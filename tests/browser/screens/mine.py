"""What belongs to one person: their data, their feed."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, PHONE_LIGHT, Look, Screen, tall


def my_data(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/me/")


def my_shares(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/shares/")


def saved(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/saved/")


def preferences(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/me/preferences/")


def feed(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/feed/")


def feed_address(person: Person) -> Any:
    page = feed(person)
    make = page.get_by_role("button", name="Make my address")
    if make.count():
        make.click()
    page.get_by_label("Your address").wait_for()
    return page


MY_SHARES = {
    "my-shares-desktop-light": tall(1400),
    "my-shares-phone-dark": Look({"width": 375, "height": 1200}, "dark"),
}

# My data, shares, saved and preferences are judged by tests of their own.
SCREENS = {
    "my-shares": Screen(my_shares, MY_SHARES, "employee", ".wa", is_judged=False),
    "saved": Screen(saved, {"saved-phone-light": PHONE_LIGHT}, "employee", ".wa", is_judged=False),
    "preferences": Screen(preferences, {"preferences-desktop-light": tall(1200)}, "employee", ".wa", is_judged=False),
    "my-data": Screen(my_data, {"my-data-desktop-light": LIGHT}, "employee", ".wa", is_judged=False),
    "feed": Screen(feed, {"feed-page": LIGHT}, "employee", ".wa"),
    "feed-address": Screen(feed_address, {"feed-address-phone": PHONE_DARK}, "leader", ".wa"),
}
