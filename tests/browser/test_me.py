"""My shares, Saved, Preferences and My data, as people meet them: keyboard, no script, large text, either direction."""

import importlib.util

import pytest

from tests.browser.demo import DESK, PHONE
from tests.conftest import need

pytestmark = pytest.mark.browser

PLACES = {
    "shares": "/advocacy/shares/",
    "saved": "/advocacy/saved/",
    "preferences": "/advocacy/me/preferences/",
    "data": "/advocacy/me/",
}

SMALL = """() => [...document.querySelectorAll(".wa :is(a, button, input, select, textarea, summary)")]
    .filter(each => getComputedStyle(each).display !== "inline")
    .map(each => [each, (each.closest("label") ?? each).getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.height < 43.5 && !each.closest(".wa-table"))
    .map(([each]) => each.outerHTML.slice(0, 120))"""

OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# At twice the size the site's own head is the site's business.
OURS_OVER = "() => (ours => ours.scrollWidth - ours.clientWidth)(document.querySelector('.wa'))"


@pytest.fixture(scope="module")
def axe():
    need("axe", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def problems(axe, page):
    answer = axe.run(page, context={"include": [[".wa"]]}).response
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in answer["violations"]
        if each["impact"] in ("moderate", "serious", "critical")
    ]


def tab_to(page, selector):
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


@pytest.mark.parametrize("place", PLACES)
def test_nobody_is_shut_out(person, demo, axe, place):
    page = person("employee", viewport=PHONE).open(f"{demo.intranet}{PLACES[place]}")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            assert problems(axe, page) == []
        assert page.evaluate(OVER) == 0
        assert page.evaluate(SMALL) == []
    assert page.locator(".wa h1").count() == 1
    assert page.locator(".wa-me [aria-current=page]").count() == 1


@pytest.mark.parametrize("place", PLACES)
def test_large_text_and_right_to_left_fit(person, demo, place):
    page = person("employee", viewport=PHONE).open(f"{demo.intranet}{PLACES[place]}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(OVER) == 0
    page.set_viewport_size(DESK)
    for direction in ("rtl", "ltr"):
        page.evaluate(
            "direction => Object.assign(document.documentElement, {dir: direction}).style.fontSize = '200%'", direction
        )
        assert (
            page.evaluate("() => document.querySelector('.wa').scrollWidth - document.querySelector('.wa').clientWidth")
            <= 0
        )


def test_a_chart_and_its_table_say_the_same(person, demo):
    page = person("employee").open(f"{demo.intranet}{PLACES['shares']}")
    page.get_by_text("The same as a table").click()
    numbers = [int(each) for each in page.locator(".wa-more tbody td").all_inner_texts()]

    assert page.get_by_role("img", name="People’s clicks on all your links").count() == 1
    heights = page.locator(".wa-chart rect").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().height)")
    assert len(heights) == sum(number > 0 for number in numbers)
    assert max(heights) > 100
    person("employee", forced_colors="active").open(page.url).get_by_role("img").first.wait_for()


def test_preferences_and_pause_by_keyboard_alone(person, demo):
    page = person("employee").open(f"{demo.intranet}{PLACES['preferences']}")
    tab_to(page, "[name=network_1]")
    page.keyboard.type("Blue")
    tab_to(page, "[name=topics]")
    page.keyboard.press("Space")
    tab_to(page, ".wa-form button")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. Hub and dialog follow").wait_for()
    assert page.locator("[name=network_1] option:checked").inner_text() == "Bluesky"
    assert page.locator("[name=topics]").first.is_checked()

    page.goto(f"{demo.intranet}{PLACES['data']}")
    tab_to(page, "form[action$='/pause/'] button")
    page.keyboard.press("Enter")
    page.get_by_text("You are pausing until you end it.").wait_for()
    tab_to(page, "[name=end]")
    page.keyboard.press("Enter")
    page.get_by_text("Your pause is over.").wait_for()


def test_everything_works_without_a_script(person, demo):
    somebody = person("employee", java_script_enabled=False, viewport=PHONE)
    page = somebody.open(f"{demo.intranet}{PLACES['preferences']}")
    page.get_by_label("LinkedIn").fill("100000001")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Write a number from 0 to 100000000.").wait_for()
    # The console tells of the status 422, as it should.
    somebody.complaints.clear()

    page.goto(f"{demo.intranet}/advocacy/?mine=")
    with page.expect_navigation():
        page.locator("button[name=save]").first.click()
    page.get_by_role("link", name="Saved", exact=True).first.click()
    page.locator(".wa-saved li").first.wait_for()
    before = page.locator(".wa-saved li").count()
    page.get_by_role("link", name="Remind me").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename.endswith(".ics")
    page.goto(f"{demo.intranet}{PLACES['saved']}")
    page.get_by_role("button", name="Remove").last.click()
    page.get_by_text("No longer saved.").wait_for()
    assert page.locator(".wa-saved li").count() == before - 1
