"""An employee's coffee break, five ways: two items to three networks, one saved, one hidden and brought back.

Each share has its own words; one is confirmed by its link, one link is taken untracked, and at the end all is undone.
"""

from urllib.parse import urlsplit

import pytest

from tests.browser.coffee_break import ENGLISH, SPANISH, Keyboard, Mouse, NoScript
from tests.browser.demo import DESK, PHONE
from tests.browser.test_looks import axe  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.journey]

WAYS = {
    "mouse": (Mouse, ENGLISH, {"viewport": DESK, "color_scheme": "light"}),
    "keyboard": (Keyboard, None, {"viewport": PHONE, "color_scheme": "dark"}),
    "no JavaScript": (NoScript, ENGLISH, {"viewport": PHONE, "java_script_enabled": False}),
    "Spanish": (Mouse, SPANISH, {"viewport": DESK, "color_scheme": "dark", "locale": "es-ES"}),
    "Arabic": (Mouse, None, {"viewport": PHONE, "color_scheme": "light", "locale": "ar"}),
}
SPOKEN = {"Spanish": ("es", "ltr"), "Arabic": ("ar", "rtl")}

POST = "https://www.linkedin.com/posts/ana-solano_{way}"
SAVED, HIDDEN = "Level loggers that last sixteen winters", "Service technician, Marrowby and the valleys"
TWICE, ONCE = "Three ways to lower the pressure at night", "How to read a water report in two minutes"


def rows(kept, kind):
    """Link or item → what the intranet keeps of it."""
    return {each.get("link", each["item"]): each for each in kept[f"wagtail_advocacy_sharing.{kind}"]}


def since(before, somebody, kind):
    """What has come since, in the order in which it came."""
    old = rows(before, kind)
    return [each for name, each in rows(somebody.kept(), kind).items() if name not in old]


@pytest.mark.parametrize("way", WAYS)
def test_a_coffee_break(person, demo, axe, way):  # noqa: F811
    driver, texts, options = WAYS[way]
    somebody = person("employee", **options)
    if options.get("java_script_enabled", True):
        somebody.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
    before = somebody.kept()
    at = driver(somebody, texts)
    html = at.page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == SPOKEN.get(way, ("en", "ltr"))
    try:
        saves_one_and_hides_one_and_brings_it_back(at, axe)
        shares_two_items_on_three_networks(at, axe, way)
        keeps_what_was_done(at, before, way)
        takes_all_back(at, axe, before)
    finally:
        tidy(somebody, before)


def saves_one_and_hides_one_and_brings_it_back(at, axe):  # noqa: F811
    assert at.faults(axe, ".wa") == []
    at.press("save", SAVED)
    at.find("unsave", SAVED).wait_for()
    at.press("not for me", HIDDEN)
    at.card(HIDDEN).wait_for(state="hidden")
    at.press("undo", HIDDEN)
    at.card(HIDDEN).wait_for()


def shares_two_items_on_three_networks(at, axe, way):  # noqa: F811
    at.press("share", TWICE)
    at.choose("x")
    at.write("words", f"I work at Larkwater. Quieter pipes for X, by {way}.")
    assert at.faults(axe, at.dialog) == []
    at.open_network()
    assert at.faults(axe, at.dialog) == []
    at.choose("linkedin")
    at.write("words", f"I work at Larkwater. Quieter pipes for LinkedIn, by {way}.")
    at.open_network()
    at.press("posted")
    at.write("address", POST.format(way=way.replace(" ", "-")))
    at.press("keep it")
    at.question().wait_for(state="detached")
    at.leave()
    at.press("share", ONCE)
    at.choose("bluesky")
    at.write("words", f"I work at Larkwater. Two minutes for Bluesky, by {way}.")
    at.open_network()
    at.press("public")
    at.copy()
    # Where the item itself is at home: a page of the website, or its card page.
    assert at.copied().removeprefix(at.somebody.demo.website).startswith(("/blog/", "/s/p/"))
    at.leave()


def keeps_what_was_done(at, before, way):
    """The person's own export says so: what was asked for, and nothing else."""
    shares = since(before, at.somebody, "Share")
    assert [(each["headline"], each["network"], each["words"], each["posted_url"]) for each in shares] == [
        (TWICE, "x", f"I work at Larkwater. Quieter pipes for X, by {way}.", ""),
        (
            TWICE,
            "linkedin",
            f"I work at Larkwater. Quieter pipes for LinkedIn, by {way}.",
            POST.format(way=way.replace(" ", "-")),
        ),
        (ONCE, "bluesky", f"I work at Larkwater. Two minutes for Bluesky, by {way}.", ""),
    ]
    assert [bool(each["confirmed_at"]) for each in shares] == [False, True, False]
    assert [each["item"] for each in since(before, at.somebody, "Saved")] == [SAVED]
    assert since(before, at.somebody, "Dismissal") == []
    assert [urlsplit(each).hostname for each in at.somebody.outside] == ["x.com", "www.linkedin.com", "bsky.app"]


def takes_all_back(at, axe, before):  # noqa: F811
    for share in since(before, at.somebody, "Share"):
        at.go_to_my_shares()
        assert at.faults(axe, ".wa") == []
        at.open_share(share["link"])
        at.press("take back")
        at.page.locator(".wa-share__form").wait_for()
        at.page.goto(f"{at.somebody.demo.intranet}/advocacy/")
    at.press("unsave", SAVED)
    at.find("save", SAVED).wait_for()
    assert [since(before, at.somebody, kind) for kind in ("Share", "Saved", "Dismissal")] == [[], [], []]


def tidy(somebody, before):
    """Whatever a journey that broke off has left; the next test finds the demo as it was."""
    left = {kind: since(before, somebody, kind) for kind in ("Share", "Saved", "Dismissal")}
    if not any(left.values()):
        return
    page = somebody.context.browser.new_context(storage_state=somebody.context.storage_state()).new_page()
    for share in left["Share"]:
        page.goto(f"{somebody.demo.intranet}/advocacy/shares/{share['link']}/")
        page.locator("[data-wa-undo] button").click()
        page.locator(".wa-share__form").wait_for()
    for mine, deed, kind in (("saved", "unsave", "Saved"), ("hidden", "undismiss", "Dismissal")):
        for _each in left[kind]:
            page.goto(f"{somebody.demo.intranet}/advocacy/?mine={mine}")
            page.locator(f"[data-wa-card] button[name={deed}]").first.click()
            page.wait_for_timeout(300)
    page.context.close()
