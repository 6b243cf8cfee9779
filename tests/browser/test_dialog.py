"""The dialog by keyboard, the first share of somebody who has not joined, and what can go wrong in it."""

import re

import pytest

from tests.browser.demo import DESK, PHONE, fill_login

pytestmark = pytest.mark.browser

FOCUS = """() => {
    let at = document.activeElement;
    const style = getComputedStyle(at);
    return {
        text: (at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent).trim(),
        opener: at.matches("a[data-wa-share]"),
        inside: Boolean(at.closest("dialog[open]")),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def share_link(page):
    return page.get_by_role("link", name=re.compile("^Share ?:"))


def open_dialog(somebody, slug="eleven-leaks-in-nine-days"):
    page = somebody.open(somebody.demo.news(slug))
    share_link(page).click()
    page.get_by_role("heading", name="Share in your own words").wait_for()
    return page


def choose(page, network):
    page.get_by_role("button", name=network, exact=True).click()
    page.locator("button[name=switch][aria-pressed=true]", has_text=network).wait_for()


def shares_of(somebody):
    """How many shares the intranet keeps of this person."""
    return len(somebody.kept()["wagtail_advocacy_sharing.Share"])


@pytest.mark.journey
def test_keyboard_alone(person, demo):
    employee = person("employee")
    # By its words: other tests put items of their own first.
    page = employee.open(f"{demo.intranet}/advocacy/?q=hear+a+leak")
    for _step in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["ring"] or not at["text"], at
        if at["opener"]:
            break
    assert at["opener"]
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    at = page.evaluate(FOCUS)
    assert (at["inside"], at["text"]) == (True, "Share in your own words")
    order = []
    while "Open LinkedIn" not in order and len(order) < 30:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["inside"]
        assert at["ring"], at
        order.append(at["text"])
    networks = page.locator("button[name=switch]").all_inner_texts()
    assert order[0] == "LinkedIn"
    assert order[: len(networks) + 1] == [*(name.strip() for name in networks), "Your words"]
    # Between words and deed: another suggestion, then the hashtags, then who sees it.
    between = order[len(networks) + 1 : -1]
    assert between[0] == "Another suggestion"
    assert all(text.startswith("#") for text in between[1:-1])
    assert between[-1].startswith("Staff see counts")
    # Back to the networks: the chosen one keeps the focus.
    for _step in range(len(order) - order.index("Bluesky") - 1):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS)["text"] == "Bluesky"
    page.keyboard.press("Space")
    page.locator("button[aria-pressed=true]", has_text="Bluesky").wait_for()
    assert page.evaluate(FOCUS)["text"] == "Bluesky"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    at = page.evaluate(FOCUS)
    assert at["opener"]
    assert at["ring"]


@pytest.mark.parametrize(
    ("name", "javascript"), [("recruiter", True), ("legal", False)], ids=["javascript", "no-javascript"]
)
def test_the_first_share_asks_once(person, demo, name, javascript):
    newcomer = person(name, viewport=PHONE, java_script_enabled=javascript)
    assert newcomer.open(f"{demo.intranet}/advocacy/me/").get_by_text("You have not joined Larkwater Voices.").count()
    page = open_dialog(newcomer)
    choose(page, "Bluesky")
    joins = page.get_by_role("checkbox")
    assert "I join Larkwater Voices" in page.locator("label", has=joins).inner_text()
    assert not joins.is_checked()
    page.get_by_role("button", name="Open Bluesky").click()
    # The browser itself points at the box, and it is in sight above the button.
    assert page.evaluate("document.querySelector('[name=join]').validity.valueMissing") if javascript else True
    page.wait_for_timeout(300)
    assert (newcomer.outside, shares_of(newcomer)) == ([], 0)
    box, deed = joins.bounding_box(), page.locator(".wa-share__deed").bounding_box()
    assert box["y"] >= 0
    assert not javascript or box["y"] + box["height"] <= deed["y"]
    joins.check()
    with newcomer.context.expect_page() as opened:
        page.get_by_role("button", name="Open Bluesky").click()
    opened.value.wait_for_url("https://bsky.app/**")
    assert shares_of(newcomer) == 1
    data = newcomer.open(f"{demo.intranet}/advocacy/me/")
    assert data.get_by_text("You joined Larkwater Voices on").count() == 1
    assert open_dialog(newcomer).get_by_role("checkbox").count() == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_double_click_is_one_share(person, javascript):
    employee = person("employee", java_script_enabled=javascript)
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "X")
    page.get_by_label("Your words").fill(f"I work at Larkwater, and I click twice. {javascript}")
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open X").dblclick()
    opened.value.wait_for_url("https://x.com/**")
    page.wait_for_timeout(1000)
    assert shares_of(employee) == before + 1
    assert len(set(employee.outside)) == 1
    if javascript:
        assert len(employee.outside) == 1


def test_a_double_click_on_share_opens_one_dialog(person, demo):
    employee = person("employee")
    page = employee.open(demo.news("eleven-leaks-in-nine-days"))
    share_link(page).dblclick()
    page.get_by_role("heading", name="Share in your own words").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("dialog").count() == 1


def lose_session(somebody):
    name = next(each["name"] for each in somebody.context.cookies() if "session" in each["name"])
    somebody.context.clear_cookies(name=name)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_words_come_back_after_a_lost_session(person, javascript):
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    page = open_dialog(employee)
    choose(page, "Mastodon")
    page.get_by_label("Your words").fill("Half an hour’s work.\nSecond line.")
    lose_session(employee)
    page.get_by_role("button", name="X", exact=True).click()
    page.wait_for_url("**/login/**")
    fill_login(page, "employee")
    assert page.get_by_label("Your words").input_value() == "Half an hour’s work.\nSecond line."


def test_a_share_started_without_a_session_waits_for_the_login(person):
    employee = person("employee", viewport=PHONE)
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "Mastodon")
    page.get_by_label("Your words").fill("Written before lunch.")
    lose_session(employee)
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open Mastodon").click()
    tab = opened.value
    tab.wait_for_url("**/login/**")
    fill_login(tab, "employee")
    assert tab.get_by_label("Your words").input_value() == "Written before lunch."
    assert tab.locator("button[aria-pressed=true]").inner_text() == "Mastodon"
    assert (employee.outside, shares_of(employee)) == ([], before)
    tab.close()
    # The dialog behind it is of before the login; what it asks first is refused, and then it goes on.
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Bluesky", exact=True).click()
    page.locator("button[name=switch][aria-pressed=true]", has_text="Bluesky").wait_for()
    assert page.get_by_label("Your words").input_value() == "Written before lunch."
    page.get_by_role("button", name="Mastodon", exact=True).click()
    page.locator("button[name=switch][aria-pressed=true]", has_text="Mastodon").wait_for()
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open Mastodon").click()
    opened.value.wait_for_url("https://share.joinmastodon.org/**")
    assert shares_of(employee) == before + 1
    assert [each for each in employee.complaints if "403" not in each] == []
    employee.complaints.clear()


def test_too_many_words_are_refused_with_a_sentence(person):
    employee = person("employee", viewport=PHONE)
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "X")
    page.get_by_label("Your words").fill("long " * 80)
    page.get_by_role("button", name="Open X").click()
    alert = page.locator("dialog #wa-refusal")
    alert.wait_for()
    assert re.search(r"This is \d+ characters too long for X\.", alert.inner_text())
    assert page.evaluate("document.activeElement.id") == "wa-refusal"
    assert page.get_by_label("Your words").input_value().startswith("long long")
    assert (len(employee.context.pages), shares_of(employee)) == (1, before), "no tab opens for what is known to fail"
    page.get_by_label("Your words").fill(f"I work at Larkwater. Shorter, {before}.")
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open X").click()
    opened.value.wait_for_url("https://x.com/**")
    assert shares_of(employee) == before + 1
    # The console tells of the status 422, as it should.
    employee.complaints.clear()


def test_a_sentence_that_changed_is_read_again_before_anybody_joins(person, demo):
    newcomer = person("admin", viewport=DESK)
    page = open_dialog(newcomer)
    choose(page, "Mastodon")
    page.get_by_label("Your words").fill("I work at Larkwater, and I read what I agree to.")
    page.get_by_role("checkbox").check()
    months = int(re.search(r"for (\d+) months", page.locator(".wa-join").inner_text())[1]) - 1
    settings = newcomer.open(f"{demo.intranet}/admin/settings/wagtail_advocacy/advocacysettings/")
    settings.get_by_label("Months that a share stays tied to its person and words").fill(str(months))
    settings.get_by_role("button", name="Save").click()
    settings.locator(".messages .success").wait_for()
    with newcomer.context.expect_page() as opened:
        page.get_by_role("button", name="Open Mastodon").click()
    tab = opened.value
    assert "has changed meanwhile" in tab.get_by_role("alert").inner_text()
    assert tab.get_by_label("Your words").input_value() == "I work at Larkwater, and I read what I agree to."
    assert (newcomer.outside, shares_of(newcomer)) == ([], 0)
    joins = tab.get_by_role("checkbox")
    assert not joins.is_checked()
    assert f"for {months} months" in tab.locator("label", has=joins).inner_text()
    joins.check()
    with newcomer.context.expect_page() as opened:
        tab.get_by_role("button", name="Open Mastodon").click()
    opened.value.wait_for_url("https://share.joinmastodon.org/**")
    assert shares_of(newcomer) == 1
    # The console tells of the status 422, as it should.
    newcomer.complaints.clear()
