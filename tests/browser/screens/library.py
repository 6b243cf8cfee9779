"""The list of items and their editor, with what it says and how it previews."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person, add_caption, choose_destination, offer_from_page
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, SMALL_FRAME, Look, Screen, tall

LIBRARY = "/admin/snippets/wagtail_advocacy_library/shareableitem/"

NOT_YET_OFFERED = "line-3-has-run-its-first-full-week"
# Wagtail keeps what is being written, so from each page one picture is taken that makes an item.
REFUSED = "two-people-one-gas-meter-every-chamber"
ON_A_PHONE = "tell-people-what-you-do-our-sharing-programme"
REFUSED_ON_A_PHONE = "the-third-quarter-in-five-sentences"
DRAFT = "what-we-changed-after-the-autumn-survey"
SHOWN = "How to hear a leak through two metres of clay"


def library(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{LIBRARY}")


def filtered(person: Person) -> Any:
    """Narrowed, with the filters open."""
    page = person.open(f"{person.demo.intranet}{LIBRARY}?live=true&q=leak")
    page.get_by_role("button", name="Toggle filters").or_(page.get_by_role("button", name="Show filters")).first.click()
    return page


def nothing_found(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{LIBRARY}?q=submarine")


def still(page: Any) -> Any:
    """The choosers have scrolled the page and the frames around it, smoothly and sideways."""
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1000)
    page.evaluate(
        "document.querySelectorAll('*').forEach(each => each.scrollTo({left: 0, top: 0, behavior: 'instant'}))"
    )
    return page


def item_editor(person: Person) -> Any:
    page = person.context.new_page()
    offer_from_page(page, person.demo, NOT_YET_OFFERED)
    page.get_by_role("textbox", name="Why share this").fill("Ten people worked on it for a year. Show what came out.")
    choose_destination(page, "Why we rebuild pumps that we could replace")
    add_caption(page, "214 pumps in five days, and you can talk beside the test bench without shouting.")
    return still(page)


def new_on_a_phone(person: Person) -> Any:
    page = person.context.new_page()
    offer_from_page(page, person.demo, ON_A_PHONE)
    return page


def refused(person: Person, slug: str = REFUSED, title: str = "Two people, one gas meter, every chamber") -> Any:
    """Publishing is refused for a page behind a login."""
    page = person.context.new_page()
    offer_from_page(page, person.demo, slug)
    choose_destination(page, title)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Go to the first error").or_(
        page.get_by_role("button", name="Go to the first error")
    ).click()
    # What the pointer rests on once the page has moved says what it is.
    page.mouse.move(1, 500)
    page.wait_for_timeout(1000)
    # Wagtail goes there sideways as well.
    page.evaluate("document.querySelectorAll('*').forEach(each => each.scrollTo({left: 0, behavior: 'instant'}))")
    return page


def refused_on_a_phone(person: Person) -> Any:
    return refused(person, REFUSED_ON_A_PHONE, "The third quarter in five sentences")


def remarks(person: Person) -> Any:
    """What is open about a draft, at the top of its editor."""
    page = person.open(f"{person.demo.intranet}{LIBRARY}?q=autumn+survey")
    made = page.locator("tbody").get_by_role("link", name="What we changed after the autumn survey", exact=True)
    if made.count():
        made.first.click()
    else:
        offer_from_page(page, person.demo, DRAFT)
        page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    return page


def edited(person: Person, headline: str = SHOWN) -> Any:
    """The editor of an item that is live."""
    page = person.open(f"{person.demo.intranet}{LIBRARY}?q={headline}")
    page.get_by_role("link", name=headline, exact=True).first.click()
    page.wait_for_url("**/edit/**")
    return page


def preview(mode: str) -> Any:
    """What Wagtail's preview shows, without the frame around it."""

    def shot(person: Person) -> Any:
        page = edited(person)
        address = page.locator("[data-w-preview-url-value]").get_attribute("data-w-preview-url-value")
        page.evaluate(
            "async address => { await fetch(address,"
            " {method: 'POST', body: new FormData(document.querySelector('[data-edit-form]'))}) }",
            address,
        )
        page.goto(f"{person.demo.intranet}{address}?mode={mode}")
        return page

    return shot


def preview_panel(person: Person) -> Any:
    """The post in a network, beside the editor."""
    page = edited(person)
    page.get_by_role("button", name="Toggle preview").click()
    page.get_by_role("combobox", name="Preview mode").select_option(label="Post on LinkedIn")
    page.wait_for_timeout(1500)
    return page


def _preview(name: str, mode: str, look: Look = SMALL_FRAME) -> Screen:
    return Screen(preview(mode), {f"preview-{name}": look}, ours="body")


SCREENS = {
    "list": Screen(library, {"library-list": LIGHT, "library-list-phone": PHONE_LIGHT}),
    "nothing-made": Screen(library, {"library-empty": LIGHT}, "admin", is_empty=True),
    "filtered": Screen(filtered, {"library-filtered": LIGHT}),
    "nothing-found": Screen(nothing_found, {"library-nothing-found": LIGHT}),
    "editor": Screen(item_editor, {"item-editor": tall(1500)}, is_judged=False),
    "editor-on-a-phone": Screen(new_on_a_phone, {"item-editor-phone": PHONE_LIGHT}, is_judged=False),
    "refused": Screen(refused, {"publishing-refused": LIGHT}),
    "refused-on-a-phone": Screen(refused_on_a_phone, {"publishing-refused-phone": PHONE_DARK}, is_judged=False),
    "remarks": Screen(remarks, {"open-remarks": LIGHT, "open-remarks-dark": DARK}),
    "preview-panel": Screen(preview_panel, {"preview-panel": LIGHT}, is_judged=False),
    "preview-card": _preview("card", ""),
    "preview-dialog": _preview("dialog", "dialog"),
    "preview-linkedin": _preview("linkedin", "network-linkedin"),
    "preview-x": _preview("x", "network-x"),
    "preview-bluesky": _preview("bluesky", "network-bluesky"),
}
