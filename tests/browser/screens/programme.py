"""What stands around the items: categories, campaigns, who may what, what came of it."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Look, Screen, tall

CAMPAIGNS = "/admin/snippets/wagtail_advocacy_library/campaign/"
CATEGORIES = "/admin/advocacy/categories/"


def categories(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{CATEGORIES}")


def category(person: Person) -> Any:
    page = categories(person)
    page.get_by_role("link", name="Know-how", exact=True).first.click()
    page.wait_for_url("**/edit/**")
    return page


def campaigns(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{CAMPAIGNS}")


def campaign(person: Person) -> Any:
    page = campaigns(person)
    page.get_by_role("link", name="Less lost water").first.click()
    page.wait_for_url("**/edit/**")
    return page


def group_permissions(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}/admin/groups/")
    page.get_by_role("link", name="Advocacy leaders").first.click()
    panel = page.locator("#advocacy-item-sites-section")
    panel.get_by_role("checkbox").first.wait_for()
    panel.evaluate("panel => panel.scrollIntoView({block: 'center', behavior: 'instant'})")
    return page


def shares(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/advocacy/shares/")


SO_FAR = "/admin/advocacy/tracking/programme/"


def so_far(person: Person) -> Any:
    """The month that is over: a month that runs says less."""
    page = person.open(f"{person.demo.intranet}{SO_FAR}")
    page.get_by_role("link", name=re.compile(r"^\w+ \d{4}$")).first.click()
    page.wait_for_url("**from=**")
    page.locator(".wa-chart").first.wait_for()
    return page


def part_of_it(section: str) -> Any:
    def shot(person: Person) -> Any:
        page = so_far(person)
        page.locator(f"#{section}").evaluate("part => part.scrollIntoView({block: 'start', behavior: 'instant'})")
        return page

    return shot


def paper(person: Person) -> Any:
    page = so_far(person)
    page.emulate_media(media="print")
    page.evaluate("document.body.style.setProperty('padding', '32px', 'important')")
    return page


def home(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}/admin/")
    page.locator("#advocacy-programme-section").wait_for()
    return page


SHEET = Look({"width": 760, "height": 1075})
"""About a sheet of A4."""

SCREENS = {
    "so-far": Screen(so_far, {"programme-so-far": tall(1350), "programme-phone": PHONE_DARK}, "lead"),
    "so-far-charts": Screen(
        part_of_it("months"), {"programme-charts-dark": tall(1250, "dark")}, "lead", is_judged=False
    ),
    "so-far-teams": Screen(part_of_it("teams"), {"programme-teams": LIGHT}, "lead", is_judged=False),
    "so-far-paper": Screen(paper, {"programme-paper": SHEET}, "lead", is_judged=False),
    "so-far-home": Screen(home, {"programme-home": LIGHT}, "lead", "#advocacy-programme-section"),
    "categories": Screen(categories, {"category-list": LIGHT}),
    "category": Screen(category, {"category-editor": LIGHT, "category-editor-phone": PHONE_LIGHT}),
    "campaigns": Screen(campaigns, {"campaign-list": LIGHT}),
    "campaign": Screen(
        campaign, {"campaign-editor": LIGHT, "campaign-editor-dark": DARK, "campaign-editor-phone": PHONE_DARK}
    ),
    "group-permissions": Screen(
        group_permissions, {"group-permissions": LIGHT}, "admin", "#advocacy-item-sites-section"
    ),
    "shares": Screen(shares, {"shares-report": LIGHT}),
}
