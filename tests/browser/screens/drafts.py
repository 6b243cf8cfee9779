"""From a draft to what is live: scheduled, in a workflow, stopped, too large, looked back at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.demo import PERSON, Person, add_caption, publish
from tests.browser.screens import LIGHT, PHONE_DARK, Screen, forgive
from tests.browser.screens.library import LIBRARY, edited, still

SCHEDULED = "Our yearly report on water and work"
PROPOSED = "A meter that keeps quiet, told by Samuel"
WRITTEN_BY_TWO = "Three ways to lower the pressure at night"
THEIRS = ("Three valves, no new pipe: any town can try this next week.", "Three valves and a quiet night.")
NEVER_SAVED = "Five questions before a town buys loggers"
FEW = 4
TOO_MANY = 1001
"""Django reads 1,000 fields."""

LONG = "What the night shift in Hallin heard, measured, wrote down and fixed between Monday and Sunday: " + (
    "eleven leaks, nine nights, forty loggers, one fridge that nobody had thought of, and a town asleep"
)


@contextmanager
def colleague(person: Person, name: str) -> Iterator[Person]:
    """Somebody else, at another browser."""
    context = person.context.browser.new_context(user_agent=PERSON, locale="en-GB", reduced_motion="reduce")
    yield Person(context, person.demo).log_in(name)
    context.close()


def found(person: Person, words: str) -> Any:
    return person.open(f"{person.demo.intranet}{LIBRARY}?q={words}")


def scheduled_in_list(person: Person) -> Any:
    return found(person, "report")


def scheduled(person: Person) -> Any:
    """With the panel beside the editor that says when."""
    page = edited(person, SCHEDULED)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_text("Go-live:").wait_for()
    return still(page)


def propose(person: Person) -> None:
    """Let a leader, who may not publish, submit an item; once."""
    with colleague(person, "leader") as leader:
        page = leader.open(f"{person.demo.intranet}{LIBRARY}?q={PROPOSED}")
        if page.locator("tbody").get_by_role("link", name=PROPOSED, exact=True).count():
            return
        page.goto(f"{person.demo.intranet}{LIBRARY}paste/")
        page.get_by_role("textbox", name="Address").fill(f"{person.demo.website}/blog/a-meter-that-keeps-quiet/")
        page.get_by_role("button", name="Read the page").click()
        page.wait_for_url("**/add/**")
        page.get_by_role("textbox", name="Headline").fill(PROPOSED)
        add_caption(page, "A meter nobody hears.")
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Submit to Editors’ approval").click()
        page.locator(".messages .success").wait_for()


def submitted(person: Person) -> Any:
    propose(person)
    page = edited(person, PROPOSED)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_text("Editors read it").first.wait_for()
    return still(page)


def in_workflow(person: Person) -> Any:
    propose(person)
    return found(person, "meter")


def to_approve(person: Person) -> Any:
    """The editor of an item that waits, with what an approver may do."""
    propose(person)
    page = edited(person, PROPOSED)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Approve and Publish", exact=True).wait_for()
    return page


def asked_at_home(person: Person) -> Any:
    propose(person)
    page = person.open(f"{person.demo.intranet}/admin/")
    page.get_by_role("link", name=PROPOSED).first.evaluate(
        "link => link.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    return page


def stopped(person: Person) -> Any:
    """Somebody else published while this editor wrote."""
    page = edited(person, WRITTEN_BY_TWO)
    with colleague(person, "admin") as other:
        theirs = edited(other, WRITTEN_BY_TWO)
        field = theirs.get_by_role("textbox", name="Why share this")
        field.fill(next(words for words in THEIRS if words != field.input_value()))
        publish(theirs)
    page.get_by_role("textbox", name="Why share this").fill("The cheapest litre is the one that never leaks.")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    # Wagtail asks too if it has heard of the other version by now, which it hears every ten seconds.
    asked = page.get_by_role("dialog").get_by_role("button", name="Publish")
    told = page.get_by_role("link", name="See what changed")
    asked.or_(told).first.wait_for()
    if asked.is_visible():
        asked.click()
    told.wait_for()
    # Of an autosave, if it came so late.
    forgive(person, "status of 400")
    return page


def what_changed(person: Person) -> Any:
    page = stopped(person)
    page.goto(page.get_by_role("link", name="See what changed").evaluate("link => link.href"))
    return page


def history(person: Person) -> Any:
    page = edited(person, WRITTEN_BY_TWO)
    page.goto(page.url.replace("/edit/", "/history/"))
    if page.get_by_role("row").count() < FEW:
        stopped(person).close(run_before_unload=False)
        page.reload()
    return page


def too_big(person: Person) -> Any:
    page = edited(person, NEVER_SAVED)
    page.evaluate(
        """many => {
            const form = document.querySelector("[data-edit-form]");
            for (let number = 0; number < many; number++) {
                form.append(Object.assign(document.createElement("input"), {type: "hidden", name: `more-${number}`}));
            }
        }""",
        TOO_MANY,
    )
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("too many captions for one form").wait_for()
    forgive(person, "status of 400")
    return page


def with_long_headline(person: Person) -> str:
    """Make a draft whose headline is nearly as long as the column; once. Return where the list has it."""
    address = f"{person.demo.intranet}{LIBRARY}?q=fridge+that+nobody"
    page = person.open(address)
    if not page.locator("tbody").get_by_role("link", name=LONG, exact=True).count():
        page.goto(f"{person.demo.intranet}{LIBRARY}add/")
        page.get_by_role("textbox", name="Headline").fill(LONG)
        page.get_by_role("button", name="Save draft").click()
        page.locator(".messages .success").wait_for()
    page.close(run_before_unload=False)
    return address


def long_in_list(person: Person) -> Any:
    return person.open(with_long_headline(person))


def long_in_editor(person: Person) -> Any:
    page = long_in_list(person)
    page.get_by_role("link", name=LONG, exact=True).click()
    page.wait_for_url("**/edit/**")
    return page


def offered_once(person: Person) -> Any:
    """The menu of a page that is in the library."""
    page = person.open(person.demo.news("eleven-leaks-in-nine-days"))
    page.get_by_role("button", name="Wagtail").click()
    page.get_by_role("menuitem", name="Edit this page").click()
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Offered once").first.hover()
    return page


SCREENS = {
    "scheduled-list": Screen(scheduled_in_list, {"scheduled-in-list": LIGHT}),
    "scheduled": Screen(scheduled, {"scheduled-item": LIGHT}),
    "submitted": Screen(submitted, {"submitted-item": LIGHT}, "leader"),
    "in-workflow": Screen(in_workflow, {"in-workflow-list": LIGHT}),
    "to-approve": Screen(to_approve, {"to-approve": LIGHT}, is_judged=False),
    "asked-at-home": Screen(asked_at_home, {"to-approve-home-phone": PHONE_DARK}, is_judged=False),
    "stopped": Screen(stopped, {"stopped-save": LIGHT}),
    "what-changed": Screen(what_changed, {"item-comparison": LIGHT}),
    "history": Screen(history, {"item-history": LIGHT}),
    "too-big": Screen(too_big, {"too-many-captions": LIGHT}),
    "long-list": Screen(long_in_list, {}),
    "long-editor": Screen(long_in_editor, {}),
    "offered-once": Screen(offered_once, {"offered-once": LIGHT}, is_judged=False),
}
