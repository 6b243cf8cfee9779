"""What came of shares: the list, one conversion, a file before it is imported, and a form that counts."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen, tall

LIST = "/admin/advocacy/conversions/"
FILE = """Name;Kind;Code;Date;Amount;Currency;Order
Ines Prat;sale;{code};2026-03-09 14:05;"1.234,50";EUR;B-2001
Ines Prat;sale;{code};2026-03-09;1.234;EUR;B-2002
Lars Holm;aplication;{code};2026-03-10;;;
Lars Holm;lead;k7m2w9xpqd;2026-03-10;;;lars@example.org
"""
"""Named for the reader of the picture; the column with names is not read."""


def own_code(person: Person) -> str:
    """The code of a share of this person's own: others see none."""
    page = person.open(f"{person.demo.intranet}/advocacy/shares/")
    found = re.search(r"/advocacy/shares/([2-9a-z]{10})/", page.content())
    page.close()
    return found[1]


def conversions(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{LIST}")


def one_with_two_shares(person: Person) -> Any:
    page = conversions(person)
    row = page.locator("table.listing tbody tr").filter(has=page.locator("td:nth-child(6)", has_text="2")).first
    address = row.get_by_role("link").first.get_attribute("href")
    page.goto(f"{person.demo.intranet}{address}")
    return page


def choose_file(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{LIST}import/")


def looked_at(person: Person) -> Any:
    page = choose_file(person)
    code = own_code(person)
    file = {"name": "march.csv", "mimeType": "text/csv", "buffer": FILE.format(code=code).encode()}
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at this file").click()
    page.get_by_text("Nothing is stored yet.").wait_for()
    return page


def form(person: Person) -> Any:
    code = own_code(person)
    page = person.open(f"{person.demo.website}/blog/learning-a-trade-with-water/?wa={code}")
    page.get_by_role("link", name="Apply for an apprenticeship").click()
    page.get_by_role("button", name="Send").wait_for()
    return page


SCREENS = {
    "conversions": Screen(conversions, {"conversions": LIGHT, "conversions-phone": PHONE_DARK}),
    "conversion": Screen(one_with_two_shares, {"conversion": DARK}),
    "conversions-import": Screen(choose_file, {}),
    "conversions-look": Screen(looked_at, {"conversions-import": tall(1050), "conversions-import-phone": PHONE_LIGHT}),
    "conversions-form": Screen(form, {"conversions-form": LIGHT}),
}
