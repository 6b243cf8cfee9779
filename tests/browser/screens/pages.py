"""Pages that present the library: a guide made of blocks, a campaign, a story; and how editors choose the blocks."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen
from tests.browser.screens.offering import edit_page


def guide(name: str) -> Any:
    """A page that the intranet's “Share with us” leads to, or that page itself."""

    def shot(person: Person) -> Any:
        return person.open(f"{person.demo.intranet}/share-with-us/{name}")

    return shot


def further(person: Person) -> Any:
    page = guide("")(person)
    page.locator(".wa-say").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.wa-say').scrollIntoView()")
    return page


def block_chooser(person: Person) -> Any:
    """The blocks that an editor chooses from, with the preview of one."""
    page = edit_page(person, guide("")(person))
    page.get_by_role("button", name="Insert a block").last.click()
    row = page.locator(".w-combobox__option-row", has_text="Campaign")
    row.locator(".w-combobox__option-preview").click()
    page.wait_for_timeout(1500)
    return page


def block_previews(person: Person) -> list[str]:
    """The addresses of the previews of all our blocks."""
    page = edit_page(person, guide("")(person))
    page.get_by_role("button", name="Insert a block").last.click()
    page.locator(".w-combobox__option-preview").first.wait_for()
    addresses = []
    for number in range(page.locator(".w-combobox__option-preview").count()):
        page.locator(".w-combobox__option-preview").nth(number).click()
        frame = page.locator("iframe[src*=block-preview]")
        frame.wait_for()
        addresses.append(frame.evaluate("frame => frame.src"))
    page.close()
    return list(dict.fromkeys(addresses))


SCREENS = {
    "guide": Screen(
        guide(""), {"guide-page": LIGHT, "guide-page-phone": PHONE_LIGHT, "guide-page-dark": DARK}, "employee", ".wa"
    ),
    "guide-blocks": Screen(
        further, {"guide-blocks": LIGHT, "guide-blocks-phone": PHONE_DARK}, "employee", ".wa", is_judged=False
    ),
    "campaign-page": Screen(
        guide("less-lost-water/"), {"campaign-page": LIGHT, "campaign-page-phone": PHONE_DARK}, "employee", ".wa"
    ),
    "story-page": Screen(
        guide("eleven-years-on-nights/"), {"story-page": LIGHT, "story-page-phone": PHONE_LIGHT}, "employee", ".wa"
    ),
    "block-chooser": Screen(block_chooser, {"block-chooser": LIGHT}, ours=".w-combobox-preview"),
}
