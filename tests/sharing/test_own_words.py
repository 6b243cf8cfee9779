"""Items that everybody shares in their own words: prepared ones are ideas, and are refused."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.factories import CaptionFactory, live_item, publish
from tests.sharing.conftest import form_of, said, shares
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(programme):
    item = live_item(own_words="required", captions=0, headline="A rare visitor at the pond")
    CaptionFactory(item=item, text="Look who came to our pond!")
    return item


def ideas(response):
    return [each.text for each in BeautifulSoup(response.content, "html.parser").select(".wa-ideas li")]


def test_ideas_are_in_the_language_of_the_reader_and_say_so(anna, item):
    CaptionFactory(item=item, text="¡Miren quién vino!", language="es")
    CaptionFactory(item=item, text="Look who swam in!", language="en-gb")

    shown = BeautifulSoup(anna.open(item).content, "html.parser").select(".wa-ideas li")

    assert [(each.text, each["lang"], each["dir"]) for each in shown] == [
        ("Look who came to our pond!", "en", "auto"),
        ("Look who swam in!", "en-gb", "auto"),
    ]


def test_ideas_in_another_language_are_better_than_none(anna, programme):
    item = live_item(own_words="required", captions=0)
    CaptionFactory(item=item, text="¡Miren quién vino!", language="es")

    (shown,) = BeautifulSoup(anna.open(item).content, "html.parser").select(".wa-ideas li")

    assert (shown.text, shown["lang"]) == ("¡Miren quién vino!", "es")


@pytest.mark.smoke
@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_prepared_words_are_shown_as_ideas_and_the_box_is_empty(anna, item):
    response = anna.open(item)

    assert ideas(response) == ["Look who came to our pond!"]
    assert "Write your own words for this one." in response.content.decode()
    assert form_of(response)["words"] == ""
    assert anna.start(item, words="I saw a kingfisher on Monday.").status_code == 302
    assert Share.objects.get().words == "I saw a kingfisher on Monday."


@pytest.mark.parametrize(
    "words",
    [
        "Look who came to our pond!",
        "look who came   to our pond #water https://example.com/",
        "A rare visitor at the pond.",
    ],
)
@pytest.mark.parametrize("network", ["linkedin", "email", "copy_link"])
def test_prepared_words_are_refused(anna, item, words, network):
    response = anna.start(item, {**anna.form(item, network), "words": words})

    assert response.status_code == 422
    assert said(response).strip().startswith("These words were prepared for everybody.")
    assert form_of(response)["words"] == words
    assert shares() == 0


@pytest.mark.parametrize("network", ["linkedin", "email"])
@pytest.mark.parametrize("words", ["", " \n", "…!", "#water https://example.com/"])
def test_nothing_is_not_a_word(anna, item, network, words):
    response = anna.start(item, {**anna.form(item, network), "words": words})

    assert said(response) == "Write your own words for this one. A sentence is enough."
    assert shares() == 0


def test_the_link_alone_may_be_taken_along(anna, item):
    assert anna.start(item, {**anna.form(item, "copy_link"), "words": ""}).status_code == 302


def test_the_disclosure_makes_prepared_words_no_more_mine(anna, item, programme):
    programme.disclosure = "I work at Larkwater."
    programme.save()

    assert form_of(anna.open(item))["words"] == "I work at Larkwater."
    for words in (
        "I work at Larkwater.",
        "I work at Larkwater. Look who came to our pond!",
        "Look who came to our pond! I work at Larkwater.",
    ):
        assert anna.start(item, words=words).status_code == 422
    assert anna.start(item, words="I work at Larkwater, and I saw it.").status_code == 302


def test_captions_of_translations_are_prepared_words_too(anna, item):
    french = item.copy_for_translation(Locale.objects.create(language_code="fr"))
    french.captions = []
    french.save()
    publish(french)
    CaptionFactory(item=french, text="Voyez qui est venu !", language="fr")

    assert anna.start(item, words="Voyez qui est venu").status_code == 422


def test_another_item_is_shared_as_it_was_prepared(anna, item):
    other = live_item()

    assert anna.start(other).status_code == 302
    assert b"Write your own words" not in anna.open(other).content


def test_changing_the_network_keeps_what_was_written(anna, item):
    form = {**anna.form(item), "words": "Mine."}

    assert form_of(anna.switch(item, form, "x"))["words"] == "Mine."
    assert form_of(anna.switch(item, anna.form(item), "x"))["words"] == ""
