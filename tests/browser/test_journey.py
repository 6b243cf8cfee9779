"""An editor offers a news page, an employee shares it, a stranger follows the link, the editor sees what it brought."""

import re
import urllib.request
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.browser.demo import PHONE, add_caption, choose_destination, offer_from_page, publish

pytestmark = [pytest.mark.browser, pytest.mark.journey]

CRAWLER = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
DEMO_TIME = ZoneInfo("Europe/Madrid")
LIBRARY = "/admin/snippets/wagtail_advocacy_library/shareableitem/"
WORDS = "Five days, 214 pumps & nobody stayed late: 100 % of us went home at four. Wasn’t that “impossible”?"


def offers(editor, slug, destination):
    page = editor.context.new_page()
    offer_from_page(page, editor.demo, slug)
    headline = page.get_by_role("textbox", name="Headline").input_value()
    assert page.get_by_role("textbox", name="Public summary").input_value()
    choose_destination(page, destination)
    add_caption(page, WORDS)
    publish(page)
    page.close()
    return headline


def shares(employee, slug):
    """Three clicks from the news page to the network; returns the address of the tracked link."""
    page = employee.open(employee.demo.news(slug))
    employee.click(page.get_by_role("link", name=re.compile("^Share ?:")))
    employee.click(page.get_by_role("button", name="Bluesky", exact=True))
    page.locator("button[aria-pressed=true]", has_text="Bluesky").wait_for()
    with employee.context.expect_page() as opened:
        employee.click(page.get_by_role("button", name="Open Bluesky"))
    opened.value.wait_for_url("https://bsky.app/**")
    assert employee.clicks == 3
    [address] = employee.outside
    assert address.startswith("https://bsky.app/intent/compose?text=I%20work%20at%20Larkwater.%20Five%20days")
    text = dict(parse_qsl(urlsplit(address).query, strict_parsing=True))["text"]
    assert WORDS in text
    return re.search(rf"{re.escape(employee.demo.website)}/s/\w+", text)[0]


def follows(stranger, link, headline):
    page = stranger.open(link)
    parts = urlsplit(page.url)
    assert f"{parts.scheme}://{parts.netloc}" == stranger.demo.website
    assert parts.path.startswith("/blog/")
    assert dict(parse_qsl(parts.query)) == {"utm_source": "bluesky", "utm_medium": "employee"}
    assert page.get_by_role("heading", level=1).inner_text() == headline


def previews(demo, link, headline):
    """As LinkedIn draws a card: the page behind the link, and its picture."""
    request = urllib.request.Request(link, headers={"User-Agent": CRAWLER})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        html, address = answer.read().decode(), answer.url
    assert address == link
    tags = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', html))
    assert tags["og:title"] == headline
    assert tags["og:description"]
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image"].startswith(f"{demo.website}/s/c/")
    request = urllib.request.Request(tags["og:image"], headers={"User-Agent": CRAWLER})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.read(2) == b"\xff\xd8"


def sees(editor, headline):
    """One started share, one click by a person, the crawler apart."""
    page = editor.open(f"{editor.demo.intranet}/admin/advocacy/shares/")
    rows = page.get_by_role("row").filter(has_text=headline)
    assert rows.count() == 1
    cells = rows.get_by_role("cell").all_inner_texts()
    now = datetime.now(DEMO_TIME)
    today = f"{now.day} {now:%B %Y}"
    assert [cell.strip() for cell in cells if cell.strip()][-5:] == [headline, "Bluesky", today, "1", "1"]
    assert "Ana" not in page.locator("main").inner_text()
    page.goto(f"{editor.demo.intranet}{LIBRARY}?q={headline}")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=headline, exact=True))
    cells = [cell.strip() for cell in row.get_by_role("cell").all_inner_texts()]
    assert cells.count("1") == 2


@pytest.mark.parametrize(
    ("javascript", "slug", "destination"),
    [
        (True, "line-3-has-run-its-first-full-week", "What a lost litre costs a town"),
        (False, "the-third-quarter-in-five-sentences", "A pump for under a bedroom window"),
    ],
    ids=["javascript", "no-javascript"],
)
def test_from_a_news_page_to_a_click(person, demo, javascript, slug, destination):
    editor = person("editor")
    headline = offers(editor, slug, destination)
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    link = shares(employee, slug)
    follows(person(viewport=PHONE, java_script_enabled=javascript), link, destination)
    previews(demo, link, headline)
    sees(editor, headline)
