"""One rule from its first sentence to a share: legal writes it, an editor publishes it, colleagues meet it.

By keyboard alone; the colleagues sit at a desk, hold a phone in the dark, or have no script.
"""

import pytest

from tests.browser.demo import DESK, PERSON, PHONE, Person
from tests.browser.keys import Keys
from tests.browser.late_autosaves import LateAutosaves
from tests.browser.test_dialog import share_link
from tests.browser.test_looks import axe  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.journey]

POLICIES = "/admin/snippets/wagtail_advocacy_guidelines/policy/"
POLICY = "How we talk about Larkwater"
NEWS = "eleven-leaks-in-nine-days"
HEADLINE = "How to hear a leak through two metres of clay"
OPEN_POINTS = "#panel-before_it_goes_out-section"
SENTENCE = "Leaks are found, not hunted."
CHANGE = "A rule on how we speak of leaks."
BAD = "I work at Larkwater. Nine nights of hunting leaks in the rain."
GOOD = "I work at Larkwater. Nine nights of finding leaks in the rain."


@pytest.fixture(scope="module")
def demo(fresh_demo):
    """One of its own: what is published here would speak in others' dialogs."""
    with fresh_demo() as running:
        yield running


@pytest.fixture(scope="module")
def log_ins():
    return {}


def adds_a_rule(keys, demo):
    """Writes a rule at the end of the policy, with a bad example that it misses; hears so, and mends it."""
    page = keys.page
    keys.go(f"{demo.intranet}{POLICIES}")
    keys.judge()
    keys.link(POLICY, exact=True)
    keys.judge(OPEN_POINTS)
    # It is long, and its end is far.
    keys.tab_to(page.get_by_role("button", name="Insert a block").last, ring=False)
    page.keyboard.press("Enter")
    keys.tab_to(page.locator(".w-combobox input").last, ring=False)
    page.keyboard.type("Words to avoid")
    page.locator(".w-combobox__option", has_text="Words to avoid").wait_for()
    page.keyboard.press("Enter")
    # A new block takes the focus to its first field.
    page.locator("[name$='-value-sentence']:focus").wait_for()
    field = page.locator("[name$='-value-sentence']:focus").get_attribute("name").removesuffix("sentence")
    for name, text in {
        "sentence": SENTENCE,
        "words": "hunting",
        "replacement": "finding",
        "passes": "We found eleven leaks.",
        "fails": "We hunted eleven leaks.",
    }.items():
        keys.write(page.locator(f"[name='{field}{name}']"), text)
    keys.choose(page.locator(f"[name='{field}severity']"), "Must")
    keys.write(page.get_by_role("textbox", name="What changes"), CHANGE)
    keys.choose(page.get_by_role("combobox", name="Ask people to agree again?"), "Yes")
    # An autosave on its way would be overtaken.
    page.wait_for_timeout(2000)
    keys.send("Save draft")
    assert "does not find anything wrong with this example" in keys.told()
    keys.judge(OPEN_POINTS)
    keys.more("Submit to A second pair of eyes")
    assert "could not be" in keys.told()
    keys.write(page.locator("[name$='-value-fails']").last, "Nights of hunting leaks.")
    page.wait_for_timeout(2000)
    keys.more("Submit to A second pair of eyes")
    assert "submitted" in keys.told()


def publishes_it(keys, demo):
    keys.go(f"{demo.intranet}/admin/")
    keys.link(POLICY)
    keys.judge(OPEN_POINTS)
    keys.more("Approve and Publish")
    assert keys.told()


def said(page):
    return page.locator(".wa-remark").all_inner_texts()


@pytest.fixture(scope="module")
def rule(browser, demo, log_ins, axe):  # noqa: F811
    """The rule is written and published."""
    for name, does in (("legal", adds_a_rule), ("editor", publishes_it)):
        somebody = Person(
            browser.new_context(viewport=DESK, user_agent=PERSON, reduced_motion="reduce", locale="en-GB"), demo
        )
        late = LateAutosaves(somebody)
        does(Keys(somebody.log_in(name).context.new_page(), axe), demo)
        late.forgive()
        assert somebody.complaints == []
        somebody.context.close()


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("employee", {"viewport": DESK, "color_scheme": "light"}),
        ("leader", {"viewport": PHONE, "color_scheme": "dark"}),
    ],
    ids=["desk", "phone"],
)
def test_a_colleague_meets_the_rule(person, demo, rule, axe, name, look):  # noqa: F811
    colleague = person(name, **look)
    keys = Keys(colleague.context.new_page(), axe)
    page = keys.page
    keys.go(demo.news(NEWS))
    keys.press(share_link(page).first)
    words = page.locator("#wa-words")
    words.wait_for()
    keys.judge("dialog")
    # What changed since they read it, and one button.
    gate = page.locator("#wa-gate")
    assert CHANGE in gate.inner_text()
    keys.write(words, BAD)
    page.locator(".wa-remark", has_text=SENTENCE).wait_for()
    assert page.locator(".wa-marks mark").all_inner_texts() == ["hunting"]
    keys.judge("dialog")
    keys.press(page.get_by_role("button", name="Write “finding” instead"))
    page.locator(".wa-remark", has_text=SENTENCE).wait_for(state="detached")
    assert words.input_value() == GOOD
    keys.press(page.get_by_role("button", name="I have read it and agree"))
    gate.wait_for(state="detached")
    assert words.input_value() == GOOD
    with colleague.context.expect_page() as opened:
        keys.press(page.get_by_role("button", name="Open LinkedIn"))
    opened.value.wait_for_load_state()
    keys.go(f"{demo.intranet}/advocacy/shares/")
    keys.press(page.get_by_role("link", name=HEADLINE).first)
    page.locator(".wa-checked").wait_for()
    assert f"{POLICY}, version 3" in page.locator(".wa-checked").inner_text()
    keys.judge()


def test_the_same_without_a_script(person, demo, rule):
    colleague = person("editor", java_script_enabled=False, viewport=PHONE)
    page = colleague.open(demo.news(NEWS))
    share_link(page).first.click()
    # Text below a style sheet of its own is there a moment later.
    page.locator("#wa-gate", has_text=CHANGE).wait_for()
    page.locator("#wa-words").fill(BAD)
    # The network would open in a tab of its own; so does what keeps it from that.
    with colleague.context.expect_page() as opened:
        page.locator("[data-wa-start]").first.click()
    page = opened.value
    page.get_by_role("alert").first.wait_for()
    assert "422" in colleague.complaints.pop()
    assert any(SENTENCE in each for each in said(page))
    assert page.locator(".wa-excerpt mark").first.inner_text() == "hunting"
    page.get_by_role("button", name="Write “finding” instead").click()
    assert page.locator("#wa-words").input_value() == GOOD
    page.get_by_role("button", name="I have read it and agree").click()
    assert page.locator("#wa-gate").count() == 0
    assert page.locator("#wa-words").input_value() == GOOD
    with colleague.context.expect_page() as opened:
        page.locator("[data-wa-start]").first.click()
    page = colleague.open(f"{demo.intranet}/advocacy/shares/")
    page.get_by_role("link", name=HEADLINE).first.click()
    assert f"{POLICY}, version 3" in page.locator(".wa-checked").inner_text()
