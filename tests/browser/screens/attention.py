"""What needs attention, and what is left when nothing does."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, Screen


def attention(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/advocacy/library/attention/")


def one_reason(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/advocacy/library/attention/?reason=stale")


def home(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/")


SCREENS = {
    "attention": Screen(attention, {"attention": LIGHT, "attention-phone-dark": PHONE_DARK}),
    "one-reason": Screen(one_reason, {"attention-one-reason": LIGHT}),
    # Somebody who has made nothing yet has nothing to look after.
    "empty": Screen(attention, {"attention-empty": LIGHT}, "leader"),
    "home": Screen(home, {"home-panel": LIGHT}, ours="#advocacy-attention-section"),
}
