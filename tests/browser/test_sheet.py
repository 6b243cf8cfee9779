"""“Use an app on this device”: the share sheet of phones, and everything that can go wrong with it."""

import pytest

from tests.browser.demo import PHONE
from tests.browser.test_dialog import choose, open_dialog, shares_of
from tests.browser.test_sitting import come_back, open_network, words

pytestmark = pytest.mark.browser

SHEET = """
window.sheets = [];
navigator.canShare = data => Boolean(data.text || data.files);
navigator.share = async data => {
    window.sheets.push({ text: data.text, files: (data.files ?? []).map(file => [file.type, file.size]) });
    if (window.answers?.length) {
        const answer = window.answers.shift();
        if (answer) throw answer === "TypeError" ? new TypeError("no") : new DOMException("no", answer);
    }
};
"""


@pytest.fixture
def phone(person):
    somebody = person("employee", viewport=PHONE, has_touch=True, is_mobile=True)
    somebody.context.add_init_script(SHEET)
    return somebody


def tap(page):
    page.get_by_role("button", name="Use an app on this device").click()


def networks_of(somebody):
    return [share["network"] for share in somebody.kept()["wagtail_advocacy_sharing.Share"]]


def waited_for(page, is_so):
    """What the browser asks for by the way arrives in its own time."""
    for _time in range(50):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError


def test_it_takes_words_link_and_picture(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "LinkedIn")
    words(page).fill("I work at Larkwater. From my phone.")
    tap(page)
    page.locator("[data-wa-after]").wait_for()
    (sheet,) = page.evaluate("window.sheets")
    link = sheet["text"].rpartition("\n")[2]
    assert sheet["text"].startswith("I work at Larkwater. From my phone.\nhttp")
    assert sheet["files"][0][0] == "image/jpeg"
    assert shares_of(phone) == before + 1
    assert networks_of(phone)[-1] == "device_app", "nobody knows which app it was"
    # The link lives from the moment that the sheet opens.
    assert phone.context.request.get(link).status == 200


def test_a_cancelled_one_loses_nothing_and_counts_nothing(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "LinkedIn")
    words(page).fill("I work at Larkwater. Changed my mind.")
    page.evaluate("window.answers = ['AbortError', 'AbortError']")
    for _time in range(2):
        tap(page)
        page.get_by_text("Cancelled. Nothing was sent, and your words are kept.").wait_for()
        assert words(page).input_value() == "I work at Larkwater. Changed my mind."
        assert shares_of(phone) == before
        page.locator("[data-wa-sheet-said]").evaluate("at => { at.textContent = ''; }")
    tap(page)
    page.locator("[data-wa-after]").wait_for()
    assert shares_of(phone) == before + 1


def test_one_that_comes_too_late_asks_for_one_more_tap(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "LinkedIn")
    words(page).fill("I work at Larkwater. Slow network.")
    page.evaluate("window.answers = ['NotAllowedError']")
    tap(page)
    page.get_by_text("Ready. Tap once more.").wait_for()
    tap(page)
    page.locator("[data-wa-after]").wait_for()
    assert shares_of(phone) == before + 1


def test_refused_words_open_no_sheet(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "X")
    words(page).fill("I work at Larkwater. " + "long " * 80)
    tap(page)
    assert "too long for X" in page.get_by_role("alert").filter(has_text="long").inner_text()
    assert page.evaluate("window.sheets") == []
    assert shares_of(phone) == before
    phone.complaints.clear()


def test_a_cancelled_one_leaves_an_earlier_share_with_the_same_words(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "LinkedIn")
    words(page).fill("I work at Larkwater. First in a tab.")
    open_network(phone, page, "LinkedIn")
    come_back(page)
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("Noted.").wait_for()
    choose(page, "LinkedIn")
    page.evaluate("window.answers = ['AbortError']")
    tap(page)
    page.get_by_text("Cancelled. Nothing was sent, and your words are kept.").wait_for()
    assert words(page).input_value() == "I work at Larkwater. First in a tab."
    assert (shares_of(phone), networks_of(phone)[-1]) == (before + 1, "linkedin")


def test_one_that_was_handed_over_is_never_taken_back(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    words(page).fill("I work at Larkwater. Handed over.")
    page.route(
        "**/advocacy/share/**",
        lambda route: route.abort() if "after" in (route.request.post_data or "") else route.continue_(),
    )
    for answer in ("null", "'AbortError'"):
        page.evaluate(f"window.answers = [{answer}]")
        tap(page)
        page.locator("[data-wa-sheet][aria-busy]").wait_for(state="detached")
    words(page).fill("I work at Larkwater. Handed over, and changed.")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert shares_of(phone) == before + 1
    phone.complaints.clear()


@pytest.mark.parametrize("then", ["writes on", "closes", "leaves", "opens a network"])
def test_one_that_never_opened_is_not_counted(phone, then):
    before = shares_of(phone)
    page = open_dialog(phone)
    choose(page, "X")
    words(page).fill(f"I work at Larkwater. Who {then}.")
    page.evaluate("window.answers = ['NotAllowedError']")
    tap(page)
    page.get_by_text("Ready. Tap once more.").wait_for()
    assert shares_of(phone) == before + 1
    if then == "writes on":
        words(page).press("End")
        page.keyboard.type("!")
    elif then == "closes":
        page.keyboard.press("Escape")
    elif then == "leaves":
        page.goto("about:blank")
    else:
        open_network(phone, page, "X")
    waited_for(page, lambda: networks_of(phone)[before:] == (["x"] if then == "opens a network" else []))
    if then == "writes on":
        tap(page)
        page.locator("[data-wa-after]").wait_for()
        assert networks_of(phone)[before:] == ["device_app"]


def test_a_device_that_refuses_is_no_lost_connection(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    words(page).fill("I work at Larkwater. Refused.")
    for answers in ("['TypeError']", "['DataError']", "['NotAllowedError', 'NotAllowedError']"):
        page.evaluate(f"window.answers = {answers}")
        tap(page)
        if "NotAllowed" in answers:
            page.get_by_text("Ready. Tap once more.").wait_for()
            tap(page)
        page.get_by_text("This device does not hand it to an app.").wait_for()
        assert not page.get_by_text("There is no connection.").is_visible()
        assert shares_of(phone) == before
        page.locator("[data-wa-sheet-said]").evaluate("at => { at.textContent = ''; }")


def test_what_could_not_be_taken_back_is_not_hidden(phone):
    before = shares_of(phone)
    page = open_dialog(phone)
    words(page).fill("I work at Larkwater. Cancelled in a tunnel.")
    page.route("**/undo/", lambda route: route.abort())
    page.evaluate("window.answers = ['AbortError']")
    tap(page)
    page.get_by_text("we could not take the share back. Take it back in My shares.").wait_for()
    assert page.get_by_text("Cancelled. Nothing was sent").count() == 0
    assert shares_of(phone) == before + 1
    phone.complaints.clear()


def test_without_a_connection_it_says_so(phone):
    page = open_dialog(phone)
    words(page).fill("I work at Larkwater. In a lift.")
    phone.context.set_offline(True)
    tap(page)
    page.get_by_text("There is no connection.").wait_for()
    phone.context.set_offline(False)
    phone.complaints.clear()
