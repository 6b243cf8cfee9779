"""Findings while somebody writes: marks that follow the words, fixes, what is asked once, a gate, a dispute."""

import importlib.util
import re

import pytest

from tests.browser.demo import PHONE
from tests.browser.keys import Keys
from tests.browser.test_dialog import choose, open_dialog, share_link, shares_of
from tests.browser.test_sitting import voice, words
from tests.conftest import need

pytestmark = pytest.mark.browser

MARKS = "[...document.querySelectorAll('.wa-marks mark')].map(mark => mark.textContent)"
SAME_PLACE = """() => {
    const [shade, box] = ["wa-marks", "wa-box"].map(each => document.querySelector(`.${each}`));
    const area = box.querySelector("textarea");
    return shade.scrollTop === area.scrollTop && shade.scrollHeight === area.scrollHeight
        && shade.clientWidth === area.clientWidth;
}"""
CARET = "at => { const box = document.querySelector('#wa-words'); box.focus(); box.setSelectionRange(at, at); }"
LONG = "Nine nights with a headset in the rain, and averyveryveryverylongword"
TWICE = 1100  # ms: two taps within a second are one wish


@pytest.fixture(scope="module")
def demo(fresh_demo):
    with fresh_demo(DJANGO_SETTINGS_MODULE="tests.browser.checked.settings") as running:
        yield running


@pytest.fixture(scope="module")
def log_ins():
    return {}


@pytest.fixture(scope="module")
def axe():
    need("axe-playwright-python", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def marks(page):
    return page.evaluate(MARKS)


def write(page, text, found):
    words(page).fill(text)
    page.locator(".wa-remark", has_text=found).first.wait_for()


def type_at(page, place, key):
    page.evaluate(
        "at => { const box = document.querySelector('#wa-words'); box.focus(); box.setSelectionRange(at, at); }", place
    )
    page.keyboard.press(key) if len(key) > 1 else page.keyboard.type(key)


def forgive_refusals(somebody):
    """A refusal is answered with 422, as it should be, and the browser notes that."""
    somebody.complaints[:] = [each for each in somebody.complaints if "422" not in each]


def test_marks_lie_on_their_words_and_never_on_others(person):
    page = open_dialog(person("employee"))
    text = "  \n\x07I work at Larkwater. 🎉👩‍👩‍👧 gonna utilise it. مرحبا larkwater\n\n"
    write(page, text, "Say it simply.")
    assert marks(page) == ["gonna", "utilise", "larkwater"]
    type_at(page, 4, "x")
    assert marks(page) == ["gonna", "utilise", "larkwater"]
    end = words(page).input_value().encode("utf-16-le").index("gonna".encode("utf-16-le")) // 2 + 5
    type_at(page, end, "s")
    assert marks(page) == ["utilise", "larkwater"], "“gonnas” is another word"
    type_at(page, end + 1, "Backspace")
    assert marks(page) == ["utilise", "larkwater"]
    page.locator(".wa-marks mark").nth(2).wait_for()
    type_at(page, end, "s")
    type_at(page, end + 1, "Backspace")
    assert marks(page) == ["gonna", "utilise", "larkwater"], "these are the words that were looked at"
    type_at(page, end, "Enter")
    assert marks(page) == ["gonna", "utilise", "larkwater"]
    words(page).fill("")
    assert marks(page) == []
    assert page.locator(".wa-marks").count() == 0


@pytest.mark.parametrize("begins", ["gonna ", "مرحبا gonna "])
def test_marks_scroll_and_break_as_the_words_do(person, begins):
    page = open_dialog(person("employee", viewport=PHONE))
    write(
        page,
        begins + "Nine nights with a headset in the rain, and averyveryveryverylongword" * 30 + " bribe\n\n",
        "bribes",
    )
    assert page.evaluate(SAME_PLACE)
    page.evaluate("document.querySelector('#wa-words').scrollTop = 1e6")
    page.wait_for_timeout(200)
    assert page.evaluate(SAME_PLACE)
    assert page.evaluate("document.querySelector('.wa-marks').scrollTop") > 0


def test_a_site_that_sets_the_box_in_another_way_sees_no_marks(person):
    page = open_dialog(person("employee"))
    page.evaluate(
        "() => { const style = new CSSStyleSheet(); style.replaceSync('textarea { letter-spacing: 2px !important }');"
        " document.adoptedStyleSheets = [style]; }"
    )
    write(page, "I work at Larkwater. gonna", "casual")
    assert page.locator(".wa-marks").count() == 0
    assert page.locator(".wa-excerpt mark").inner_text() == "gonna"


def test_fixed_asked_once_and_shared_by_keyboard(person, axe):
    leader = person("leader")
    before = shares_of(leader)
    page = leader.open(leader.demo.news("eleven-leaks-in-nine-days"))
    keys = Keys(page, axe)
    keys.press(share_link(page))
    page.locator("dialog[open]").wait_for()
    keys.write(words(page), "I work at Larkwater. We utilise it at larkwater, gonna.")
    page.locator(".wa-remark", has_text="casual").wait_for()
    page.wait_for_timeout(300)
    assert voice(page).startswith("Worth a look: Say it simply.")
    keys.judge("dialog[open]")
    keys.button("Write “use” instead")
    page.locator("[data-wa-answer]").wait_for()
    page.wait_for_timeout(200)
    assert voice(page) == "Changed: “use” stands there instead of “utilise”."
    assert page.evaluate("document.activeElement.textContent") == "Write “Larkwater” instead"
    assert words(page).input_value() == "I work at Larkwater. We use it at larkwater, gonna."
    assert marks(page) == ["larkwater", "gonna"]
    pages = len(leader.context.pages)
    keys.button("Open LinkedIn")
    page.get_by_text("Look once more at what stands under your words.").wait_for()
    assert page.evaluate("document.activeElement.id") == "wa-refusal"
    assert len(leader.context.pages) == pages, "what is asked first opens no tab"
    page.wait_for_timeout(TWICE)
    with leader.context.expect_page() as opened:
        keys.button("Open LinkedIn")
    opened.value.wait_for_url("https://www.linkedin.com/**")
    assert shares_of(leader) == before + 1
    forgive_refusals(leader)


def test_a_double_click_is_no_second_thought(person):
    leader = person("leader")
    before = shares_of(leader)
    page = open_dialog(leader)
    write(page, "I work at Larkwater. By larkwater.", "capital")
    page.get_by_role("button", name="Open LinkedIn", exact=True).dblclick()
    page.get_by_text("Look once more at what stands under your words.").wait_for()
    page.wait_for_timeout(500)
    assert shares_of(leader) == before
    forgive_refusals(leader)


def test_what_stops_opens_no_tab_and_a_gate_is_settled_where_it_stands(person):
    leader = person("leader")
    page = open_dialog(leader)
    choose(page, "Bluesky")
    words(page).fill("I work at Larkwater. Nothing wrong with it.")
    pages = len(leader.context.pages)
    page.get_by_role("button", name="Open Bluesky", exact=True).click()
    page.locator("#wa-refusal").get_by_role("link", name="Do it now").click()
    assert page.evaluate("document.activeElement.id") == "wa-gate"
    assert len(leader.context.pages) == pages
    page.get_by_role("button", name="I have read it").click()
    page.get_by_text("Thank you, that is noted.").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Thank you, that is noted."
    assert page.locator("#wa-gate").count() == 0
    assert words(page).input_value() == "I work at Larkwater. Nothing wrong with it."
    forgive_refusals(leader)


def test_a_dispute_is_sent_and_a_reason_outlives_a_look_at_the_words(person):
    page = open_dialog(person("employee"))
    write(page, "I work at Larkwater. No bribe.", "bribes")
    page.get_by_text("This is wrong", exact=True).click()
    page.get_by_label("This is wrong because…").fill("It is in the news.")
    write(page, "I work at Larkwater. No bribe, gonna.", "casual")
    assert page.get_by_label("This is wrong because…").first.input_value() == "It is in the news."
    page.get_by_role("button", name="Send it").first.click()
    page.get_by_text("Thank you. Whoever looks after the policy will read it.").wait_for()
    assert re.match("Thank you", page.evaluate("document.activeElement.textContent"))
    assert words(page).input_value() == "I work at Larkwater. No bribe, gonna."


def test_without_javascript_findings_are_shown_fixed_and_asked_about(person):
    leader = person("leader", java_script_enabled=False)
    page = open_dialog(leader)
    choose(page, "X")
    words(page).fill("I work at Larkwater. By larkwater, gonna.")
    page.locator("[name=tag]").first.click()
    page.locator(".wa-excerpt mark").nth(1).wait_for()
    assert page.locator(".wa-excerpt mark").all_inner_texts() == ["larkwater", "gonna"]
    page.get_by_role("button", name="Write “going to” instead").click()
    page.get_by_text("Changed: “going to” stands there instead of “gonna”.").wait_for()
    assert words(page).input_value().startswith("I work at Larkwater. By larkwater, going to.")
    with leader.context.expect_page() as opened:
        page.get_by_role("button", name="Open X", exact=True).click()
    asked = opened.value
    asked.get_by_text("Look once more at what stands under your words.").wait_for()
    with leader.context.expect_page() as opened:
        asked.get_by_role("button", name="Open X", exact=True).click()
    opened.value.wait_for_url("https://x.com/**")
    forgive_refusals(leader)
