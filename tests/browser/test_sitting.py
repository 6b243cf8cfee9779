"""One sitting in the dialog: words that live on, the question on return, phones, and everything that can go wrong."""

import importlib.util
import re

import pytest

from tests.browser.demo import DESK, PHONE
from tests.browser.test_dialog import choose, open_dialog, share_link, shares_of
from tests.conftest import need

pytestmark = pytest.mark.browser

BACK = "window.dispatchEvent(new Event('focus'))"
WIDE = """() => [document.documentElement, ...document.querySelectorAll("dialog[open]")]
    .map(each => each.scrollWidth - each.clientWidth)"""


def words(page):
    return page.get_by_label("Your words")


def voice(page):
    """What people hear who listen, once it is said."""
    page.locator("[data-wa-voice]:not(:empty)").wait_for(state="attached")
    return page.locator("[data-wa-voice]").text_content()


def open_network(somebody, page, network):
    with somebody.context.expect_page() as opened:
        page.get_by_role("button", name=f"Open {network}", exact=True).click()
    opened.value.wait_for_load_state()
    opened.value.close()


def come_back(page):
    page.evaluate(BACK)
    page.locator("[data-wa-after]").wait_for()


def chosen(page):
    return page.locator("button[name=switch][aria-pressed=true]")


def test_one_item_to_three_networks_each_in_its_own_words(person):
    employee = person("employee")
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("I work at Larkwater. For X.")
    open_network(employee, page, "X")
    come_back(page)
    assert page.evaluate("document.activeElement.id") == "wa-after-title"
    assert page.get_by_role("heading", name="Did you post it on X?").is_visible()
    page.get_by_role("button", name="Not yet").click()
    page.get_by_text("We will not ask again.").wait_for()
    done = {text.strip() for text in page.locator("button[name=switch][aria-describedby=wa-shared]").all_inner_texts()}
    assert "X" in done
    assert chosen(page).inner_text().strip() not in done, "what is done is not offered again"
    assert page.get_by_role("button", name="Open X", exact=True).count() == 0
    choose(page, "Mastodon")
    assert words(page).input_value() == "I work at Larkwater. For X."
    words(page).fill("I work at Larkwater. For Mastodon.")
    open_network(employee, page, "Mastodon")
    come_back(page)
    page.get_by_text("Yes, and here is the link").click()
    page.get_by_label("Address of your post").fill("not an address")
    page.get_by_role("button", name="Keep it").click()
    assert "This is not the address of a post." in page.get_by_role("alert").inner_text()
    page.get_by_label("Address of your post").fill("https://mastodon.example.com/@me/1")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Noted, with its address.").wait_for()
    choose(page, "Bluesky")
    words(page).fill("I work at Larkwater. For Bluesky.")
    open_network(employee, page, "Bluesky")
    come_back(page)
    ticked = page.locator("button[name=switch][aria-describedby=wa-shared]").all_inner_texts()
    assert {text.strip() for text in ticked} >= {"X", "Mastodon", "Bluesky"}
    kept = employee.kept()["wagtail_advocacy_sharing.Share"]
    assert len(kept) == before + 3
    assert [share["posted_url"] for share in kept[-3:]] == ["", "https://mastodon.example.com/@me/1", ""]
    # The answer to a wrong address is 422, as it should be.
    employee.complaints.clear()


def test_a_share_is_taken_back_and_its_words_return(person):
    employee = person("employee")
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "Threads")
    words(page).fill("I work at Larkwater. Taken back.")
    open_network(employee, page, "Threads")
    come_back(page)
    assert shares_of(employee) == before + 1
    page.get_by_role("button", name="Take this share back").click()
    page.locator(".wa-note", has_text="It is in no list and no figure").wait_for()
    assert words(page).input_value() == "I work at Larkwater. Taken back."
    assert chosen(page).inner_text().strip() == "Threads"
    assert shares_of(employee) == before


def test_without_javascript_the_sitting_goes_on(person):
    employee = person("employee", java_script_enabled=False)
    page = open_dialog(employee)
    choose(page, "X")
    first = words(page).input_value()
    page.get_by_role("button", name="Another suggestion").click()
    assert words(page).input_value() != first
    words(page).fill("I work at Larkwater. Plain.")
    page.get_by_role("button", name="Another suggestion").click()
    page.get_by_role("button", name="Undo: my words back").click()
    assert words(page).input_value() == "I work at Larkwater. Plain."
    tag = page.locator("[name=tag]").first
    if tag.count():
        name = tag.get_attribute("value")
        tag.click()
        assert f"#{name}" in words(page).input_value()
        page.locator(f"[name=tag][value={name}]").click()
    words(page).fill("I work at Larkwater. Plain.")
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open X", exact=True).click()
    opened.value.wait_for_url("https://x.com/**")
    page.get_by_role("button", name="Bluesky", exact=True).click()
    page.get_by_role("heading", name="Did you post it on X?").wait_for()
    assert words(page).input_value() == "I work at Larkwater. Plain."
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("Noted.").wait_for()


def test_length_chips_and_preview_follow_the_keys(person):
    employee = person("employee")
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("I work at Larkwater. 🎉")
    # 21 letters, an emoji of 2 and a space; the demo's link has a number for its name, so X does not shorten it.
    link = page.locator("[data-wa-link]").inner_text()
    assert page.locator("#wa-length").inner_text() == f"{280 - 24 - len(link)} left"
    assert page.locator("[data-wa-mirror]").inner_text() == "I work at Larkwater. 🎉"
    chip = page.locator("[name=tag]").first
    name = chip.get_attribute("value")
    chip.click()
    assert words(page).input_value().endswith(f"\n\n#{name}")
    assert chip.get_attribute("aria-pressed") == "true"
    words(page).fill("Nothing of where I work. " + "a" * 300)
    assert page.locator("#wa-length").inner_text().endswith("too many")
    assert chip.get_attribute("aria-pressed") == "false"
    page.locator(".wa-remark", has_text="Say near the start").wait_for()
    assert page.get_by_text("stands near the start").count() == 0
    page.get_by_role("button", name="Put it first").click()
    page.locator(".wa-remark", has_text="Say near the start").wait_for(state="detached")
    assert page.get_by_text("stands near the start").is_visible()
    assert words(page).input_value().startswith("I work at Larkwater.")


def test_what_changes_is_heard_once_and_when_the_keys_rest(person):
    employee = person("employee")
    page = open_dialog(employee)
    choose(page, "X")
    page.wait_for_timeout(300)
    page.evaluate("""() => {
        window.heard = [];
        const place = document.querySelector("[data-wa-voice]");
        new MutationObserver(() => place.textContent && window.heard.push(place.textContent))
            .observe(place, { childList: true });
    }""")
    words(page).fill("")
    words(page).press_sequentially("Nothing of where. " + "a" * 30)
    remark = page.locator(".wa-remark", has_text="Say near the start")
    remark.wait_for()
    page.wait_for_timeout(300)
    words(page).press_sequentially(" More.")
    page.wait_for_timeout(2000)
    heard = page.evaluate("window.heard")
    assert [text.count("Say near the start that you work here") for text in heard] == [1]
    assert "Put it first" not in heard[0]
    words(page).fill("Nothing of where I work. " + "a" * 300)
    page.wait_for_timeout(2000)
    assert page.evaluate("window.heard").pop().endswith("too many")


def test_new_words_of_another_network_are_heard(person):
    employee = person("employee")
    page = open_dialog(employee)
    choose(page, "X")
    first = words(page).input_value()
    page.wait_for_timeout(300)
    page.locator("[data-wa-voice]").evaluate("at => { at.textContent = ''; }")
    page.get_by_role("button", name="Another suggestion").click()
    heard = voice(page)
    assert heard == words(page).input_value() != first
    shown = words(page).input_value()
    page.locator("[data-wa-voice]").evaluate("at => { at.textContent = ''; }")
    choose(page, "Email")
    page.wait_for_timeout(300)
    heard = page.locator("[data-wa-voice]").text_content()
    assert heard == (words(page).input_value() if words(page).input_value() != shown else "")


def held(page, address):
    """Requests to `address` wait in the list that this returns until they are let go."""
    waiting = []
    page.route(address, lambda route: waiting.append(route))
    return waiting


def wait_shows(locator):
    return float(locator.evaluate("at => getComputedStyle(at, '::after').opacity"))


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_slow_line_is_seen_and_moves_nothing(person, motion):
    employee = person("employee", viewport=PHONE, reduced_motion=motion)
    page = employee.open(employee.demo.news("eleven-leaks-in-nine-days"))
    waiting = held(page, "**/advocacy/share/**")
    opener = share_link(page)
    before = opener.bounding_box()
    opener.click()
    page.locator("a[data-wa-share][aria-busy=true]").wait_for()
    page.wait_for_timeout(500)
    assert wait_shows(opener) > 0.5
    assert opener.bounding_box() == before
    waiting.pop().continue_()
    page.get_by_role("heading", name="Share in your own words").wait_for()
    assert page.locator("[aria-busy=true]").count() == 0
    network = page.get_by_role("button", name="X", exact=True)
    page.wait_for_timeout(300)
    before = network.bounding_box()
    network.click()
    page.locator("button[aria-busy=true]", has_text="X").wait_for()
    page.wait_for_timeout(500)
    assert wait_shows(network) > 0.5
    assert network.bounding_box() == before
    moves = network.evaluate("at => getComputedStyle(at, '::after').animationName.includes('wa-passes')")
    assert moves is (motion == "no-preference")
    waiting.pop().continue_()
    page.locator("button[name=switch][aria-pressed=true]", has_text="X").wait_for()
    assert page.locator("[aria-busy=true]").count() == 0


def test_the_first_screen_of_a_phone_says_what_is_shared_where_and_who_sees_it(person):
    employee = person("employee", viewport=PHONE)
    page = open_dialog(employee)
    item = page.locator("dialog .wa-share__item")
    assert item.inner_text() == "How to hear a leak through two metres of clay"
    assert (item.get_attribute("lang"), item.get_attribute("dir")) == ("en", "auto")
    bar = page.locator(".wa-share__deed").bounding_box()
    box = words(page).bounding_box()
    assert box["y"] + 150 < bar["y"], "six lines to write on"
    close = page.get_by_role("button", name="Close").bounding_box()
    letters = item.evaluate("""at => {
        const range = document.createRange();
        range.selectNodeContents(at);
        return Math.max(...[...range.getClientRects()].map(box => box.right));
    }""")
    assert letters <= close["x"]
    line = page.locator(".wa-seen summary")
    assert line.bounding_box()["y"] + 44 <= PHONE["height"]
    assert line.inner_text() == "Staff see counts, never your name. More"
    line.click()
    assert page.get_by_text("After 24 months the share is cut off from you.").is_visible()
    item.evaluate("at => { at.textContent = 'Very long headline '.repeat(30); }")
    assert item.bounding_box()["height"] < 60


def test_where_next_is_seen_without_scrolling(person):
    employee = person("employee", viewport=PHONE)
    page = open_dialog(employee)
    choose(page, "Threads")
    words(page).fill("I work at Larkwater. And then?")
    open_network(employee, page, chosen(page).inner_text().strip())
    come_back(page)
    for network in page.locator("button[name=switch]").all()[:2]:
        assert network.bounding_box()["y"] < PHONE["height"] / 2
    following = chosen(page).inner_text().strip()
    assert chosen(page).get_attribute("data-wa-shared") is None
    assert page.get_by_role("button", name=f"Open {following}", exact=True).count() == 1
    assert words(page).input_value() == "I work at Larkwater. And then?"
    # Words that were shared are not kept as a draft of the next network.
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('wa-draft:')).length") == 0


def test_an_item_that_closed_meanwhile_is_told_on_return(person):
    employee = person("employee")
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("I work at Larkwater. Too late.")
    # From here on the form asks about an item that nobody offers any more.
    page.locator(".wa-share__form").evaluate("form => { form.action = '/advocacy/share/999999/'; }")
    open_network(employee, page, "X")
    page.evaluate(BACK)
    page.get_by_role("heading", name="Not shared").wait_for()
    assert page.locator("dialog #wa-kept").input_value() == "I work at Larkwater. Too late."
    employee.complaints.clear()


def test_a_refused_clipboard_marks_the_words(person):
    employee = person("employee")
    employee.context.add_init_script(
        "const refuse = { writeText: async () => { throw new Error('no'); } };"
        "Object.defineProperty(navigator, 'clipboard', { value: refuse });"
    )
    page = open_dialog(employee)
    choose(page, "LinkedIn")
    words(page).fill("I work at Larkwater. Copy me.")
    with employee.context.expect_page():
        page.get_by_role("button", name="Open LinkedIn").click()
    page.get_by_text("Your browser did not let us copy.").wait_for()
    selected = "document.querySelector('#wa-words').selectionEnd - document.querySelector('#wa-words').selectionStart"
    assert page.evaluate(selected) == len("I work at Larkwater. Copy me.")


def test_where_no_tab_opens_a_link_is_shown(person):
    employee = person("employee")
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("I work at Larkwater. No tab.")
    # A browser that swallows new tabs.
    page.evaluate("""document.querySelector('.wa-share__form').addEventListener('submit', event => {
        if (event.submitter.formTarget === '_blank') event.preventDefault();
    })""")
    page.get_by_role("button", name="Open X", exact=True).click()
    page.wait_for_timeout(1100)
    page.get_by_role("button", name="Nothing opened? Show the link").click()
    page.get_by_role("heading", name="Continue with X").wait_for()
    assert page.get_by_role("link", name="Open X").get_attribute("href").startswith("https://x.com/intent/")
    assert shares_of(employee) == before + 1


def test_two_tabs_and_the_back_button_are_one_share(person):
    employee = person("employee", java_script_enabled=False)
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "Bluesky")
    words(page).fill("I work at Larkwater. Back and forth.")
    for _time in range(2):
        with employee.context.expect_page() as opened:
            page.get_by_role("button", name="Open Bluesky").click()
        opened.value.wait_for_url("https://bsky.app/**")
    page.goto(f"{employee.demo.intranet}/advocacy/")
    page.go_back()
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open Bluesky").click()
    opened.value.wait_for_load_state()
    assert shares_of(employee) == before + 1


def test_the_public_link_is_copied_and_nothing_is_stored(person):
    employee = person("employee", permissions=["clipboard-read", "clipboard-write"])
    before = shares_of(employee)
    page = open_dialog(employee)
    page.get_by_text("Copy the public link, untracked").click()
    link = page.get_by_label("Public link").input_value()
    assert link.startswith(employee.demo.website)
    assert "/s/" not in link or "/s/p/" in link
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("Copied.", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert shares_of(employee) == before


@pytest.fixture(scope="module")
def axe():
    need("axe", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def violations(axe, page, part):
    answer = axe.run(page, context={"include": [[part]]}).response
    return [
        (each["id"], each["impact"], [node["html"][:160] for node in each["nodes"]])
        for each in answer["violations"]
        if each["impact"] in ("moderate", "serious", "critical")
    ]


SMALL = """root => [...document.querySelectorAll(`${root} :is(a, button, input, textarea, summary)`)]
    .map(each => [each.closest("label") ?? each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.height > 1 && each.getBoundingClientRect().height < 44)
    .map(([each]) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_shut_out(person, axe, viewport, colours):
    employee = person("employee", viewport=viewport, color_scheme=colours)
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("Nothing of where I work. " + "a" * 300)
    page.locator(".wa-remark", has_text="Say near the start").wait_for()
    page.get_by_text("Copy the public link, untracked").click()
    states = [(page, "dialog.wa-dialog")]
    assert violations(axe, *states[0]) == []
    assert page.evaluate(SMALL, "dialog.wa-dialog") == []
    words(page).fill(f"I work at Larkwater. {colours} {viewport['width']}")
    open_network(employee, page, "X")
    come_back(page)
    page.get_by_text("Yes, and here is the link").click()
    assert violations(axe, page, "dialog.wa-dialog") == []
    assert page.evaluate(SMALL, "dialog.wa-dialog") == []
    assert not any(page.evaluate(WIDE))
    page.goto(page.get_by_role("link", name="Your words and your link").evaluate("link => link.href"))
    page.get_by_text("It is posted").click()
    assert violations(axe, page, ".wa-page") == []
    assert page.evaluate(SMALL, ".wa-page") == []
    assert not any(page.evaluate(WIDE))


@pytest.mark.parametrize("how", ["200 %", "right-to-left", "forced colours"])
def test_large_letters_other_directions_and_own_colours(person, axe, how):
    options = {"forced_colors": "active"} if how == "forced colours" else {}
    employee = person("employee", viewport={"width": 375, "height": 720}, **options)
    page = open_dialog(employee)
    choose(page, "X")
    if how == "200 %":
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    if how == "right-to-left":
        page.evaluate("document.documentElement.dir = 'rtl'")
    assert not any(page.evaluate(WIDE))
    button = page.get_by_role("button", name="Open X", exact=True)
    button.scroll_into_view_if_needed()
    assert button.is_visible()
    box = button.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    words(page).focus()
    assert re.search("solid", page.evaluate("getComputedStyle(document.querySelector('#wa-words')).outlineStyle"))
