"""A stranger follows a link: where they land, what the answer says, and what is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.links.agents import CHROME, LINKEDIN_BOT
from wagtail_advocacy.links.models import Agent, Click, Target

pytestmark = [
    pytest.mark.projects("minimal", "own_base", "link_host"),
    pytest.mark.django_db,
]

UTM = "utm_source=linkedin&utm_medium=employee&utm_campaign=caf%C3%A9"


@pytest.mark.smoke
def test_a_person_is_sent_on_and_counted_once(visit, make_link):
    link = make_link()
    response = visit(link, Referer="https://www.linkedin.com/feed/?secret=1")
    assert response.status_code == 302
    assert response["Location"] == "https://www.example.com/news/"
    click = Click.objects.get()
    assert (click.link, click.kind, click.reason, click.referrer) == (link, "person", "", "www.linkedin.com")
    assert abs(click.at - timezone.now()) < timedelta(minutes=1)


def test_the_answer_is_not_kept_not_indexed_and_tells_no_path(visit, make_link):
    response = visit(make_link())
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "landed"),
    [
        ("https://www.example.com", f"https://www.example.com?{UTM}"),
        ("https://www.example.com/a/", f"https://www.example.com/a/?{UTM}"),
        ("https://www.example.com/a/#top", f"https://www.example.com/a/?{UTM}#top"),
        ("https://www.example.com/a/?id=7", f"https://www.example.com/a/?id=7&{UTM}"),
        ("https://www.example.com/a/?id=7#top", f"https://www.example.com/a/?id=7&{UTM}#top"),
        ("https://www.example.com/a/?q=a%26b#x?y", f"https://www.example.com/a/?q=a%26b&{UTM}#x?y"),
        ("https://www.example.com/größe?q=ü", f"https://www.example.com/gr%C3%B6%C3%9Fe?q=%C3%BC&{UTM}"),
        ("HTTPS://www.example.com/A", f"https://www.example.com/A?{UTM}"),
    ],
)
def test_utm_stands_beside_the_query_and_before_the_fragment(visit, make_link, address, landed):
    assert visit(make_link(url=address, query=UTM))["Location"] == landed


def test_without_utm_the_address_stays_as_it_is(visit, make_link):
    address = "https://www.example.com/a?x=%20+%2B&y#z"
    assert visit(make_link(url=address))["Location"] == address


def test_a_closed_target_lands_on_its_fallback_without_utm(visit, make_link):
    link = make_link(is_open=False, query=UTM, fallback="https://www.example.com/jobs/")
    assert visit(link)["Location"] == "https://www.example.com/jobs/"
    assert Click.objects.get().kind == "person"


def test_a_target_closes_by_the_clock(visit, make_link, at):
    closes_at = timezone.now()
    link = make_link(closes_at=closes_at, fallback="https://www.example.com/jobs/")
    at(closes_at - timedelta(seconds=1))
    assert visit(link)["Location"] == "https://www.example.com/news/"
    at(closes_at)
    assert visit(link)["Location"] == "https://www.example.com/jobs/"


def test_a_target_that_moves_takes_its_links_along(visit, make_link):
    link = make_link()
    Target.objects.update(url="https://www.example.com/moved/")
    assert visit(link)["Location"] == "https://www.example.com/moved/"


@pytest.mark.parametrize("fields", [{"is_open": False, "fallback": ""}, {"url": "", "fallback": ""}])
def test_without_a_fallback_the_main_website_answers(visit, make_link, host_text, fields):
    host_text(home="https://www.example.com/home/")
    response = visit(make_link(**fields))
    assert (response.status_code, response["Location"]) == (302, "https://www.example.com/home/")


def test_with_nowhere_to_go_there_is_a_page(visit, make_link):
    response = visit(make_link(is_open=False, fallback=""))
    assert response.status_code == 404
    assert b"<h1>This link leads nowhere</h1>" in response.content
    assert Click.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://www.example.com/%0aalert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://www.example.com/",
        "//www.example.com/",
        "/path",
        "www.example.com",
        "https:www.example.com",
        "https://",
        "https:///path",
        "https://[::1",
        "https://\\www.example.com",
        f"https://www.example.com/{'x' * 20_000}",
    ],
)
def test_what_is_no_web_address_is_never_redirected_to(visit, make_link, address):
    assert visit(make_link(url=address, query=UTM))["Location"] == "https://www.example.com/"
    assert visit(make_link(is_open=False, fallback=address)).status_code == 404


def test_a_line_break_in_an_address_does_not_become_a_header(visit, make_link):
    response = visit(make_link(url="https://www.example.com/a\r\nSet-Cookie: a=b"))
    assert "Set-Cookie" not in response
    assert "\n" not in response["Location"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_get_and_head_are_answered(visit, make_link, method):
    response = visit(make_link(), method=method)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert not Click.objects.exists()


def test_head_says_the_same_without_a_body(visit, make_link):
    response = visit(make_link(), method="head")
    assert (response.status_code, response.content) == (302, b"")
    assert response["Location"] == "https://www.example.com/news/"


@pytest.mark.parametrize(
    ("referrer", "kept"),
    [
        ("https://user:secret@www.linkedin.com:443/in/somebody", "www.linkedin.com"),
        ("android-app://com.linkedin.android/", "com.linkedin.android"),
        ("HTTPS://LNKD.IN/x", "lnkd.in"),
        ("https://www.linke\x00din.com/", ""),
        ("https://[::1", ""),
        ("https://[2001:db8::1]/", ""),
        ("http://192.0.2.77:8080/", ""),
        ("about:blank", ""),
        ("not an address", ""),
        (f"https://{'a' * 300}.com/", ""),
        (f"https://www.linkedin.com/{'a' * 100_000}", "www.linkedin.com"),
        ("https://exa mple.com/", ""),
        ("https://m\xfcller.de/", ""),
    ],
)
def test_of_the_referrer_only_a_host_name_is_kept(visit, make_link, referrer, kept):
    assert visit(make_link(), Referer=referrer).status_code == 302
    assert Click.objects.get().referrer == kept


@pytest.mark.parametrize("agent", ["\x00", f"{CHROME}\x00", "é" * 5000, "A/1 " * 100_000, "\x80\xff", "🦊/1.0"])
def test_no_user_agent_is_too_strange(visit, make_link, agent):
    assert visit(make_link(), agent=agent).status_code == 302
    assert Click.objects.count() == 1


def test_a_thousand_visits_keep_one_agent(visit, make_link):
    link = make_link()
    for number in range(100, 120):
        visit(link, agent=CHROME.replace("125", str(number)))
    assert Agent.objects.count() == 1


def test_agents_come_only_from_links_that_exist(visit):
    visit("23456789ab")
    visit("23456789ab", agent=LINKEDIN_BOT)
    assert not Agent.objects.exists()
