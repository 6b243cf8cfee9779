"""The browser counts as the server does: the same table of texts, and the same pieces shuffled."""

import random
from pathlib import Path

import pytest
from wagtail import hooks

import wagtail_advocacy
from tests.networks.samples import FAMILY, NASTY, PUBLISHED, TEXTS
from tests.test_docs import run
from wagtail_advocacy.networks import counting
from wagtail_advocacy.networks.base import Network, Post
from wagtail_advocacy.networks.registry import HOOK, get_networks
from wagtail_advocacy.networks.texts import clean

pytestmark = pytest.mark.browser

MODULE = Path(wagtail_advocacy.__file__).parent / "static" / "wagtail_advocacy" / "counting.js"
LINK = "https://go.example.com/s/ab3xk9m2pq"
TAGS = ["Water", "बाढ़", "Año"]
PIECES = [text for name, text in NASTY.items() if len(text) < 100] + [
    *("a", "Z", " ", "\n", ".", "/", "@", "#", "é", "e\u0301", "日", "👍", "🏽", "\u200d", "\ufe0f", "🇫", "🇷"),
    *("http://", "https://a.bc", "x.com", "b.de/", ".co", "@b@c.de", "(", ")", "\u20e3", "1", "_", "-", "\u202e"),
]


@pytest.fixture(scope="module")
def counter(browser):
    """A page that has the module as `counting`, and nothing else."""
    context = browser.new_context()
    context.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
    context.route(
        "**/counting.js",
        lambda route: route.fulfill(content_type="text/javascript", body=MODULE.read_text(encoding="utf-8")),
    )
    page = context.new_page()
    page.goto("https://counting.example/")
    page.evaluate("async () => { globalThis.counting = await import('/counting.js'); }")
    yield page
    context.close()


def count_there(page, rule, texts):
    return page.evaluate("([rule, texts]) => texts.map((text) => counting.count(rule, text))", [rule, list(texts)])


def differences(page, rule, texts):
    texts = [clean(text) for text in texts]  # No message to the browser can carry half a character.
    there = count_there(page, rule, texts)
    here = [counting.RULES[rule](text) for text in texts]
    return [(text, mine, its) for text, mine, its in zip(texts, here, there, strict=True) if mine != its]


def shuffled(number, seed):
    pick = random.Random(seed)
    return ["".join(pick.choices(PIECES, k=pick.randint(1, 8))) for _each in range(number)]


def test_the_patterns_are_the_same(counter):
    assert counter.evaluate("counting.PATTERNS") == counting.PATTERNS


@pytest.mark.parametrize("rule", counting.RULES)
def test_every_text_of_the_table_counts_the_same(counter, rule):
    assert differences(counter, rule, TEXTS.values()) == []


@pytest.mark.parametrize("rule", PUBLISHED)
def test_published_examples_count_there_as_published(counter, rule):
    assert count_there(counter, rule, PUBLISHED[rule]) == list(PUBLISHED[rule].values())


@pytest.mark.parametrize("rule", counting.RULES)
def test_pieces_in_any_order_count_the_same(counter, rule):
    assert differences(counter, rule, shuffled(3000, seed=rule)) == []


def test_what_is_cleaned_here_is_cleaned_there(counter):
    texts = [*TEXTS.values(), *shuffled(3000, seed="clean")]
    assert counter.evaluate("(texts) => texts.map(counting.clean)", texts) == [clean(text) for text in texts]
    assert counter.evaluate("counting.clean('a\\ud800b\\udc00')") == "ab"


@pytest.mark.parametrize("key", get_networks())
def test_a_whole_post_measures_as_the_server_says(counter, key):
    network = get_networks()[key]
    measure = "([network, posts]) => posts.map((post) => counting.measure(network, post))"
    for text, there in zip(
        TEXTS.values(),
        counter.evaluate(
            measure,
            [network.measures(), [{"text": text, "hashtags": TAGS, "link": LINK} for text in TEXTS.values()]],
        ),
        strict=True,
    ):
        post = Post(clean(text), LINK, hashtags=tuple(TAGS))
        if post.text != clean(text):
            continue  # Nothing to see: the server drops it when it is sent.
        length = network.length(post.words, LINK)
        assert there["length"] == length
        assert there["left"] == (None if network.limit is None else network.limit - length)
        told = [each for each in network.problems(post) if "too long for" in each]
        assert bool(told) is ((there["left"] or 0) < 0 or there["bytesOver"] > 0)


def test_without_a_segmenter_what_people_type_counts_the_same(counter):
    exotic = {"Hindi", "old Korean", "zero width"}
    texts = [clean(text) for name, text in TEXTS.items() if name not in exotic and "ZWJ" not in text]
    there = counter.evaluate(
        """(texts) => {
            const kept = Intl.Segmenter;
            delete Intl.Segmenter;
            try { return texts.map((text) => counting.count("bluesky", text)); } finally { Intl.Segmenter = kept; }
        }""",
        texts,
    )
    here = [counting.graphemes(text) for text in texts]
    assert [each for each in zip(texts, here, there, strict=True) if each[1] != each[2]] == []


@pytest.mark.parametrize("rule", ["", "no such rule", "constructor", "toString"])
def test_a_rule_that_only_the_server_knows_is_left_to_it(counter, rule):
    class Own(Network):
        key, label, limit = "own", "Own", 5

        def count(self, text):
            return 1

    assert counter.evaluate("(rule) => counting.count(rule, 'abc')", rule) is None
    measured = counter.evaluate("(network) => counting.measure(network, { text: 'abcdefgh' })", Own().measures())
    assert measured == {"length": None, "left": None, "bytesOver": 0}


@pytest.mark.parametrize(
    "piece", ["a", "🇫🇷", "👨‍👩‍👧‍👦", "\u0327\u0301", "http://a.", "a.co/((", "@a@-", "\u202e", "#a"]
)
def test_a_hundred_thousand_characters_do_not_freeze_the_page(counter, piece):
    text = piece * (100_000 // len(piece))
    took = counter.evaluate(
        """([rules, text]) => {
            const start = performance.now();
            const network = { limit: 1, limitBytes: 1, linkInText: true };
            const post = { text, link: "https://x.example" };
            for (const rule of rules) counting.measure({ ...network, counting: rule }, post);
            return performance.now() - start;
        }""",
        [list(counting.RULES), text],
    )
    assert took < 5000  # milliseconds for all rules; a quadratic one takes minutes


def test_the_network_of_the_how_to_is_counted_while_somebody_types(counter, monkeypatch):
    monkeypatch.setitem(hooks._hooks, HOOK, list(hooks._hooks.get(HOOK, [])))
    run("how-to/add-a-network.md", "network")
    square = get_networks()["square"]
    text = f"Hello @anna@social.example {FAMILY} https://example.com/a/long/one"

    measured = counter.evaluate(
        "([network, post]) => counting.measure(network, post)",
        [square.measures(), {"text": text, "hashtags": ["Water"], "link": LINK}],
    )

    length = len("Hello @anna x ") + 23 + len(" #Water ") + 23
    assert square.length(Post(text, LINK, hashtags=("Water",)).words, LINK) == length
    assert measured == {"length": length, "left": 300 - length, "bytesOver": 0}
