"""What becomes of the words before any network sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks.samples import FAMILY, NASTY
from wagtail_advocacy.networks.base import Post
from wagtail_advocacy.networks.registry import get_networks
from wagtail_advocacy.networks.servers import ServerRefused, clean_server
from wagtail_advocacy.networks.texts import clean, clean_tag, is_blank

LINK = "https://go.example.com/ab3xk9m2pq"
ANYTHING = st.text(st.characters(exclude_categories=()))


def test_controls_never_reach_an_address():
    post = Post(
        "a\x00b\x1b[1m\x7f\x85c\ud800\r\nd\te", "https://go.example.com/\x00ab\r\n", "One\r\nBcc: x@example.com"
    )
    assert post.words == "ab[1mc\nd\te"
    assert post.link == "https://go.example.com/ab"
    assert post.headline == "One Bcc: x@example.com"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t ", "\u200b", "\u200b \u2060\ufeff", "\u202e", "\u2800", "\u3164", "\u200e\u200f\u061c"]
)
def test_words_without_anything_to_see_are_no_words(text):
    post = Post(text, LINK, headline="Our bridge")

    assert is_blank(text)
    assert post.words == ""
    assert get_networks()["bluesky"].compose_url(post) == get_networks()["bluesky"].compose_url(Post("", LINK))
    assert all(network.problems(post) == [] for network in get_networks().values())


@pytest.mark.parametrize("text", ["a", "\u0301", FAMILY, "🇫🇷", ".", "©", "日"])
def test_a_sign_is_something_to_see(text):
    assert not is_blank(text)
    assert Post(text, "").words == text


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("start \u202etrats", "\u202c"),
        ("\u202bאבג", "\u202c"),
        ("\u2067אבג", "\u2069"),
        ("\u2067\u202e\u2066x", "\u2069\u202c\u2069"),
        ("\u2067\u202ex\u2069", ""),
        ("\u202ea\u2069b", "\u202c"),
        ("\u202ea\u202c b", ""),
        ("\u202ea\nb", ""),  # a paragraph ends what it began
        ("\u202c\u2069", ""),
        ("\u200eabc\u200f", ""),
    ],
)
def test_a_change_of_direction_ends_before_the_link(text, ends):
    assert clean(text) == text + ends
    assert Post(text, LINK, hashtags=("One",)).words == f"{text}{ends} #One" if not is_blank(text) else "#One"


@given(text=ANYTHING)
def test_what_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)
    assert Post(Post(text, LINK).text, LINK) == Post(text, LINK)


def test_hashtags_are_added_once():
    assert Post("We open #lyonlab", LINK, hashtags=("LyonLab", "#Hiring", "hiring now!", "#", "Hiring")).words == (
        "We open #lyonlab #Hiring #hiringnow"
    )
    assert Post("", LINK, hashtags=("One",)).words == "#One"


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Water", "Water"),
        ("#Water", "Water"),
        ("two words", "twowords"),
        ("co-op", "coop"),
        ("under_score", "under_score"),
        ("2026", ""),  # only digits: no network links it
        ("2026water", "2026water"),
        ("_", ""),
        ("#", ""),
        ("\u200b", ""),
        ("🚀", ""),
        ("हिन्दी", "हिन्दी"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200dabc\u200c", "abc"),
        ("日本", "日本"),
        ("Año", "Año"),
        ("\u202eabc", "abc"),
        ("a" * 1000, "a" * 1000),
    ],
)
def test_a_hashtag_is_what_networks_link(typed, tag):
    assert clean_tag(typed) == tag
    assert Post("", LINK, hashtags=(typed,)).words == (f"#{tag}" if tag else "")


@pytest.mark.parametrize("name", NASTY)
def test_whatever_is_pasted_makes_a_post_or_a_sentence(name):
    post = Post(NASTY[name], LINK, headline="News", hashtags=("Water works", "2026", "बाढ़"))
    for network in get_networks().values():
        assert network.compose_url(post).startswith(("https://", "mailto:")) is network.opens
        assert all(sentence.endswith(".") for sentence in network.problems(post))


def test_a_hundred_thousand_characters_are_a_sentence_wherever_there_is_a_limit():
    post = Post("word " * 20_000, LINK, headline="News")
    for key, network in get_networks().items():
        told = network.problems(post)
        assert bool(told) is (network.limit is not None or key == "email"), key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", ""),
        ("  ", ""),
        ("mastodon.social", "mastodon.social"),
        (" Mastodon.Social ", "mastodon.social"),
        ("social.müller.example", "xn--mller-kva.example".replace("xn--", "social.xn--", 1)),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("a.b.c.d.example", "a.b.c.d.example"),
    ],
)
def test_a_server_is_a_name(typed, name):
    assert clean_server(typed) == name
    assert Post("Hi", LINK, server=typed).server == name


SERVERS = {
    "with a protocol": "https://mastodon.social",
    "with a path": "mastodon.social/share",
    "with a query": "mastodon.social?x=1",
    "with a port": "mastodon.social:443",
    "with a user": "anna@mastodon.social",
    "a full handle": "@anna@mastodon.social",
    "one word": "mastodon",
    "a number": "127.0.0.1",
    "a number of six": "[::1]",
    "a number in disguise": "2130706433",
    "a number with a name's look": "127.1",
    "inside": "social.local",
    "this machine": "x.localhost",
    "a space": "mastodon .social",
    "a line end": "mastodon.social\r\nX-A: b",
    "a backslash": "mastodon.social\\@evil.example",
    "a dot too many": "mastodon..social",
    "a dot at the end": "mastodon.social.",
    "a percent sign": "mastodon%2esocial",
    "a fragment": "mastodon.social#@evil.example",
    "a hyphen first": "-a.example",
    "too long a part": "a" * 64 + ".example",
    "too long": "a." * 130 + "example",
    "an underscore": "my_server.example",
    "mixed alphabets": "mаstodon.social",  # the second letter is Cyrillic
    "a direction": "\u202emastodon.social",
}


@pytest.mark.parametrize("typed", SERVERS.values(), ids=SERVERS)
def test_anything_else_is_no_server(typed):
    with pytest.raises(ServerRefused) as caught:
        clean_server(typed)
    assert str(caught.value).endswith(".")
    post = Post("Hi", LINK, server=typed)
    assert post.server == ""
    assert get_networks()["mastodon"].compose_url(post).startswith("https://share.joinmastodon.org/#")


def test_the_person_reads_what_to_write():
    for typed in ("https://mastodon.social", "anna@mastodon.social", "127.0.0.1"):
        with pytest.raises(ServerRefused, match=r"^Write only the name of your server, such as mastodon\.social\.$"):
            clean_server(typed)
    with pytest.raises(ServerRefused, match="mixes letters of different alphabets"):
        clean_server(SERVERS["mixed alphabets"])


@given(typed=ANYTHING)
def test_a_server_never_leaves_its_place_in_the_address(typed):
    server = Post("", LINK, server=typed).server
    assert not server or (server.isascii() and not set(server) & set("/?#@:\\ \r\n%[]"))


def test_ones_own_server_opens_its_share_page():
    post = Post("Hi & bye", LINK, server="social.müller.example")
    assert get_networks()["mastodon"].compose_url(post) == (
        "https://social.xn--mller-kva.example/share?text=Hi%20%26%20bye%20https%3A%2F%2Fgo.example.com%2Fab3xk9m2pq"
    )
