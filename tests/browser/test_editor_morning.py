"""An editor's morning, by keyboard alone: offer, mend, schedule, approve, renew, work down what is left."""

import re
import time
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from tests.browser.newspaper import HEADLINE, SUMMARY
from tests.browser.test_journey import DEMO_TIME, LIBRARY

pytestmark = pytest.mark.browser

ATTENTION = "/admin/advocacy/library/attention/"
INTRANET_NEWS = "two-people-one-gas-meter-every-chamber"
EXPIRING = "How to read a water report in two minutes"
OFFERED_AT_ONCE = ("Come to Water Days, and bring a question", "Tell people what you do: our sharing programme")
FOCUSED = "each => each.matches(':focus')"
RING = "each => each.matches(':focus-visible') && getComputedStyle(each).outlineStyle !== 'none'"
BEHIND = """each => document.activeElement !== document.body
    && !!(each.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""
EDITOR = re.compile(r"/shareableitem/edit/\d+/$")
LATE = "Failed to load resource: the server responded with a status of 400 (Bad Request) ({})"


class Keys:
    """A page that is worked with by keyboard alone: nothing is clicked, and nothing focused but by keys."""

    def __init__(self, page):
        self.page = page

    def press(self, target, key="Enter"):
        """Go to ``target`` and press ``key`` there."""
        self.tab_to(target, ring=False)
        self.page.keyboard.press(key)

    def button(self, name, **options):
        self.press(self.page.get_by_role("button", name=name, **options).first)

    def link(self, name, **options):
        self.press(self.page.get_by_role("link", name=name, **options).first)

    def tab_to(self, target, most=200, ring=True):
        """Press Tab, or Shift and Tab where that is nearer, until ``target`` has the focus; see where one is.

        Wagtail shows the focus of its own fields and buttons in its own ways: no ``ring`` is looked for there.
        """
        target.wait_for()
        if target.evaluate(FOCUSED):
            return
        tab = "Shift+Tab" if target.evaluate(BEHIND) else "Tab"
        for _step in range(most):
            self.page.keyboard.press(tab)
            if target.evaluate(FOCUSED):
                assert not ring or target.evaluate(RING), "Nobody sees that this has the focus."
                return
        raise AssertionError("Tab does not lead there.")

    def arrow_to(self, target, key="ArrowDown", most=20):
        """Press an arrow key until ``target`` has the focus."""
        for _step in range(most):
            if target.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
            # Wagtail’s menu takes a moment for each step.
            self.page.wait_for_timeout(100)
        raise AssertionError("The arrows do not lead there.")

    def write(self, target, words):
        self.tab_to(target, ring=False)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, target, label):
        """Choose in a list by its first letters."""
        self.tab_to(target, ring=False)
        self.page.keyboard.type(label)
        assert target.evaluate("each => each.selectedOptions[0].text.trim()").startswith(label)

    def dialog(self):
        """The dialog that opens, once it has taken the focus."""
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        self.page.wait_for_timeout(500)
        return dialog

    def choose_page(self, title):
        self.button("Choose a page")
        dialog = self.dialog()
        self.write(dialog.get_by_label("Search term"), title)
        self.press(dialog.get_by_role("link", name=title, exact=True))
        dialog.wait_for(state="hidden")

    def schedule(self, label, moment):
        self.button("Toggle status")
        self.button("Set schedule")
        dialog = self.dialog()
        self.write(dialog.get_by_label(label), f"{moment:%Y-%m-%d %H:%M}")
        self.press(dialog.get_by_role("button", name="Save schedule"))
        dialog.wait_for(state="hidden")

    def more(self, name):
        """One of the actions that unfold beside “Save draft”."""
        self.button("More actions")
        with self.page.expect_navigation():
            self.button(name)

    def told(self):
        self.page.locator(".messages li").first.wait_for()
        return self.page.locator(".messages").inner_text()

    def caption(self, words):
        self.button("Add Caption")
        self.write(self.page.get_by_role("textbox", name="Words").last, words)
        self.choose(self.page.get_by_role("combobox", name="Language").last, "English")


def offer(keys, demo, slug):
    """From a news page to a new item: Wagtail’s button on the page, the editor, the button in its header."""
    keys.page.goto(demo.news(slug))
    keys.button("Wagtail")
    keys.arrow_to(keys.page.get_by_role("menuitem", name="Edit this page"))
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/edit/")
    keys.button("Actions")
    keys.link("Offer for sharing")
    keys.page.wait_for_url("**/shareableitem/add/**")


def paste(keys, demo, address):
    keys.page.goto(f"{demo.intranet}{LIBRARY}")
    keys.tab_to(keys.page.get_by_role("link", name="Paste an address"))
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/paste/")
    # The field takes the focus by itself.
    keys.page.locator("main input:focus").wait_for()
    keys.page.keyboard.insert_text(address)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/shareableitem/add/**")


def row(page, headline):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=headline, exact=True))


def find(keys, demo, headline):
    keys.page.goto(f"{demo.intranet}{LIBRARY}?q={headline}")
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
    moment = (datetime.now(DEMO_TIME) + timedelta(seconds=70)).replace(second=0, microsecond=0)
    # A group of radio buttons is one stop for Tab; the arrows choose in it.
    keys.tab_to(keys.page.get_by_role("radio", checked=True))
    keys.arrow_to(keys.page.get_by_role("radio", name="At the moment below"))
    keys.write(keys.page.get_by_role("textbox", name="Moment"), f"{moment:%Y-%m-%d %H:%M}")
    keys.page.keyboard.press("Escape")
    keys.tab_to(keys.page.get_by_role("button", name="Change", exact=True))
    keys.page.keyboard.press("Enter")
    assert keys.told()
    return moment, shares


def makes_drafts_of_pages(keys, demo):
    """Two news at once, from the page explorer."""
    keys.page.goto(demo.news(INTRANET_NEWS))
    keys.button("Wagtail")
    keys.arrow_to(keys.page.get_by_role("menuitem", name="Show in Explorer"))
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/admin/pages/**")
    for title in OFFERED_AT_ONCE:
        line = keys.page.get_by_role("row").filter(has_text=title)
        keys.press(line.get_by_role("checkbox"), "Space")
    keys.button("More", exact=True)
    # Wagtail makes the buttons ready once they have unfolded.
    keys.page.wait_for_timeout(500)
    keys.link("Offer the selected pages for sharing")
    keys.tab_to(keys.page.get_by_role("button", name=re.compile("^Make the draft")))
    keys.page.keyboard.press("Enter")
    assert "2 drafts made" in keys.told()


def is_refused_and_mends(keys, demo):
    offer(keys, demo, INTRANET_NEWS)
    keys.choose_page("Two people, one gas meter, every chamber")
    keys.caption("We keep what others throw away.")
    headline = keys.page.get_by_role("textbox", name="Headline").input_value()
    keys.more("Publish")
    assert "people outside would see “Sign in”" in keys.page.locator("main").inner_text()
    keys.button("Save draft")
    keys.page.wait_for_url("**/edit/**")
    keys.page.get_by_text("Needed before it can go out:").wait_for()
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
    keys.caption("Two winters of listening, and the town keeps its water.")
    keys.schedule("Go live date/time", datetime.now(DEMO_TIME) + timedelta(days=3))
    keys.more("Schedule to publish")
    assert "scheduled" in keys.told()


def submits(keys, demo):
    """Somebody who may not publish proposes a page of the website."""
    paste(keys, demo, f"{demo.website}/blog/a-meter-that-keeps-quiet/")
    headline = "A meter that keeps quiet, told by Samuel"
    keys.write(keys.page.get_by_role("textbox", name="Headline"), headline)
    assert keys.page.get_by_role("combobox", name="Leads to").input_value() == "page"
    keys.caption("A meter nobody hears.")
    keys.more("Submit to Editors’ approval")
    assert "submitted" in keys.told()
    return headline


def approves(keys, demo, headline):
    keys.page.goto(f"{demo.intranet}/admin/")
    keys.link(headline)
    keys.page.wait_for_url("**/edit/**")
    keys.more("Approve and Publish")
    assert keys.told()


def renews(keys, demo):
    line = find(keys, demo, EXPIRING)
    keys.press(line.get_by_role("button", name=re.compile("options for|Actions")))
    keys.press(keys.page.get_by_role("link", name="Renew", exact=True))
    keys.page.wait_for_url("**/renew/**")
    keys.tab_to(keys.page.get_by_role("button", name="Renew"))
    keys.page.keyboard.press("Enter")
    assert "is offered again" in keys.told()


def works_down(keys, demo):
    """Each row’s one action, until nothing is left."""
    page = keys.page
    for _turn in range(30):
        page.goto(f"{demo.intranet}{ATTENTION}")
        lines = page.locator("section[aria-labelledby^=attention-] li")
        if not lines.count():
            assert "Nothing needs attention." in page.locator("main").inner_text()
            return
        deed = lines.first.locator("a, button").last
        name = deed.text_content().split(":")[0].strip()
        keys.tab_to(deed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if name == "Take it out":
            keys.tab_to(page.get_by_role("button", name="Take it out"))
            page.keyboard.press("Enter")
        elif name == "Add a caption":
            keys.caption("In short: worth a minute of your time.")
            keys.more("Publish")
        else:
            assert name == "Renew for 30 days", name
        keys.told()
    raise AssertionError("It never ends.")


class LateAutosaves:
    """Autosaves that were on their way when somebody pressed a button, and arrived after what the button did.

    The server refuses them with 400 and “invalid_revision”, as it must, and the browser notes that in its console.
    """

    def __init__(self, somebody):
        self.somebody, self.refused = somebody, []
        somebody.context.on("response", self._look)

    def _look(self, response):
        request = response.request
        is_autosave = request.method == "POST" and request.headers.get("accept") == "application/json"
        if response.status == 400 and is_autosave and EDITOR.search(request.url):
            self.refused.append(request.url)

    def forgive(self):
        for address in self.refused:
            if (complaint := LATE.format(address)) in self.somebody.complaints:
                self.somebody.complaints.remove(complaint)


def test_a_morning_by_keyboard(person, demo):
    editor = person("editor")
    keys = Keys(editor.context.new_page())
    leader = person("leader")
    late = [LateAutosaves(editor), LateAutosaves(leader)]
    moment, shares = lets_expire(keys, demo)
    makes_drafts_of_pages(keys, demo)
    mended = is_refused_and_mends(keys, demo)
    pastes_and_schedules(keys, demo)
    proposed = submits(Keys(leader.context.new_page()), demo)
    colleague = person("employee").context.new_page()
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
    works_down(keys, demo)
    for each in late:
        each.forgive()


def test_an_autosave_that_a_publish_overtakes_is_refused(person, demo):
    """What the console may say on such a morning, made to happen: the autosave waits until the publish is done."""
    editor = person("editor")
    late, page = LateAutosaves(editor), editor.context.new_page()
    page.goto(f"{demo.intranet}{LIBRARY}?q={EXPIRING}")
    page.get_by_role("link", name=EXPIRING, exact=True).click()
    page.wait_for_url("**/edit/**")
    # Before that Wagtail takes everything for the form as it was.
    page.wait_for_timeout(3000)
    autosaves, publishes = [], []

    def hold(route):
        request = route.request
        if request.method != "POST":
            route.continue_()
        elif request.headers["accept"] == "application/json":
            autosaves.append(route)
        else:
            publishes.append(route)

    page.route(EDITOR, hold)
    field = page.get_by_role("textbox", name="Why share this")
    field.fill("Two minutes that spare your neighbours a question.")
    within(page, autosaves)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click(no_wait_after=True)
    within(page, publishes)
    done = publishes[0].fetch(max_redirects=0)
    assert done.status == 302, done.text()
    refused = autosaves[0].fetch()
    assert (refused.status, refused.json()["error_code"]) == (400, "invalid_revision")
    autosaves[0].fulfill(response=refused)
    page.wait_for_timeout(500)
    publishes[0].fulfill(response=done)
    page.locator(".messages .success").wait_for()
    assert [LATE.format(address) for address in late.refused] == editor.complaints
    late.forgive()
    assert editor.complaints == []
    page.get_by_role("link", name=EXPIRING, exact=True).click()
    assert page.get_by_role("textbox", name="Why share this").input_value().startswith("Two minutes")


def within(page, held, tenths=100):
    for _wait in range(tenths):
        if held:
            return
        page.wait_for_timeout(100)
    raise AssertionError("It was never asked for.")
