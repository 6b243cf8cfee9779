"""What stands around the items: categories, campaigns, who may what, what came of it."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen

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


SCREENS = {
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
