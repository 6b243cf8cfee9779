"""What people meet now and then: a pause, a refusal, a question, somebody who looked up a name.

Most of these change the demo, so they come last and are judged elsewhere, by tests that put things right again.
"""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import ARABIC_PHONE, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen
from tests.browser.screens.dialog import choose, dialog, write
from tests.browser.screens.hub import come_back, first_visit, hub
from tests.browser.screens.mine import my_data, my_shares, saved

DAY = 86_400
"""Seconds."""


def colleague(person: Person, name: str) -> Person:
    """Somebody else, at a browser of their own."""
    return Person(person.context.browser.new_context(locale="en-GB"), person.demo).log_in(name)


def get_a_link(person: Person) -> Any:
    page = dialog(person)
    page.get_by_role("button", name=re.compile("^Copy link")).click()
    page.get_by_role("button", name="Get the link").click()
    page.get_by_role("textbox", name="Your link").wait_for()
    return page


def let_legal_look(person: Person) -> None:
    """Nobody may look up a name until it is allowed, superusers no more than others."""
    page = colleague(person, "admin").open(f"{person.demo.intranet}/admin/groups/")
    page.get_by_role("link", name="Legal", exact=True).first.click()
    row = page.locator("tr", has=page.get_by_role("heading", name="Share", exact=True))
    for permission in ("Can view", "Can see who shared, one share at a time, with a reason"):
        row.get_by_label(permission, exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.locator(".messages .success").wait_for()


def look_up(person: Person) -> Any:
    """Where somebody with the permission says why they must know who made the newest share."""
    let_legal_look(person)
    page = person.open(f"{person.demo.intranet}/admin/advocacy/shares/")
    page.get_by_role("link", name=re.compile("^Who shared this")).first.click()
    page.get_by_role("button", name="Note my reason and show the name").wait_for()
    return page


def looked_up(person: Person) -> Any:
    page = look_up(person)
    page.locator("form [name=reason]").fill("A customer answered under this post and wants to thank whoever wrote it.")
    page.get_by_role("button", name="Note my reason and show the name").click()
    page.get_by_text("It is noted that you looked, and why.").wait_for()
    return page


def my_data_with_a_look(person: Person) -> Any:
    get_a_link(person)
    looked_up(colleague(person, "legal"))
    page = my_data(person)
    page.locator("#wa-looks").evaluate("title => title.scrollIntoView()")
    return page


def erase(person: Person) -> Any:
    page = my_data(person)
    page.get_by_role("heading", name=re.compile("^Erase")).scroll_into_view_if_needed()
    page.get_by_role("button", name="Erase my data").scroll_into_view_if_needed()
    return page


def paused_hub(person: Person) -> Any:
    page = my_data(person)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="End the pause").wait_for()
    return hub(person)


def remind(person: Person) -> Any:
    page = saved(person)
    page.get_by_role("link", name=re.compile("^Remind me")).first.click()
    page.get_by_role("button", name="Get the calendar file").wait_for()
    return page


def nothing_new(person: Person) -> Any:
    page = hub(person)
    newest = int(page.locator("[data-wa-news]").get_attribute("data-wa-recent").split(",")[0])
    come_back(person, page, newest + DAY)
    page.locator("[data-wa-news]", has_text="Nothing new since").wait_for()
    return page


def nothing_left(person: Person) -> Any:
    page = hub(person)
    while page.locator("button[name=dismiss]").count():
        page.evaluate("""async () => {
            const form = document.getElementById("wa-keep");
            for (const button of document.querySelectorAll("button[name=dismiss]")) {
                const data = new FormData(form);
                data.set("dismiss", button.value);
                await fetch(form.action, {method: "POST", body: data, headers: {Accept: "application/json"}});
            }
        }""")
        page.reload()
    page.get_by_role("heading", name="Nothing left").wait_for()
    return page


def asked_on_the_hub(person: Person) -> Any:
    page = dialog(person)
    choose(page, "Mastodon")
    write(page, "I work at Larkwater. Nine nights with a headset in the rain, and I would do it again.")
    with person.context.expect_page() as opened:
        page.get_by_role("button", name="Open Mastodon", exact=True).click()
    opened.value.wait_for_url(lambda url: url.startswith("https://"))
    page = first_visit(person)
    page.get_by_role("heading", name="Did you post it on Mastodon?").wait_for()
    return page


def refused(person: Person) -> Any:
    page = dialog(person)
    choose(page, "X")
    write(page, "I work at Larkwater. Nine nights with a headset in the rain, and I would do it again. " * 5)
    with person.context.expect_page() as opened:
        page.get_by_role("button", name="Open X", exact=True).click()
    opened.value.get_by_role("alert").wait_for()
    return opened.value


def public_link(person: Person) -> Any:
    page = dialog(person)
    page.get_by_text("Copy the public link, untracked").click()
    page.get_by_role("button", name="Copy it").scroll_into_view_if_needed()
    return page


def not_copied(person: Person) -> Any:
    page = dialog(person)
    choose(page, "LinkedIn")
    write(page, "I work at Larkwater. Nine nights with a headset in the rain, and I would do it again.")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    with person.context.expect_page():
        page.get_by_role("button", name="Open LinkedIn").click()
    page.get_by_text("Your browser did not let us copy.").wait_for()
    page.bring_to_front()
    return page


SAID_BEFORE = "I work at Larkwater. Eleven leaks in nine days, and not one hole too many."


def same_words(person: Person) -> Any:
    other = colleague(person, "leader")
    page = dialog(other)
    choose(page, "Bluesky")
    write(page, SAID_BEFORE)
    with other.context.expect_page() as opened:
        page.get_by_role("button", name="Open Bluesky", exact=True).click()
    opened.value.wait_for_url(lambda url: url.startswith("https://"))
    page = dialog(person)
    write(page, SAID_BEFORE)
    choose(page, "Bluesky")
    return page


def picture(person: Person) -> Any:
    """Instagram, which a programme has to choose."""
    page = colleague(person, "admin").open(f"{person.demo.intranet}/admin/settings/wagtail_advocacy/advocacysettings/")
    for place, network in enumerate(("instagram", "linkedin", "bluesky")):
        page.get_by_role("button", name="Add network").click()
        page.locator(f"#id_site_networks-{place}-network").select_option(network)
    page.get_by_role("button", name="Save").click()
    page.locator(".messages .success").wait_for()
    page = dialog(person)
    choose(page, "Instagram")
    page.get_by_role("link", name="Download the picture").first.scroll_into_view_if_needed()
    return page


# Judged: what leaves the demo as it is.
SCREENS = {
    "erase": Screen(erase, {"my-data-erase": LIGHT}, "leader", ".wa"),
    "remind": Screen(remind, {"remind-me-phone": PHONE_LIGHT}, "employee", ".wa"),
    "no-shares": Screen(my_shares, {"my-shares-empty": LIGHT}, "recruiter", ".wa"),
    "nothing-saved": Screen(saved, {"saved-empty-phone": PHONE_DARK}, "recruiter", ".wa"),
    "nothing-new": Screen(nothing_new, {"hub-nothing-new": LIGHT}, "employee", ".wa", is_judged=False),
    "arabic": Screen(first_visit, {"hub-right-to-left-phone": ARABIC_PHONE}, "employee", ".wa", is_judged=False),
    "public-link": Screen(
        public_link, {"dialog-public-link-phone": PHONE_LIGHT}, "employee", "dialog.wa-dialog", is_judged=False
    ),
    "refused": Screen(refused, {"dialog-refused": LIGHT}, "employee", ".wa", is_judged=False),
    "not-copied": Screen(not_copied, {"dialog-not-copied": LIGHT}, "employee", "dialog.wa-dialog", is_judged=False),
    "same-words": Screen(same_words, {"dialog-same-words": LIGHT}, "employee", "dialog.wa-dialog", is_judged=False),
    "look": Screen(look_up, {"who-shared-this": LIGHT}, "legal", is_judged=False),
    "looked-up": Screen(looked_up, {"who-shared-this-answered": LIGHT}, "legal", is_judged=False),
    "my-data-look": Screen(my_data_with_a_look, {"my-data-looked-up": LIGHT}, "employee", ".wa", is_judged=False),
    "question": Screen(asked_on_the_hub, {"hub-question": LIGHT}, "leader", ".wa", is_judged=False),
    "paused": Screen(paused_hub, {"hub-paused": LIGHT}, "leader", ".wa", is_judged=False),
    "nothing-left": Screen(nothing_left, {"hub-nothing-left": LIGHT}, "legal", ".wa", is_judged=False),
    "picture": Screen(picture, {"dialog-picture-phone": PHONE_LIGHT}, "employee", "dialog.wa-dialog", is_judged=False),
}
