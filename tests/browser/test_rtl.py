"""From right to left, with an Arabic catalogue made by machine: nothing is cut or too wide, and no English is left.

Every text of ours has Arabic letters there, so what is left in Latin ones is written by people, or was forgotten.
"""

import ast
import importlib.util
import re

import pytest
from django.utils.functional import Promise

from tests.browser.demo import DESK, PHONE
from tests.catalogues import ROOT, catalogues, forms, read, sources
from tests.conftest import need
from wagtail_advocacy.networks.registry import get_networks

pytestmark = pytest.mark.browser

# What somebody reads or hears; not what other people wrote, whose direction is their own.
TEXTS = """root => {
    const out = [], part = document.querySelector(root);
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (!parent.closest("[dir=auto], textarea, script, style, svg, [hidden]")) out.push(walk.currentNode.data);
    }
    for (const name of ["aria-label", "title", "placeholder", "data-label"])
        for (const each of part.querySelectorAll(`[${name}]`)) out.push(each.getAttribute(name));
    return out.map(text => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""

# What people wrote may stand elsewhere as well, such as in the name of a button.
WRITTEN = "root => [...document.querySelectorAll(`${root} [dir=auto]`)].map(each => each.textContent)"

# Outside the window, or cut by an ancestor that hides what is too much. What is for the ears only is one pixel wide.
CUT = """root => [...document.querySelectorAll(`${root} *`)]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest("svg"))
    .filter(each => {
        // A row that can be scrolled loses nothing, as long as the row is in sight itself; a dialog is no such row.
        for (let above = each.parentElement; above && !above.matches("dialog"); above = above.parentElement) {
            const {left, right} = above.getBoundingClientRect(), scrolls = getComputedStyle(above).overflowX;
            if (/auto|scroll/.test(scrolls) && left >= -1 && right <= innerWidth + 1) return false;
        }
        return true;
    })
    .filter(each => {
        for (let above = each; above; above = above.parentElement) if (above.offsetWidth <= 1) return false;
        const box = each.getBoundingClientRect(), style = getComputedStyle(each);
        const hides = style.overflowX === "hidden" && style.textOverflow !== "ellipsis";
        return box.left < -1 || box.right > innerWidth + 1 || (hides && each.scrollWidth > each.clientWidth + 1);
    })
    .map(each => each.outerHTML.slice(0, 160))"""

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_path(path):
    return lambda somebody: (somebody.open(somebody.demo.intranet + path), ".wa")


def dialog(somebody):
    page = somebody.open(somebody.demo.news("eleven-leaks-in-nine-days"))
    page.locator("a[data-wa-share]").first.click()
    page.locator("dialog[open] #wa-share-title").wait_for()
    return page, "dialog[open]"


def plain_dialog(somebody):
    page = somebody.open(f"{somebody.demo.intranet}/advocacy/")
    page.goto(page.locator("a[data-wa-share]").first.evaluate("link => link.href"))
    return page, ".wa"


def started(somebody):
    page = somebody.open(f"{somebody.demo.intranet}/advocacy/shares/")
    page.goto(page.locator("a[href*='/advocacy/shares/']:not([href*='?'])").last.evaluate("link => link.href"))
    page.locator("#wa-words-started").wait_for()
    return page, ".wa"


PLACES = {
    "hub": open_path("/advocacy/"),
    "dialog": dialog,
    "plain dialog": plain_dialog,
    "started": started,
    "my data": open_path("/advocacy/me/"),
    "my shares": open_path("/advocacy/shares/"),
    "saved": open_path("/advocacy/saved/"),
    "preferences": open_path("/advocacy/me/preferences/"),
    "feed": open_path("/advocacy/feed/"),
    "campaign": open_path("/share-with-us/less-lost-water/"),
}

each_place = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


@pytest.fixture(scope="module")
def axe():
    need("axe", importlib.util.find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


@pytest.fixture(scope="module")
def written_by_people():
    """What editors and colleagues of the demo wrote, and names of networks and languages."""
    texts = {each.label for each in get_networks().values() if not isinstance(each.label, Promise)} | {
        "English",
        "Español",
    }
    for path in (ROOT / "example_site" / "demo").rglob("*.py"):
        constants = [each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.Constant)]
        texts |= {each.value for each in constants if isinstance(each.value, str)}
    return {text for text in texts if re.match(r"\w{4}|.*\s", text)}


def left_in_latin(page, part, written_by_people):
    written, found = [*page.evaluate(WRITTEN, part), *written_by_people], []
    written.sort(key=len, reverse=True)
    for text in page.evaluate(TEXTS, part):
        rest = re.sub(r"https?://\S+|\w+(?:\.\w+)+\S*|\blocalhost\b\S*|#\w+", "", text)
        for known in filter(None, written):
            rest = rest.replace(" ".join(known.split()), "")
        if set(re.findall("[A-Za-z]{3,}", rest)) - {"CSV", "XLSX"}:
            found.append(text)
    return found


@each_place
def test_arabic(person, axe, written_by_people, place):
    somebody = person("leader", locale="ar", viewport=PHONE)
    page, part = place(somebody)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert left_in_latin(page, part, written_by_people) == []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert page.evaluate(WIDE) == 0
        assert page.evaluate(CUT, part) == []
        answer = axe.run(page, context={"include": [[part]]}).response
        assert [(each["id"], each["nodes"][0]["html"]) for each in answer["violations"]] == []


@pytest.fixture(scope="module")
def english():
    """What the package says in English, as patterns; not where Spanish says the same."""
    messages = [each for path in catalogues() for each in read(path) if each.id]
    texts = {text for each in messages for text in sources(each) if text not in forms(each)}
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(text)) for text in texts))


@each_place
def test_spanish(person, english, written_by_people, place):
    page, part = place(person("leader", locale="es-ES", viewport=PHONE))
    assert page.locator("html").get_attribute("lang") == "es"
    # What follows a label begins with its colon.
    texts = {text.removeprefix(": ") for text in page.evaluate(TEXTS, part)} - written_by_people
    assert [text for text in texts if english.fullmatch(text)] == []


def test_another_language_is_a_click_away_and_its_items_come_first(person, demo):
    somebody = person("employee")
    page = somebody.open(f"{demo.intranet}/advocacy/")
    assert cards_in(page)[0] == "en"
    page.get_by_role("button", name="Español").click()
    page.get_by_role("heading", name="Compartir", exact=True).wait_for()
    languages = cards_in(page)
    # What is featured stays on top, in whichever language.
    rest = languages[languages.index("es") :]
    assert rest.count("es") == 3
    assert rest == sorted(rest, reverse=True)

    # By its words: which one is the first depends on what this person has shared before.
    page.locator(".wa-card", has_text="El tejado de Puerto Sereno").locator("a[data-wa-share]").click()
    page.get_by_role("heading", name="Compartir con tus propias palabras").wait_for()
    assert "placas" in page.get_by_label("Tu texto").input_value()


def cards_in(page):
    """The languages of the cards, in their order."""
    return page.locator(".wa-card__title").evaluate_all("titles => titles.map(each => each.lang)")
