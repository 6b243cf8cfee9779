"""How something gets into the library: from a page, from many, from an address."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_LIGHT, Screen
from tests.browser.screens.dialog import news
from tests.browser.screens.library import LIBRARY, NOT_YET_OFFERED

PANEL = "#panel-child-content-offered_for_sharing-section"


def edit_page(person: Person, page: Any) -> Any:
    page.get_by_role("button", name="Wagtail").click()
    page.get_by_role("menuitem", name="Edit this page").click()
    page.wait_for_url("**/edit/")
    return page


def offer_button(person: Person) -> Any:
    page = edit_page(person, person.open(person.demo.news(NOT_YET_OFFERED)))
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Offer for sharing").first.hover()
    return page


def offered_panel(person: Person) -> Any:
    page = edit_page(person, news(person))
    page.get_by_text("Started shares").first.scroll_into_view_if_needed()
    return page


def offer_many(person: Person) -> Any:
    page = person.open(person.demo.news(NOT_YET_OFFERED))
    page.get_by_role("button", name="Wagtail").click()
    page.get_by_role("menuitem", name="Show in Explorer").click()
    page.wait_for_url("**/admin/pages/**")
    page.locator("tbody").get_by_role("checkbox").nth(1).check()
    page.locator("tbody").get_by_role("checkbox").first.check()
    more = page.get_by_role("button", name="More", exact=True)
    more.click()
    # Wagtail makes the buttons ready once they have unfolded.
    page.wait_for_timeout(500)
    page.get_by_role("link", name="Offer the selected pages for sharing").click()
    page.get_by_role("button", name="Make the draft").wait_for()
    return page


def paste_form(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}{LIBRARY}paste/")
    page.get_by_role("textbox", name="Address").fill("https://www.courier.example/story")
    return page


def paste_refused(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}{LIBRARY}paste/")
    page.get_by_role("textbox", name="Address").fill(person.demo.news(NOT_YET_OFFERED))
    page.get_by_role("button", name="Read the page").click()
    page.get_by_text("Choose a public page").first.wait_for()
    return page


def pasted_item(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}{LIBRARY}paste/")
    page.get_by_role("textbox", name="Address").fill(f"http://{person.demo.newspaper}/story")
    page.get_by_role("button", name="Read the page").click()
    page.wait_for_url("**/add/**")
    return page


SCREENS = {
    "offer-button": Screen(offer_button, {"offer-button": LIGHT}, is_judged=False),
    "offered-panel": Screen(offered_panel, {"offered-panel": LIGHT}, ours=PANEL),
    "offer-many": Screen(offer_many, {"offer-many-pages": LIGHT, "offer-many-pages-phone": PHONE_LIGHT}),
    "paste": Screen(paste_form, {"paste-form": LIGHT, "paste-form-phone": PHONE_LIGHT}),
    "paste-refused": Screen(paste_refused, {"paste-refused": LIGHT}),
    "pasted": Screen(pasted_item, {"pasted-item": LIGHT}, is_judged=False),
}
