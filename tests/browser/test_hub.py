"""The hub in a browser: kept and hidden without a new page, what is new, suggestions, a list that grows."""

import importlib.util
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.demo import DESK, PHONE
from tests.conftest import need

pytestmark = pytest.mark.browser

BARE_FOCUS = "document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"

SHIFTS = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 800);
})"""

SMALL = """() => [...document.querySelectorAll(".wa :is(a, button, input:not([type=hidden]), select, summary)")]
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.height < 44 && each.checkVisibility())
    .map(([each]) => each.outerHTML.slice(0, 120))"""

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def hub(somebody, query=""):
    return somebody.open(f"{somebody.demo.intranet}/advocacy/{query}")


def cards(page):
    return page.locator("[data-wa-card]:visible")


def headline(card):
    return card.locator("h3").inner_text()


def status(page, text):
    page.locator("[data-wa-status]", has_text=text).wait_for(state="attached")


def card_of(page, title):
    return page.locator("[data-wa-card]", has=page.get_by_role("heading", name=title, exact=True))


def named(deed, title):
    """What a button is called: the deed and, for who cannot see where it stands, its card."""
    return re.compile(rf"^{deed} ?: ?{re.escape(title)}$")


def search_box(page):
    return page.get_by_role("combobox", name="Words in the headline or text")


def saved_of(somebody, kind="Saved"):
    return len(somebody.kept()[f"wagtail_advocacy_sharing.{kind}"])


@pytest.fixture
def tidy():
    """Takes back what a person saved and hid, so that the next test finds the demo as it was."""
    people = []
    yield people.append
    for somebody in people:
        for mine, deed in (("saved", "Unsave"), ("hidden", "Show again")):
            page = somebody.context.new_page()
            for _ in range(5):
                page.goto(f"{somebody.demo.intranet}/advocacy/?mine={mine}")
                button = page.get_by_role("button", name=re.compile(f"^{deed}"))
                if not button.count():
                    break
                button.first.click()
                status(page, ".") if page.locator("[data-wa-status]").count() else None
            page.close()


@pytest.fixture(scope="module")
def axe():
    need("axe", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def complaints(axe, page):
    answer = axe.run(page, context={"include": [[".wa"]]}).response
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in answer["violations"]
        if each["impact"] in ("moderate", "serious", "critical")
    ]


def test_not_for_me_by_keyboard_and_back(person):
    employee = person("employee")
    page = hub(employee)
    before, count = saved_of(employee, "Dismissal"), cards(page).count()
    title = headline(cards(page).nth(2))
    button = cards(page).nth(2).get_by_role("button", name=re.compile("^Not for me"))
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".wa-gone").wait_for()
    assert page.locator(".wa-gone").inner_text().startswith("Hidden from your hub. Nobody is told.")
    assert page.evaluate(BARE_FOCUS) == f"Undo: {title}"
    status(page, "Hidden from your hub.")
    assert cards(page).count() == count - 1
    assert saved_of(employee, "Dismissal") == before + 1
    page.keyboard.press("Enter")
    page.locator(".wa-gone").wait_for(state="detached")
    status(page, "It is in your hub again.")
    assert page.evaluate(BARE_FOCUS) == f"Not for me: {title}"
    assert headline(cards(page).nth(2)) == title
    assert saved_of(employee, "Dismissal") == before


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_save_hide_and_bring_back(person, tidy, javascript):
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    tidy(person("employee"))
    page = hub(employee, "?q=leak")
    titles = [headline(each) for each in cards(page).all()]
    title = titles[0]
    card_of(page, title).get_by_role("button", name=named("Save", title)).click()
    card_of(page, title).get_by_role("button", name=named("Unsave", title)).wait_for()
    assert card_of(page, title).get_by_text("Saved", exact=True).is_visible()
    assert urlsplit(page.url).query == "q=leak"
    if not javascript:
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("No longer saved.").wait_for()
        assert card_of(page, title).get_by_role("button", name=named("Save", title)).is_visible()
    card_of(page, title).get_by_role("button", name=named("Not for me", title)).click()
    page.get_by_text("Hidden from your hub. Nobody is told.").first.wait_for()
    page.goto(f"{employee.demo.intranet}/advocacy/?mine=hidden")
    assert [headline(each) for each in cards(page).all()] == [title]
    page.get_by_role("button", name=named("Show again", title)).click()
    page.get_by_text("It is in your hub again.").first.wait_for()
    page.goto(f"{employee.demo.intranet}/advocacy/?q=leak")
    assert [headline(each) for each in cards(page).all()] == titles


def test_what_cannot_be_done_is_said_beside_the_card(person):
    employee = person("employee")
    page = hub(employee)
    card = cards(page).nth(3)
    card.locator("button").first.evaluate("button => { button.value = 99999999; }")
    card.get_by_role("button", name=re.compile("^Save")).click()
    assert "no longer here" in card.locator(".wa-card__said").inner_text()
    employee.context.set_offline(True)
    card.get_by_role("button", name=re.compile("^Not for me")).click()
    card.get_by_text("That did not work.").wait_for()
    assert card.is_visible()
    employee.context.set_offline(False)
    # The console tells of the status 404 and of the lost line, as it should.
    employee.complaints.clear()


def test_a_browser_that_keeps_nothing_still_works(person):
    employee = person("employee")
    employee.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    page = hub(employee)
    assert page.locator("[data-wa-news]").inner_text().startswith("The newest is from")
    assert cards(page).count() > 3


def test_suggestions_by_keyboard_and_pointer(person):
    employee = person("employee")
    page = hub(employee)
    box = search_box(page)
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("le")
    listing = page.get_by_role("listbox", name="Suggestions")
    listing.wait_for()
    options = listing.get_by_role("option").all_inner_texts()
    assert 1 <= len(options) <= 8
    status(page, f"Suggestions: {len(options)}")
    page.keyboard.press("ArrowDown")
    first = listing.get_by_role("option").first
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    listing.wait_for(state="hidden")
    assert box.input_value() == "le"
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    listing.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/advocacy/?q=*")
    # Only what was asked for stands in the address.
    assert parse_qs(urlsplit(page.url).query, keep_blank_values=True) == {"q": [options[-1]]}
    assert options[-1] in [headline(each) for each in cards(page).all()]
    box.fill("")
    box.press_sequentially("le")
    listing.get_by_role("option").first.click()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query)["q"] == [options[0]])


def test_suggestions_that_fail_leave_a_plain_search(person):
    employee = person("employee")
    asked = []

    def busy(route):
        asked.append(route.request.url)
        route.fulfill(status=429, body="{}", content_type="application/json")

    employee.context.route("**/advocacy/headlines/**", busy)
    page = hub(employee)
    box = search_box(page)
    box.press_sequentially("leak", delay=20)
    page.wait_for_timeout(500)
    # One question for a word that was typed in one go.
    assert len(asked) == 1
    assert page.get_by_role("listbox").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/advocacy/?q=leak")
    employee.complaints.clear()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_list_that_grows(person, motion):
    employee = person("employee", reduced_motion=motion)
    page = hub(employee)
    first = cards(page).count()
    more = page.get_by_role("link", name="Show more")
    assert first == 24
    assert more.is_visible()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "p=2" in request.url else None)
    if motion == "reduce":
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(500)
        # Nothing moves by itself.
        assert (asked, cards(page).count()) == ([], first)
        more.focus()
        page.keyboard.press("Enter")
    else:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    cards(page).nth(24).wait_for()
    total = cards(page).count()
    status(page, f"{total - first} more, {total} shown.")
    titles = [headline(each) for each in cards(page).all()]
    assert len(titles) == len(set(titles))
    assert len(asked) == 1
    if motion == "reduce":
        assert page.evaluate(BARE_FOCUS) == titles[first]
    assert urlsplit(page.url).query == "to=2"
    # Away and back: the list is as long as it was, and at the same place.
    away = page.get_by_role("link", name="My data")
    away.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    away.click()
    page.wait_for_url("**/me/")
    page.go_back()
    cards(page).nth(24).wait_for()
    page.wait_for_timeout(300)
    assert cards(page).count() == total
    assert abs(page.evaluate("scrollY") - place) < 50


def test_hiding_cards_skips_none_of_the_next_page(person, tidy):
    employee = person("employee")
    tidy(person("employee"))
    page = hub(employee)
    expected = {headline(each) for each in cards(page).all()}
    other = hub(employee, "?p=2")
    expected |= {headline(each) for each in cards(other).all()}
    for _ in range(2):
        gone = headline(cards(page).nth(1))
        cards(page).nth(1).get_by_role("button", name=re.compile("^Not for me")).click()
        page.get_by_role("button", name=named("Undo", gone)).wait_for()
        expected.discard(gone)
    page.get_by_role("link", name="Show more").click()
    status(page, f"{len(expected)} shown.")
    assert {headline(each) for each in cards(page).all()} == expected


def test_real_pages_without_a_script(person):
    employee = person("employee", java_script_enabled=False, viewport=PHONE)
    page = hub(employee)
    first = [headline(each) for each in cards(page).all()]
    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**/advocacy/?p=2")
    second = [headline(each) for each in cards(page).all()]
    assert second
    assert not set(first) & set(second)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Category").select_option("Jobs")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("link", name=re.compile("Category: Jobs")).wait_for()
    for each in cards(page).all():
        assert each.get_by_text("Jobs", exact=True).count() == 1
    page.get_by_role("link", name=re.compile("Category: Jobs")).click()
    page.wait_for_url(lambda url: "jobs" not in url)
    assert [headline(each) for each in cards(page).all()] == first
    page.get_by_role("searchbox").fill("leak")
    page.keyboard.press("Enter")
    page.wait_for_url("**/advocacy/?q=leak*")


def test_filters_fold_on_a_phone_and_stand_open_on_a_desk(person):
    employee = person("employee", viewport=PHONE)
    page = hub(employee)
    summary = page.locator("summary", has_text="Filters")
    assert not page.get_by_label("Category").is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("Category").is_visible()
    page.get_by_label("Campaign").select_option(index=1)
    page.get_by_role("button", name="Show these").click()
    page.wait_for_url("**/advocacy/?campaign=*")
    assert "(1 on)" in summary.inner_text()
    page.set_viewport_size(DESK)
    assert page.get_by_label("Category").is_visible()
    assert not summary.is_visible()


LONG_AGO = "mine => localStorage.setItem(mine, JSON.stringify({at: Date.now() / 1000 - 40 * 86400}))"


def visit_key(page):
    """The name under which the browser keeps when this person was here."""
    return f"wa-hub-visit:{page.locator('[data-wa-browser]').get_attribute('data-wa-browser')}"


@pytest.mark.parametrize("place", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_it_loads(person, place):
    employee = person("employee", viewport=place)
    page = hub(employee)
    assert page.evaluate(SHIFTS) == 0
    page.evaluate(LONG_AGO, visit_key(page))
    page.goto("about:blank")
    page.goto(f"{employee.demo.intranet}/advocacy/")
    page.evaluate(LONG_AGO, visit_key(page))
    assert page.evaluate(SHIFTS) == 0


def test_the_first_visit_says_what_this_is(person):
    newcomer = person("legal", viewport=PHONE)
    page = hub(newcomer)
    page.get_by_role("heading", name="New here?").wait_for()
    page.get_by_role("button", name="Got it").click()
    page.get_by_role("heading", name="New here?").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "wa-list-title"
    page.reload()
    assert page.get_by_role("heading", name="New here?").count() == 0


STATES = ["", "?category=jobs&mine=saved", "?q=zzzzz", "?category=nonsense", "?mine=hidden"]


@pytest.mark.parametrize("query", STATES)
def test_everybody_gets_in(person, axe, query):
    somebody = person("employee")
    page = hub(somebody, query)
    for place in (PHONE, DESK):
        page.set_viewport_size(place)
        if place == PHONE and page.locator("summary").count():
            page.locator("summary").click()
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            assert complaints(axe, page) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate(WIDE) == 0
    # 200 % text: half the room, twice the size.
    page.set_viewport_size({"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDE) == 0
    page.evaluate("document.documentElement.style.fontSize = ''; document.documentElement.dir = 'rtl'")
    for place in (PHONE, DESK):
        page.set_viewport_size(place)
        assert page.evaluate(WIDE) == 0
    page.emulate_media(forced_colors="active")
    # The colours are the person's own there; what axe computes of them is not what they see.
    assert [each for each in complaints(axe, page) if each[0] != "color-contrast"] == []
    # The demo's policy forbids the style attribute that this test sets.
    somebody.complaints[:] = [each for each in somebody.complaints if "style" not in each.lower()]


def test_open_suggestions_for_everybody(person, axe):
    employee = person("employee", viewport=PHONE)
    page = hub(employee)
    search_box(page).press_sequentially("le")
    page.get_by_role("listbox").wait_for()
    page.keyboard.press("ArrowDown")
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert complaints(axe, page) == []
    assert page.evaluate(WIDE) == 0
