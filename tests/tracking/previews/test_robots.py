"""robots.txt as RFC 9309 reads it."""

import re
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.tracking.preview_check.robots import Robots

SITE = "https://news.example.org"


def allows(text, path="/post", crawler="LinkedInBot"):
    return Robots(text).allow(crawler, f"{SITE}{path}")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow: /\nAllow: /post", "/post/1", True),
        ("User-agent: *\nAllow: /\nDisallow: /post", "/post/1", False),
        ("User-agent: *\nAllow: /post\nDisallow: /post", "/post", True),
        ("User-agent: LinkedInBot\nDisallow: /\n\nUser-agent: *\nDisallow:", "/", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: linkedinbot/1.0\nDisallow: /x", "/", True),
        ("User-agent: Twitterbot\nUser-agent: LinkedInBot\nDisallow: /", "/", False),
        ("User-agent: LinkedInBot\nDisallow: /a\nUser-agent: LinkedInBot\nDisallow: /b", "/b", False),
        ("User-agent: LinkedIn\nDisallow: /", "/", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("User-agent: *\nDisallow: /*?", "/post?utm_source=x", False),
        ("User-agent: *\nDisallow: /*?", "/post", True),
        ("User-agent: *\nDisallow: /a*b*c", "/aXbXc/d", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/aXbXcX", True),
        ("User-agent: *\nDisallow: /m%C3%BCll", "/müll", False),
        ("User-agent: *\nDisallow: /müll", "/m%c3%bcll", False),
        ("User-agent: *\nDisallow: /%7Eanna", "/~anna", False),
        ("User-agent: *\nDisallow: /a%2Ab", "/aXb", True),
        ("user-agent : * # all\r\nDISALLOW : /post # this\r\n", "/post", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nCrawl-delay: 5\nSitemap: https://x/\nDisallow: /", "/", False),
        ("<html>Not found</html>", "/", True),
        ("Disallow: /", "/", True),
    ],
)
def test_rules(text, path, allowed):
    assert allows(text, path) is allowed


def test_a_name_of_two_words():
    assert not allows("User-agent: Bluesky Cardyb\nDisallow: /", crawler="Bluesky Cardyb")


@given(st.text("ab*", max_size=8), st.booleans(), st.text("ab", max_size=10))
def test_stars_match_as_a_pattern_would(rule, anchored, path):
    pattern = ".*".join(map(re.escape, f"/{rule}".split("*"))) + ("$" if anchored else "")
    text = f"User-agent: *\nDisallow: /{rule}{'$' if anchored else ''}"
    assert allows(text, f"/{path}") is not bool(re.match(pattern, f"/{path}"))


@given(st.text())
def test_whatever_it_is_made_of(text):
    assert allows(text) in (True, False)


def test_no_rule_is_slow():
    text = "User-agent: *\n" + f"Disallow: /{'a*' * 5000}b\n" * 20
    begun = time.process_time()
    assert allows(text, "/" + "a" * 8000)
    assert time.process_time() - begun < 2


def test_who_is_named_often_shares_one_list_of_rules():
    times = 5_000
    tracemalloc.start()
    robots = Robots("User-agent: *\nUser-agent: LinkedInBot\n" * times + "Disallow: /post\nAllow: /post/1\n" * times)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    assert not robots.allow("LinkedInBot", f"{SITE}/post")
    assert robots.allow("Other", f"{SITE}/post/1")


def test_groups_of_one_crawler_are_one():
    text = "User-agent: LinkedInBot\nDisallow: /a\nUser-agent: *\nDisallow: /\nUser-agent: linkedinbot\nDisallow: /b"
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]
