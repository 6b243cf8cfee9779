"""Codes as people type them and as scanners guess them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.codes import ALPHABET, LENGTH, clean_code, new_code
from wagtail_advocacy.links.models import Click, Link

pytestmark = [pytest.mark.projects("minimal", "own_base", "link_host"), pytest.mark.django_db]


def test_a_code_has_no_look_alikes_and_does_not_repeat():
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{10}", code) for code in codes)


@pytest.mark.parametrize("typed", [str, str.upper, str.title, "{}/".format, lambda code: f"{code.upper()}/"])
def test_case_and_one_slash_do_not_count(visit, make_link, typed):
    link = make_link()
    assert visit(typed(link.code)).status_code == 302
    assert Click.objects.get().link == link


def test_percent_encoded_characters_are_the_characters(client, make_link):
    code = make_link().code
    encoded = "".join(f"%{ord(character):02x}" for character in code)
    assert client.get(f"{host_path('home')}{encoded}").status_code == 302
    assert client.get(f"{host_path('home')}{code}%2f").status_code == 302


@pytest.mark.parametrize(
    "query", ["?utm_source=x", "?next=https://evil.example/", "?", "?fbclid=1&x=%00", f"?{'a' * 5000}"]
)
def test_the_visitors_own_query_is_ignored(visit, make_link, query):
    link = make_link(query="utm_source=linkedin")
    assert visit(f"{link.code}{query}")["Location"] == "https://www.example.com/news/?utm_source=linkedin"


@pytest.mark.parametrize(
    "code",
    [
        "23456789ab",
        "23456789a",
        "23456789abc",
        "0000000000",
        "wp-login.php",
        ".env",
        "favicon.ico",
        "23456789ab%00",
        "%00",
        "23456%0089a",
        "%0a",
        "23456789ab%0a",
        "%0d%0aSet-Cookie:a=b",
        "23456789ab//",
        "a/b/c/d",
        "%2e%2e/%2e%2e/etc/passwd",
        "%ff%fe",
        "%F0%9F%A6%8A",
        "%E2%84%AA" * 10,
        "' OR 1=1--",
        "<script>alert(1)</script>",
        "x" * 10_240,
        "2" * 10_240,
        "privacy/",
        "c/links.css/",
        "c/0.jpg",
        "p/",
        "p/23456789ab",
        "p/%00",
        "p/" + "x" * 10_240,
    ],
)
def test_an_unknown_code_is_a_page_that_leads_home(visit, host_text, code):
    host_text(home="https://www.example.com/home/")
    response = visit(code)
    assert response.status_code == 404
    assert 'href="https://www.example.com/home/"' in response.text
    assert "<script" not in response.text
    assert response["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response
    assert not Click.objects.exists()


def test_a_guessed_code_keeps_nothing(visit, make_link):
    code = make_link().code
    for position in range(LENGTH):
        other = ALPHABET[(ALPHABET.index(code[position]) + 1) % len(ALPHABET)]
        assert visit(code[:position] + other + code[position + 1 :]).status_code == 404
    assert not Click.objects.exists()


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_what_is_cleaned_is_a_code(raw):
    cleaned = clean_code(raw)
    assert cleaned is None or (len(cleaned) == LENGTH and set(cleaned) <= set(ALPHABET))


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_every_code_survives_capitals_and_a_slash(code):
    assert clean_code(code) == clean_code(code.upper()) == clean_code(f"{code}/") == code
    assert clean_code(f"{code}//") is None
    assert clean_code(f" {code}") is None


def test_the_database_refuses_a_second_link_with_one_code(make_link):
    from django.db import IntegrityError, transaction

    link = make_link()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(code=link.code, target=link.target)
