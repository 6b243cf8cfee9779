"""Words as they arrive from keyboards and clipboards: nothing breaks, and what cannot be shared says why."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import live_item
from tests.sharing.conftest import deed, form_of, said, shares
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

GROUP = "Words in the dialog"
FAMILY = "\U0001f468‍\U0001f469‍\U0001f467‍\U0001f466"
NOTHING = {
    "only spaces, where own words are asked for": " \u00a0\u3000\n\t ",
    "only zero-width characters, where own words are asked for": "\u200b\u200d\ufeff\u2060",
    "only marks of direction, where own words are asked for": "\u202e\u2067\u200f\u2069",
    "only emoji, where own words are asked for": FAMILY * 3,
    "only a hashtag, where own words are asked for": "#water",
    "a hashtag of digits only, where own words are asked for": "#2026",
}


@pytest.fixture
def own(programme):
    return live_item(own_words="required", captions=0)


@pytest.mark.parametrize("what", NOTHING)
def test_what_says_nothing(anna, own, what, request):
    response = anna.start(own, {**anna.form(own), "words": NOTHING[what]})

    assert response.status_code == 422
    request.getfixturevalue("said")(GROUP, what, said(response))
    assert shares() == 0


@pytest.mark.parametrize("words", NOTHING.values())
def test_where_prepared_words_would_do_the_link_goes_alone(anna, item, words):
    share = anna.share(item, "x", words=words)

    opened = anna.client.get(f"/advocacy/shares/{share.link.code}/?go")
    assert opened.headers["Refresh"].startswith("0; url=https://x.com/intent/tweet?")
    assert share.link.code in opened.headers["Refresh"]
    assert deed(anna, item, {**anna.form(item), "words": words}, "look").status_code == 200


@pytest.mark.parametrize(
    ("network", "words", "what"),
    [
        ("x", f"{FAMILY} " * 100, "100 families of emoji, on X"),
        ("x", "a" + "\u0301" * 300, "300 accents on one letter, on X"),
        ("x", "#water " * 100, "100 hashtags, on X"),
        ("mastodon", f"{FAMILY} " * 300, "300 families of emoji, on Mastodon"),
        ("linkedin", "word " * 1000, "5,000 characters, on LinkedIn"),
        ("linkedin", "ä🎉" * 50_000, "100,000 characters"),
    ],
)
def test_what_is_too_much(anna, item, network, words, what, request):
    form = {**anna.form(item, network), "words": words}

    response = anna.start(item, form)

    assert response.status_code == 422
    request.getfixturevalue("said")(GROUP, what, said(response))
    assert form_of(response)["words"] == words.strip()
    assert shares() == 0
    # Looking, turning a chip and changing the network are no harder than sharing.
    assert deed(anna, item, form, "look").status_code == 200
    assert deed(anna, item, form, "tag", "water").status_code == 200
    assert anna.switch(item, form, "email").status_code == 200


@pytest.mark.parametrize(
    "words",
    [
        f"The team {FAMILY} at the pond \U0001f3f3️‍\U0001f308.",
        "a" + "\u0301" * 300 + " was here.",
        "نحن نعمل هنا, and \u202eso do you",
        "Before\u200b\u200d\ufeffafter.",
        "#with spaces and #2026 and # alone and ##double",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + " smile",
        "𝓕𝓪𝓷𝓬𝔂 letters, ﬁ ligatures, ½ and ǅ.",
    ],
)
@pytest.mark.parametrize("network", ["linkedin", "mastodon"])
def test_odd_but_honest_words_are_shared_as_they_are(anna, item, network, words):
    share = anna.share(item, network, words=words)

    # A change of direction that was left open ends with the words.
    assert share.words.rstrip("\u202c\u2069") == words
    assert anna.client.get(f"/advocacy/shares/{share.link.code}/").status_code == 200
    again = anna.open(item, network=network)
    assert "You have shared this" in again.content.decode()


def test_a_required_disclosure_is_missing(anna, item, programme, request):
    programme.disclosure, programme.disclosure_required = "#TeamAcme", True
    programme.save()

    response = anna.start(item, {**anna.form(item), "words": "No word of it."})

    assert response.status_code == 422
    request.getfixturevalue("said")(GROUP, "the required “I work here” is missing or stands at the end", said(response))
    put = deed(anna, item, form_of(response), "disclose")
    assert form_of(put)["words"] == "#TeamAcme No word of it."
    assert anna.start(item, form_of(put)).status_code == 302


def test_every_other_sentence_of_a_refusal(anna, item, later, request):
    tell = request.getfixturevalue("said")
    form = {**anna.form(item), "words": "Mine."}

    tell(GROUP, "a form that was changed on the way", said(anna.start(item, {**form, "token": "x"})))
    tell(GROUP, "sharing without joining", said(anna.start(item, form, joins=False)))
    later(hours=25)
    tell(GROUP, "a form that was open for more than a day", said(anna.start(item, form)))
    item.unpublish()
    gone = anna.start(item, form)
    assert gone.status_code == 410
    tell(GROUP, "the item closed while the dialog was open", said(gone))
    assert BeautifulSoup(gone.content, "html.parser").select_one("#wa-kept").text == "Mine."
    assert not Share.objects.exists()


@pytest.mark.parametrize("field", ["before", "shown", "caption", "network", "quote", "tag", "switch", "consent"])
def test_no_field_of_the_form_breaks_the_page(anna, item, field):
    form = anna.form(item)
    for value in (
        "\x00",
        "\ud800".encode("utf-8", "surrogatepass"),
        "x" * 100_000,
        "<script>alert(1)</script>",
        "-1",
        "٣",
    ):
        response = deed(anna, item, {**form, field: value}, "look")
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
