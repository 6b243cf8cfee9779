"""Nobody is shut out: axe on our pages in both colour schemes, nothing too wide, nothing too small to touch."""

import importlib.util
import re

import pytest

from tests.browser.demo import DESK, PHONE, add_caption, choose_destination, offer_from_page, publish
from tests.browser.judge import faults, violations
from tests.conftest import need

pytestmark = pytest.mark.browser

LIBRARY = "/admin/snippets/wagtail_advocacy_library/shareableitem/"

SMALL = """root => [...document.querySelectorAll(`${root} :is(a, button, input, textarea, select)`)]
    .map(each => [each.closest("label") ?? each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && Math.min(each.getBoundingClientRect().height, 44) < 44)
    .map(([each]) => each.outerHTML.slice(0, 120))"""

WIDE = """() => [document.documentElement, ...document.querySelectorAll("dialog[open]")]
    .map(each => each.scrollWidth - each.clientWidth)"""


@pytest.fixture(scope="module")
def axe():
    need("axe", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def hub(somebody):
    return somebody.open(f"{somebody.demo.intranet}/advocacy/"), ".wa"


def dialog(somebody):
    page = somebody.open(somebody.demo.news("eleven-leaks-in-nine-days"))
    page.get_by_role("link", name=re.compile("^Share ?:")).click()
    page.get_by_role("heading", name="Share in your own words").wait_for()
    return page, "dialog.wa-dialog"


def dialog_after_opening(somebody):
    page, part = dialog(somebody)
    with somebody.context.expect_page():
        page.get_by_role("button", name="Open LinkedIn").click()
    page.get_by_role("heading", name="LinkedIn opens in a new tab").wait_for()
    return page, part


def plain_dialog(somebody):
    page, _part = hub(somebody)
    page.goto(page.get_by_role("link", name=re.compile("^Share ?:")).first.evaluate("link => link.href"))
    return page, ".wa"


def started(somebody):
    page, _part = dialog(somebody)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Get the link").click()
    code = page.get_by_role("textbox", name="Your link").input_value().rpartition("/")[2]
    page.goto(f"{somebody.demo.intranet}/advocacy/shares/{code}/")
    return page, ".wa"


def no_such_share(somebody):
    page = somebody.open(f"{somebody.demo.intranet}/advocacy/shares/abcdefghjk/")
    page.get_by_role("heading", name="Not shared").wait_for()
    # The console tells of the status 404, as it should.
    somebody.complaints.clear()
    return page, ".wa"


def my_data(somebody):
    return somebody.open(f"{somebody.demo.intranet}/advocacy/me/"), ".wa"


def card(somebody):
    """The public page of an item that has no other page."""
    page, _part = hub(somebody)
    page.get_by_role("link", name=re.compile("Chemist for trace metals")).click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Get the link").click()
    page.goto(page.get_by_role("textbox", name="Your link").input_value())
    assert "/s/p/" in page.url
    return page, "html"


def privacy(somebody):
    return somebody.open(f"{somebody.demo.website}/s/privacy"), "html"


OURS = [
    hub,
    dialog,
    dialog_after_opening,
    plain_dialog,
    started,
    no_such_share,
    my_data,
    card,
    privacy,
]


@pytest.mark.parametrize("place", OURS, ids=lambda place: place.__name__)
def test_our_pages(person, axe, place):
    somebody = person("leader", viewport=PHONE)
    page, part = place(somebody)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert violations(axe, page, part) == []
    if part != "html":
        assert page.evaluate(SMALL, part) == []
    assert not any(page.evaluate(WIDE))
    page.set_viewport_size(DESK)
    assert not any(page.evaluate(WIDE))


@pytest.mark.parametrize("sheet", ["advocacy.css", "vacancies.css"])
@pytest.mark.parametrize(("says", "colour"), [("", "rgb(28, 32, 36)"), ("light dark", "rgb(236, 238, 236)")])
def test_words_are_light_only_where_the_page_can_be_dark(person, demo, sheet, says, colour):
    page = person("leader").open(f"{demo.intranet}/advocacy/")
    page.emulate_media(color_scheme="dark")
    page.set_content(
        f'<meta name="color-scheme" content="{says}"><p class="wa wa-vacancies">Share this</p>'
        f'<link rel="stylesheet" href="{demo.intranet}/static/wagtail_advocacy/{sheet}">'
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == colour


@pytest.mark.parametrize("path", [LIBRARY, f"{LIBRARY}add/", "/admin/advocacy/shares/"])
def test_our_part_of_the_admin(person, demo, axe, path):
    page = person("editor").open(f"{demo.intranet}{path}")
    page.wait_for_load_state("networkidle")
    assert faults(axe, page, "main") == []


def test_long_words_fit(person, demo):
    editor = person("editor")
    page = editor.context.new_page()
    offer_from_page(page, demo, "one-night-with-the-hallin-night-shift")
    headline = "Trinkwasserversorgungsleitungsdruckverlustüberwachungsverordnung " * 3
    page.get_by_role("textbox", name="Headline").fill(headline)
    page.get_by_role("textbox", name="Why share this").fill("Wasserzählerablesekartenrückgabefristverlängerung" * 5)
    choose_destination(page, "A year under a solar roof")
    add_caption(page, "Donau" * 100)
    publish(page)
    for place in (PHONE, DESK):
        employee = person("employee", viewport=place)
        page = employee.open(demo.news("one-night-with-the-hallin-night-shift"))
        assert not any(page.evaluate(WIDE))
        page.get_by_role("link", name=re.compile("^Share ?:")).click()
        page.get_by_role("heading", name="Share in your own words").wait_for()
        assert not any(page.evaluate(WIDE))
        page.goto(f"{demo.intranet}/advocacy/")
        assert not any(page.evaluate(WIDE))
