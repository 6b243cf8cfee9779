"""What opens at each network: values are read back from the address as a browser would."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks.samples import FAMILY, TEXTS
from wagtail_advocacy.networks.base import Network, Post
from wagtail_advocacy.networks.registry import get_network, get_networks
from wagtail_advocacy.networks.texts import join_link

LINK = "https://go.example.com/ab3xk9m2pq?a=1&b=ü#top"
ANYTHING = st.text(st.characters(exclude_categories=()))
WORDS = {
    "unicode": "Grüße aus Lyon, 日本語, עברית",
    "right to left": "\u200fمرحبا، 100٪ \u2067שלום\u2069 (abc)",
    "ampersand": "R&D & friends=all",
    "hash": "We open #LyonLab # now",
    "plus": "C++ + Rust",
    "percent": "100 % of 50%25 %zz",
    "newline": "one\n\ntwo",
    "emoji": f"🚀 {FAMILY} 🇫🇷",
    "quotes": "\"double\" 'single' <b>tag</b> «»",
    "slash and colon": "a/b?c=d:e;f,g\\h",
    **TEXTS,
}


def values_of(address: str) -> dict[str, str]:
    """The named values of a query or fragment, each decoded once; ``+`` stays what it is."""
    parts = urlsplit(address)
    pairs = [pair.split("=") for pair in (parts.query or parts.fragment).split("&")]
    assert all(len(pair) == 2 for pair in pairs), address
    return {name: unquote(value, errors="strict") for name, value in pairs}


def composer(key: str) -> Network:
    """The network, or with a dot its option."""
    network, _dot, option = key.partition(".")
    return get_network(network).option(option)


def expected(key: str, post: Post) -> tuple[str, dict[str, str]]:
    """The address without its values, and the values, that open ``post`` at a network."""
    both, lines, body = (join_link(post.words, post.link, between) for between in (" ", "\n", "\n\n"))
    title = post.words.replace("\n", " ").strip() or post.headline
    return {
        "linkedin": ("https://www.linkedin.com/sharing/share-offsite/?", {"url": post.link}),
        "linkedin.composer": ("https://www.linkedin.com/feed/?", {"shareActive": "true", "text": both}),
        "x": ("https://x.com/intent/tweet?", {"text": post.words, "url": post.link}),
        "facebook": ("https://www.facebook.com/sharer/sharer.php?", {"u": post.link}),
        "bluesky": ("https://bsky.app/intent/compose?", {"text": both}),
        "threads": ("https://www.threads.com/intent/post?", {"text": post.words, "url": post.link}),
        "mastodon": ("https://share.joinmastodon.org/#", {"text": both}),
        "whatsapp": ("https://wa.me/?", {"text": lines}),
        "telegram": ("https://t.me/share/url?", {"url": post.link, "text": post.words}),
        "reddit": ("https://www.reddit.com/submit?", {"url": post.link, "title": title}),
        "xing": ("https://www.xing.com/spi/shares/new?", {"url": post.link}),
        "teams": ("https://teams.microsoft.com/share?", {"href": post.link, "msgText": post.words}),
        "email": ("mailto:?", {"subject": post.headline, "body": body.replace("\n", "\r\n")}),
    }[key]


WITH_VALUES = [
    "linkedin",
    "linkedin.composer",
    "x",
    "facebook",
    "bluesky",
    "threads",
    "mastodon",
    "whatsapp",
    "telegram",
    "reddit",
    "xing",
    "teams",
    "email",
]


@pytest.mark.smoke
@pytest.mark.projects("minimal")
@pytest.mark.parametrize("key", WITH_VALUES)
def test_every_value_arrives_as_it_was_written(key):
    for name, text in WORDS.items():
        post = Post(text, LINK, headline="Q&A: 100 % + “more”")
        start, values = expected(key, post)
        address = composer(key).compose_url(post)
        assert address.startswith(start), name
        assert values_of(address) == {name: value for name, value in values.items() if value}, name
        assert address.isascii(), name
        assert not set(address[len(start) :]) & set(" +#\"'<>\r\n"), name


def test_addresses_in_full():
    post = Post("Hi there & all +1", "https://go.example.com/ab", headline="News")
    link = "https%3A%2F%2Fgo.example.com%2Fab"
    words = "Hi%20there%20%26%20all%20%2B1"
    assert {key: network.compose_url(post) for key, network in get_networks().items()} == {
        "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={link}",
        "x": f"https://x.com/intent/tweet?text={words}&url={link}",
        "facebook": f"https://www.facebook.com/sharer/sharer.php?u={link}",
        "bluesky": f"https://bsky.app/intent/compose?text={words}%20{link}",
        "threads": f"https://www.threads.com/intent/post?text={words}&url={link}",
        "mastodon": f"https://share.joinmastodon.org/#text={words}%20{link}",
        "whatsapp": f"https://wa.me/?text={words}%0A{link}",
        "telegram": f"https://t.me/share/url?url={link}&text={words}",
        "reddit": f"https://www.reddit.com/submit?url={link}&title={words}",
        "instagram": "https://www.instagram.com/",
        "tiktok": "https://www.tiktok.com/upload",
        "xing": f"https://www.xing.com/spi/shares/new?url={link}",
        "teams": f"https://teams.microsoft.com/share?href={link}&msgText={words}",
        "viva_engage": "",
        "slack": "",
        "email": f"mailto:?subject=News&body={words}%0D%0A%0D%0A{link}",
        "copy_link": "",
        "qr_code": "",
    }


@given(text=ANYTHING, headline=ANYTHING, tags=st.lists(ANYTHING, max_size=3), server=ANYTHING)
def test_any_text_makes_an_address_that_reads_back(text, headline, tags, server):
    post = Post(text, "https://go.example.com/ab", headline, tuple(tags), server)
    for key in WITH_VALUES:
        start, values = expected(key, post)
        if key == "mastodon" and post.server:
            start = f"https://{post.server}/share?"
        address = composer(key).compose_url(post)
        assert address.startswith(start)
        if key == "x" and post.link in post.words.split():
            del values["url"]
        assert values_of(address) == {name: value for name, value in values.items() if value}


def test_a_link_that_stands_in_the_words_is_not_repeated():
    post = Post(f"Look: {LINK} !", LINK)
    for key in ("x", "bluesky", "whatsapp", "linkedin.composer"):
        assert values_of(composer(key).compose_url(post)).get("text") == post.text
    assert "url" not in values_of(get_network("x").compose_url(post))
    assert values_of(get_network("mastodon").compose_url(Post("Look:\n", LINK))) == {"text": f"Look:\n{LINK}"}


def test_the_words_are_the_title_of_a_link_on_reddit():
    post = Post("\nOur bridge\nis open\n", LINK, headline="News")
    assert values_of(get_network("reddit").compose_url(post))["title"] == "Our bridge is open"
    assert values_of(get_network("reddit").compose_url(Post("\u200b ", LINK, headline="News")))["title"] == "News"


def test_what_a_network_can_do():
    def keys(attribute, value=True):
        return [key for key, network in get_networks().items() if getattr(network, attribute) is value]

    assert keys("prefills_text") == [
        "x",
        "bluesky",
        "threads",
        "mastodon",
        "whatsapp",
        "telegram",
        "reddit",
        "teams",
        "email",
    ]
    assert keys("opens", False) == ["viva_engage", "slack", "copy_link", "qr_code"]
    assert keys("shows_qr") == ["qr_code"]
    assert keys("takes_link", False) == keys("wants_picture") == ["instagram", "tiktok"]
    assert keys("own_server") == ["mastodon"]
    assert [key for key, network in get_networks().items() if network.options] == ["linkedin"]
    assert Network().compose_url(Post("a", LINK)) == ""


def test_linkedins_composer_is_linkedin_with_words():
    plain = get_network("linkedin")
    composer = plain.option("composer")

    assert (composer.key, composer.label, composer.limit) == (plain.key, plain.label, plain.limit)
    assert (plain.prefills_text, composer.prefills_text) == (False, True)
    assert (plain.link_in_text, composer.link_in_text) == (False, True)
    assert plain.option("") is plain
    assert plain.option("gone") is plain
    assert composer.problems(Post("a" * 2999, "https://go.example.com/ab")) == [
        "This is 25 characters too long for LinkedIn."
    ]
