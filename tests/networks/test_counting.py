"""How long a text is, by each network's own rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks.samples import FAMILY, NASTY, PUBLISHED
from wagtail_advocacy.networks import counting
from wagtail_advocacy.networks.base import Network, Post
from wagtail_advocacy.networks.registry import get_network, get_networks

LINK = "https://go.example.com/ab3xk9m2pq?a=1&b=ü#top"
# Everything a person can paste, lone surrogates and controls included.
ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.smoke
@pytest.mark.projects("minimal")
@pytest.mark.parametrize(
    ("rule", "text", "length"),
    [(rule, text, length) for rule, texts in PUBLISHED.items() for text, length in texts.items()],
)
def test_published_examples(rule, text, length):
    assert counting.RULES[rule](text) == length


def test_every_network_counts_by_a_rule_that_the_browser_knows_too():
    rules = {key: network.counting for key, network in get_networks().items()}

    assert set(rules.values()) <= set(counting.RULES)
    assert {key: rule for key, rule in rules.items() if rule != "code points"} == {
        "x": "x",
        "bluesky": "bluesky",
        "threads": "threads",
        "mastodon": "mastodon",
        "tiktok": "utf-16",
    }


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("cafe\u0301", 4),  # counted in NFC
        ("“quoted” – dash", 15),
        ("…", 2),
        ("€", 2),
        ("\u10ff\u1100", 3),  # last of the first range, first after it
        ("🇫🇷🇩🇪", 4),
        ("1️⃣", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
        ("❤️", 2),
        ("©", 1),
        ("©️", 2),
        ("https://example.com/very/long/path?with=values&more=of#them", 23),
        ("HTTP://EXAMPLE.COM:8080/a", 23),
        ("(see https://example.com/a).", 30),
        ("https://example.com/a_(b)", 23),
        ("Seen https://example.com?", 29),
        ("https://example.comです", 27),
        ("example.com", 23),
        ("Example.COM", 23),
        ("example.comこれ", 27),
        ("go.example.co.uk/x, then", 29),
        ("bit.ly/abc", 23),
        ("example.de", 23),
        ("Example.De/", 23),
        ("example.zz", 10),  # no country
        ("z.B.", 4),
        ("finished.Then", 13),
        ("anna@example.com", 16),
        ("#example.com", 12),
        ("https://localhost/a", 19),
    ],
)
def test_x(text, length):
    assert get_network("x").length(text) == length


def test_x_counts_the_link_as_23_and_the_space_before_it():
    x = get_network("x")
    assert x.length("", LINK) == 23
    assert x.length("words", LINK) == 5 + 1 + 23
    assert x.length(f"words {LINK}", LINK) == 5 + 1 + 23
    assert x.problems(Post("a" * 256, LINK)) == []
    assert x.problems(Post("a" * 257, LINK)) == ["This is 1 character too long for X."]
    assert x.problems(Post("日" * 140, LINK)) == ["This is 24 characters too long for X."]
    assert x.problems(Post("a" * 251, LINK, hashtags=("Water",))) == ["This is 2 characters too long for X."]


def test_bluesky_counts_clusters_and_bytes_and_the_whole_link():
    bluesky = get_network("bluesky")
    assert bluesky.length("e\u0301 🇫🇷🇩🇪 " + FAMILY) == 6
    assert bluesky.length("words", "https://go.example.com/ab") == 5 + 1 + 25
    assert bluesky.problems(Post("a" * 300, "")) == []
    assert bluesky.problems(Post("a" * 301, "")) == ["This is 1 character too long for Bluesky."]
    assert bluesky.problems(Post(FAMILY * 100, "")) == []
    assert bluesky.problems(Post(FAMILY * 300, "")) == ["This is 4500 bytes too long for Bluesky. Use fewer emoji."]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("e\u0301" + FAMILY, 2),
        ("https://example.com/very/long/path", 23),
        ("example.com/very/long", 21),  # only links with a protocol are shortened
        ("@anna@social.example hello", 11),
        ("@anna hello", 11),
        ("(@anna.b@social.example)", 9),
        ("anna@social.example", 19),
        ("https://social.example/@anna@other.example", 23),
    ],
)
def test_mastodon(text, length):
    assert get_network("mastodon").length(text) == length


def test_mastodon_takes_500_with_the_link():
    assert get_network("mastodon").problems(Post("a" * 476, LINK)) == []
    assert get_network("mastodon").problems(Post("a" * 478, LINK)) == ["This is 2 characters too long for Mastodon."]


def test_threads_takes_500_and_five_different_links():
    threads = get_network("threads")
    links = [f"https://example.com/{number}" for number in range(5)]
    assert threads.problems(Post("a" * 500, LINK)) == []
    assert threads.problems(Post("a" * 497 + "👍", LINK)) == ["This is 1 character too long for Threads."]
    assert threads.problems(Post(" ".join(links[:4]), LINK)) == []
    assert threads.problems(Post(" ".join([*links[:4], *links[:4], LINK]), LINK)) == []
    assert threads.problems(Post(" ".join(links), LINK)) == [
        "Threads takes at most 5 links in a post, your own among them. Take 1 out."
    ]
    assert threads.problems(Post("www.example.com " * 9 + " ".join(links), "")) == [
        "Threads takes at most 5 links in a post, your own among them. Take 1 out."
    ]


def test_telegram_counts_link_and_text_together():
    assert get_network("telegram").problems(Post("a" * (4096 - 1 - len(LINK)), LINK)) == []
    assert get_network("telegram").problems(Post("a" * (4096 - len(LINK)), LINK)) == [
        "This is 1 character too long for Telegram."
    ]


def test_instagram_takes_five_hashtags_and_counts_no_link():
    instagram = get_network("instagram")
    assert instagram.problems(Post("a" * 2200, LINK)) == []
    assert instagram.problems(Post("a" * 2201, LINK)) == ["This is 1 character too long for Instagram."]
    assert instagram.problems(Post("#a #b #c", LINK, hashtags=("d", "e"))) == []
    assert instagram.problems(Post("#a #b #c", LINK, hashtags=("d", "e", "f", "g"))) == [
        "Instagram takes at most 5 hashtags. Take 2 out."
    ]


@pytest.mark.parametrize(
    ("key", "limit"), [("linkedin", 3000), ("facebook", 63_206), ("reddit", 300), ("tiktok", 2200), ("instagram", 2200)]
)
def test_an_attached_link_or_one_that_cannot_be_clicked_does_not_count(key, limit):
    network = get_network(key)
    assert network.limit == limit
    assert network.length("words\r\nmore", LINK) == 10
    assert network.problems(Post("a" * limit, LINK)) == []
    assert len(network.problems(Post("a" * (limit + 1), LINK))) == 1


@pytest.mark.parametrize("key", ["linkedin", "facebook", "telegram", "whatsapp", "teams"])
def test_places_with_room_take_whatever_is_no_essay(key):
    for text in NASTY.values():
        if len(text) < 500:
            assert get_network(key).problems(Post(text, LINK)) == []


def test_words_that_do_not_fit_into_an_address_are_told():
    long = "é" * 2000
    assert get_network("email").problems(Post("short", LINK, "News")) == []
    assert get_network("email").problems(Post("é" * 400, LINK, "News")) == [
        "Some mail programs will not open a message this long. Shorten it, or copy the link instead."
    ]
    assert get_network("telegram").problems(Post(long, LINK)) == [
        "These words are too long to be handed over to Telegram. Shorten them."
    ]
    assert get_network("linkedin").problems(Post(long, LINK)) == [], "LinkedIn's address holds no words"
    assert len(get_network("linkedin").option("composer").problems(Post(long, LINK))) == 1


@given(text=ANYTHING)
def test_a_length_is_never_negative_and_never_raises(text):
    for network in get_networks().values():
        assert 0 <= network.length(text) <= network.length(text, LINK)
        assert all(network.problems(Post(text, LINK))) is True
    for count in (*counting.RULES.values(), counting.utf8_bytes):
        assert count(text) >= 0


@given(text=ANYTHING)
def test_a_flag_is_one_cluster_like_any_other(text):
    for mixed in (text, "🇫🇷" + text + "🇫\u200d🇩🇪\u0301" + text + "🇷"):
        assert counting.graphemes(mixed) == len(counting.CLUSTER.findall(mixed))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "🇫🇷",
        FAMILY,
        "\u0327\u0301",
        "http://a.",
        "a.co/((",
        "@a@-",
        "\x00",
        "# ",
        "#a",
        "\u202e",
        "\u2067\u202c",
        "\u200b",
    ],
)
def test_a_hundred_thousand_characters_are_no_burden(piece):
    post = Post(piece * (100_000 // len(piece)), LINK)
    start = time.process_time()
    for network in get_networks().values():
        network.problems(post)
        network.compose_url(post)
    assert time.process_time() - start < 10  # seconds; a quadratic rule takes minutes


def test_a_network_that_counts_for_itself_is_not_counted_by_the_browser():
    class Words(Network):
        key, label, limit = "words", "Words", 2

        def count(self, text):
            return len(text.split())

    class MoreWords(Words):
        counting = "x"

    assert Words().measures()["counting"] == ""
    assert Words().problems(Post("one two three", "")) == ["This is 1 character too long for Words."]
    assert MoreWords().measures()["counting"] == "x"
