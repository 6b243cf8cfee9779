"""What needs attention, and what is left when nothing does."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person, offer_from_page, publish
from tests.browser.screens import LIGHT, PHONE_DARK, PHONE_LIGHT, Screen, tall

CLOSED = "Working outside: a technician's week"
WORDLESS = "come-to-water-days-and-bring-a-question"


def attention(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/advocacy/library/attention/")


def one_reason(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/advocacy/library/attention/?reason=stale")


def home(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/admin/")


def take_off_the_website(page: Any, person: Person) -> None:
    """Unpublish the page that an item leads to."""
    page.goto(f"{person.demo.intranet}/admin/pages/search/?q={CLOSED}")
    page.get_by_role("link", name=CLOSED, exact=True).first.click()
    page.wait_for_url("**/edit/**")
    page.goto(page.url.split("/edit/")[0] + "/unpublish/")
    page.get_by_role("button", name="Yes, unpublish it").click()
    page.locator(".messages .success").wait_for()


def publish_without_caption(page: Any, person: Person) -> None:
    offer_from_page(page, person.demo, WORDLESS)
    page.get_by_role("combobox", name="Leads to").select_option("card")
    publish(page)


def every_reason(person: Person) -> Any:
    """The first rows of the list, once a page is gone and an item without a caption is out."""
    page = attention(person)
    if not page.get_by_role("heading", name="Nobody can open them").count():
        take_off_the_website(page, person)
    if not page.get_by_role("heading", name="Without a caption").count():
        publish_without_caption(page, person)
    page.goto(f"{person.demo.intranet}/admin/advocacy/library/attention/")
    return page


SCREENS = {
    "attention": Screen(attention, {"attention": LIGHT, "attention-phone-dark": PHONE_DARK}),
    "one-reason": Screen(one_reason, {"attention-one-reason": LIGHT}),
    # Somebody who has made nothing yet has nothing to look after.
    "empty": Screen(attention, {"attention-empty": LIGHT}, "leader"),
    "home": Screen(home, {"home-panel": LIGHT}, ours="#advocacy-attention-section"),
    # Last, for it takes a page off the website; judged in the editor's morning.
    "every-reason": Screen(
        every_reason,
        {"attention-every-reason": tall(1200), "attention-every-reason-phone": PHONE_LIGHT},
        is_judged=False,
    ),
}
