"""What is kept of a user agent: words that tell the program, and nothing that tells the person or the version."""

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from tests.links.agents import APPS, CHROME, CRAWLERS, PEOPLE
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.agents import LONGEST, LONGEST_READ, reduce_agent
from wagtail_advocacy.links.kinds import classify, classify_reduced, read_agent
from wagtail_advocacy.links.models import Agent, Click

pytestmark = pytest.mark.projects("link_host")

PIECES = [
    "www.",
    "http://",
    "foo",
    "a@b.com",
    "com",
    ".de",
    "w3m/",
    "(at)",
    "x86",
    "Ab/1.0",
    " ",
    "/",
    "+",
    "_",
    "~",
    "=",
]
ANY_AGENT = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from("aZ9/._-+;() é٣@~=:")).map("".join),
    st.lists(st.sampled_from([*PIECES, "ab3cd4ef", "compatible", "bot", "Gecko"])).map("".join),
    st.lists(st.sampled_from([*PEOPLE.values(), *CRAWLERS.values(), "\0", "\udcff"]), max_size=4).map(" ".join),
)


@given(ANY_AGENT)
@example("MSIE9/10 Foo12Bar/3 x86_64 SM-G991B iPhone14,5")
@example("a" * 2000)
@example("ab/1 " * 2000)
@example(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)))
def test_a_reduced_agent_has_no_version_and_an_end(agent):
    reduced = reduce_agent(agent)
    assert not any(character.isdigit() for character in reduced)
    assert reduced.isascii()
    assert len(reduced) <= LONGEST
    assert reduced == " ".join(dict.fromkeys(reduced.split()))
    assert reduce_agent(reduced) == reduced


@given(ANY_AGENT)
def test_the_request_decides_by_what_is_kept(agent):
    *decided, reduced = read_agent(agent)
    assert reduced == reduce_agent(agent)
    assert tuple(decided) == classify_reduced(reduced) == classify("GET", agent, {})


@pytest.mark.parametrize(
    ("agent", "kept"),
    [
        (PEOPLE["Firefox"], "Mozilla/ Linux rv Gecko/ Firefox/"),
        (APPS["LinkedIn iOS"], "Mozilla/ iPhone CPU OS like Mac AppleWebKit/ KHTML Gecko Mobile/ LinkedInApp"),
        ("Unheard/7.31 (serial 99887766; key 63c85ddbde52d6697f57c623)", "Unheard/ serial key"),
        ("First/1.0+Second/2.0 Nokia6120c/3.7 360Probe", "First/ Second/ Nokia/ Probe"),
        ("Reader/2 (+https://people.example.org/~somebody/page?id=7)", "Reader/ http/"),
        ("Reader/2 (people.example.org/somebody; www.example.zz; news.example.co.uk)", "Reader/ host/"),
        ("Reader/2 (mailto:some.body@example.org)", "Reader/ mailto/"),
        ("Reader/2 some.body [at] example.org", "Reader/ mailto/"),
        ("Reader/2 some.body@desk user=somebody info:7:somebody s~somebody", "Reader/ user info"),
        ("Reader/2 198.51.100.7 2001:db8:85a3::8a2e:370:7334", "Reader/"),
    ],
)
def test_products_keep_their_slash_and_addresses_only_their_kind(agent, kept):
    assert reduce_agent(agent) == kept


def test_of_too_many_words_the_last_are_kept_and_what_all_browsers_say_goes_first():
    many = f"{CHROME} Mobile {' '.join(f'Filler{letter}word' for letter in 'ABCDEFGHIJKL')} QuietSpider/1.0"
    reduced = reduce_agent(many)
    assert reduced.startswith("Mozilla/ Windows ")
    assert reduced.endswith(" QuietSpider/")
    assert "KHTML" not in reduced


def test_what_comes_after_the_first_thousand_characters_is_not_read():
    assert read_agent(f"{CHROME} {'x' * LONGEST_READ} Googlebot/2.1")[0] == "person"


AWKWARD = {
    "letters": "a" * 8192,
    "letters and dots": "a_" * 171 + "." * 7000,
    "dots": "a." * 4096,
    "slashes": "/" * 8192,
    "mail": "a.b@" * 2048,
    "mail spelt out": "a" * 8000 + "(at)b",
    "digits": "a1" * 4096,
    "words": " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(2000)),
    "almost a robot": "gecko compatible " * 500,
    "NUL": "\0" * 8192,
    "letters of other alphabets": "é" * 8192,
}


@pytest.mark.parametrize("agent", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.django_db
def test_an_agent_of_eight_kilobytes_is_no_work(visit, make_link, agent):
    # One pattern whose parts share their characters made a request of these take half a second and more.
    assert visit(make_link(), agent=agent).status_code == 302
    assert Click.objects.get().kind == "crawler"


@pytest.mark.parametrize("raw", [b"Mozilla/5.0 \xff\xfe\x00 Chrome/1", b"\xc3\x28", b"\x00", "Größe/1".encode()])
@pytest.mark.django_db
def test_bytes_that_are_no_text_do_no_harm(make_link, raw):
    # As WSGI servers hand them over.
    agent = raw.decode("latin-1")
    response = Client().get(host_path("follow", make_link().code), HTTP_USER_AGENT=agent)
    assert response.status_code == 302
    assert all(text.isascii() and "\0" not in text for text in Agent.objects.values_list("text", flat=True))
