"""An editor's morning, by keyboard alone: offer, mend, schedule, approve, renew, work down what is left.

Once on a desk and once on a phone; every screen of ours on the way is judged in the light and in the dark.
"""

import re
import time
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from tests.browser.demo import DESK, PHONE
from tests.browser.keys import Keys
from tests.browser.late_autosaves import LateAutosaves
from tests.browser.newspaper import HEADLINE, SUMMARY
from tests.browser.test_journey import DEMO_TIME, LIBRARY
from tests.browser.test_looks import axe  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

ATTENTION = "/admin/advocacy/library/attention/"
PANEL = "#advocacy-attention-section"
INTRANET_NEWS = "two-people-one-gas-meter-every-chamber"
EXPIRING = "How to read a water report in two minutes"
CLOSED = "Working outside: a technician's week"
OFFERED_AT_ONCE = ("Come to Water Days, and bring a question", "Tell people what you do: our sharing programme")
EDITED = re.compile(r"/shareableitem/edit/\d+/")


@pytest.fixture
def demo(fresh_demo):
    """One of its own: at the end of a morning nothing in it needs anybody."""
    with fresh_demo() as running:
        yield running


@pytest.fixture
def log_ins():
    return {}


def offer(keys, demo, slug):
    """From a news page to a new item: Wagtail’s button on the page, the editor, the button in its header."""
    keys.go(demo.news(slug))
    keys.button("Wagtail")
    keys.arrow_to(keys.page.get_by_role("menuitem", name="Edit this page"))
    with keys.leaving():
        keys.page.keyboard.press("Enter")
    keys.button("Actions")
    keys.link("Offer for sharing")


def paste(keys, demo, address):
    keys.go(f"{demo.intranet}{LIBRARY}")
    keys.judge()
    keys.link("Paste an address")
    # The field takes the focus by itself.
    keys.page.locator("main input:focus").wait_for()
    keys.judge()
    keys.page.keyboard.insert_text(address)
    with keys.leaving():
        keys.page.keyboard.press("Enter")


def row(page, headline):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=headline, exact=True))


def find(keys, demo, headline):
    keys.go(f"{demo.intranet}{LIBRARY}?{urlencode({'q': headline})}")
    return row(keys.page, headline)


def in_hub(page, demo, headline):
    """Whether a colleague finds it; the search is the same list, and does not grow while one looks."""
    page.goto(f"{demo.intranet}/advocacy/?{urlencode({'q': headline})}")
    return page.get_by_role("heading", name=headline, exact=True).count() > 0


def lets_expire(keys, demo):
    """By a bulk change, in a moment; returns when."""
    line = find(keys, demo, EXPIRING)
    shares = line.get_by_role("cell").nth(3).inner_text()
    keys.tab_to(line.get_by_role("checkbox"))
    keys.page.keyboard.press("Space")
    keys.link("Change when the selected items expire")
    keys.judge()
    moment = (datetime.now(DEMO_TIME) + timedelta(seconds=90)).replace(second=0, microsecond=0)
    # A group of radio buttons is one stop for Tab; the arrows choose in it.
    keys.tab_to(keys.page.get_by_role("radio", checked=True))
    keys.arrow_to(keys.page.get_by_role("radio", name="At the moment below"))
    keys.write(keys.page.get_by_role("textbox", name="Moment"), f"{moment:%Y-%m-%d %H:%M}")
    keys.page.keyboard.press("Escape")
    keys.tab_to(keys.page.get_by_role("button", name="Change", exact=True))
    with keys.leaving():
        keys.page.keyboard.press("Enter")
    assert keys.told()
    return moment, shares


def makes_drafts_of_pages(keys, demo):
    """Two news at once, from the page explorer."""
    keys.go(demo.news(INTRANET_NEWS))
    keys.button("Wagtail")
    keys.arrow_to(keys.page.get_by_role("menuitem", name="Show in Explorer"))
    with keys.leaving():
        keys.page.keyboard.press("Enter")
    for title in OFFERED_AT_ONCE:
        line = keys.page.get_by_role("row").filter(has_text=title)
        keys.press(line.get_by_role("checkbox"), "Space")
    keys.button("More", exact=True)
    # Wagtail makes the buttons ready once they have unfolded.
    keys.page.wait_for_timeout(500)
    keys.link("Offer the selected pages for sharing")
    keys.judge()
    keys.tab_to(keys.page.get_by_role("button", name=re.compile("^Make the draft")))
    with keys.leaving():
        keys.page.keyboard.press("Enter")
    assert "2 drafts made" in keys.told()


def is_refused_and_mends(keys, demo):
    """For its login wall; it goes out without a caption, which is work for later."""
    offer(keys, demo, INTRANET_NEWS)
    keys.judge()
    keys.choose_page("Two people, one gas meter, every chamber")
    headline = keys.page.get_by_role("textbox", name="Headline").input_value()
    keys.more("Publish")
    assert "people outside would see “Sign in”" in keys.page.locator("main").inner_text()
    keys.judge()
    keys.send("Save draft")
    keys.page.get_by_text("Needed before it can go out:").wait_for()
    keys.judge()
    keys.tab_to(keys.page.get_by_role("link", name="Choose another destination").last)
    keys.page.keyboard.press("Enter")
    keys.choose(keys.page.get_by_role("combobox", name="Leads to"), "Its own public page")
    keys.more("Publish")
    assert "published" in keys.told()
    return headline


def pastes_and_schedules(keys, demo):
    paste(keys, demo, f"http://{demo.newspaper}/story")
    assert "The picture is in Images already" in keys.told()
    assert keys.page.get_by_role("textbox", name="Headline").input_value() == HEADLINE
    assert keys.page.get_by_role("textbox", name="Public summary").input_value() == SUMMARY
    keys.judge()
    keys.caption("Two winters of listening, and the town keeps its water.")
    keys.schedule("Go live date/time", datetime.now(DEMO_TIME) + timedelta(days=3))
    keys.more("Schedule to publish")
    assert "scheduled" in keys.told()
    keys.judge()


def submits(keys, demo):
    """Somebody who may not publish proposes a page of the website."""
    paste(keys, demo, f"{demo.website}/blog/a-meter-that-keeps-quiet/")
    headline = "A meter that keeps quiet, told by Samuel"
    keys.write(keys.page.get_by_role("textbox", name="Headline"), headline)
    assert keys.page.get_by_role("combobox", name="Leads to").input_value() == "page"
    keys.caption("A meter nobody hears.")
    keys.more("Submit to Editors’ approval")
    assert "submitted" in keys.told()
    keys.judge()
    return headline


def approves(keys, demo, headline):
    keys.go(f"{demo.intranet}/admin/")
    keys.link(headline)
    keys.judge()
    keys.more("Approve and Publish")
    assert keys.told()


def renews(keys, demo):
    line = find(keys, demo, EXPIRING)
    keys.press(line.get_by_role("button", name=re.compile("options for|Actions")))
    keys.link("Renew", exact=True)
    keys.judge()
    keys.send("Renew")
    assert "is offered again" in keys.told()


def takes_a_page_off_the_website(keys, demo, title):
    """What leads there loses its destination, and nobody who looks after the library did anything."""
    keys.go(f"{demo.intranet}/admin/pages/search/?{urlencode({'q': title})}")
    keys.link(title, exact=True)
    keys.button("More actions")
    keys.link("Unpublish")
    keys.send("Yes, unpublish it")


def works_down(keys, demo):
    """Each row’s one action, until nothing is left; returns the reasons that there were."""
    page, reasons = keys.page, set()
    keys.go(f"{demo.intranet}/admin/")
    keys.judge(PANEL)
    keys.link("Work them down")
    keys.judge()
    for _turn in range(30):
        rows = page.locator("section[aria-labelledby^=attention-] li")
        if not rows.count():
            return reasons
        reasons.add(page.locator("section h2").first.get_attribute("id").removeprefix("attention-"))
        deed = rows.first.locator("a, button").last
        name = deed.text_content().split(":")[0].strip()
        keys.tab_to(deed)
        with keys.leaving():
            page.keyboard.press("Enter")
        DEEDS[name](keys)
        keys.told()
        keys.go(f"{demo.intranet}{ATTENTION}")
    raise AssertionError("It never ends.")


def takes_out(keys):
    keys.send("Take it out")


def adds_a_caption(keys):
    keys.caption("In short: worth a minute of your time.")
    keys.more("Publish")


def chooses_its_own_page(keys):
    keys.choose(keys.page.get_by_role("combobox", name="Leads to"), "Its own public page")
    keys.more("Publish")


def leaves_the_preview_as_it_is(keys):
    keys.judge()
    keys.send("Leave it as it is")
    keys.judge()


DEEDS = {
    "See the preview": leaves_the_preview_as_it_is,
    "Choose another destination": chooses_its_own_page,
    "Renew for 30 days": lambda keys: None,
    "Add a caption": adds_a_caption,
    "Take it out": takes_out,
}


@pytest.mark.journey
@pytest.mark.parametrize(
    "look",
    [{"viewport": DESK, "color_scheme": "light"}, {"viewport": PHONE, "color_scheme": "dark"}],
    ids=["desk", "phone"],
)
def test_a_morning_by_keyboard(person, demo, axe, look):  # noqa: F811
    editor = person("editor", **look)
    keys = Keys(editor.context.new_page(), axe)
    leader = person("leader", **look)
    late = [LateAutosaves(editor), LateAutosaves(leader)]
    moment, shares = lets_expire(keys, demo)
    makes_drafts_of_pages(keys, demo)
    mended = is_refused_and_mends(keys, demo)
    pastes_and_schedules(keys, demo)
    proposed = submits(Keys(leader.context.new_page(), axe), demo)
    # Without a script the list is all there when the page is.
    colleague = person("employee", java_script_enabled=False, **look).context.new_page()
    assert not in_hub(colleague, demo, proposed)
    approves(keys, demo, proposed)
    assert in_hub(colleague, demo, proposed)
    assert in_hub(colleague, demo, mended)
    assert not in_hub(colleague, demo, HEADLINE)
    time.sleep(max(0, moment.timestamp() + 1 - time.time()))
    assert not in_hub(colleague, demo, EXPIRING)
    assert find(keys, demo, EXPIRING).get_by_role("cell").nth(3).inner_text() == shares
    renews(keys, demo)
    assert in_hub(colleague, demo, EXPIRING)
    assert in_hub(colleague, demo, CLOSED)
    takes_a_page_off_the_website(keys, demo, CLOSED)
    assert not in_hub(colleague, demo, CLOSED)
    assert works_down(keys, demo) == {"closed", "preview", "wordless", "expiring", "stale"}
    assert "Nothing needs attention." in keys.page.locator("main").inner_text()
    keys.judge()
    assert in_hub(colleague, demo, CLOSED)
    keys.go(f"{demo.intranet}/admin/")
    assert keys.page.get_by_role("heading", name="Site summary").or_(keys.page.locator(".w-summary")).count()
    assert not keys.page.locator(PANEL).count()
    for each in late:
        each.forgive()
