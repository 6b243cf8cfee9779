"""The hub. Its pictures are taken again whenever it changes: ``python docs/screenshots.py hub``."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, Screen


def hub(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/")


SCREENS = {
    "hub": Screen(hub, {"hub-desktop-light": LIGHT, "hub-phone-dark": PHONE_DARK}, "employee", ".wa"),
    "empty": Screen(hub, {"hub-empty": LIGHT}, "employee", ".wa", is_empty=True),
}
