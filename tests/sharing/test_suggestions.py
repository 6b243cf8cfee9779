"""Which words are offered first."""

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from wagtail.models import Locale

from tests.factories import CampaignFactory, CaptionFactory, live_item, publish, started_share
from tests.sharing.conftest import form_of
from wagtail_advocacy.sharing.models import Preferences, Share
from wagtail_advocacy.sharing.suggestions import suggested_caption, suggested_words
from wagtail_advocacy.sharing.words import discloses, words_hash

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(programme):
    return live_item(captions=0)


def caption(item, text, **fields):
    return CaptionFactory(item=item, text=text, **fields)


def offered(item, network="x", language="en"):
    found = suggested_caption(item, network, language)
    return found.text if found else None


def test_the_least_used_comes_first(anna, ben, bare):
    one, two = caption(bare, "One."), caption(bare, "Two.")

    assert anna.form(bare)["caption"] == str(one.pk)
    anna.share(bare, words="Mine.")
    assert anna.form(bare)["words"].startswith("Two.")
    ben.share(bare)
    assert anna.form(bare)["caption"] == str(one.pk)
    assert two.pk != one.pk


def test_use_counts_on_whichever_network(anna, bare):
    one = caption(bare, "One.")
    caption(bare, "Two.")
    started_share(anna.user, bare, network="mastodon", caption=one)

    assert offered(bare, "x") == "Two."


def test_a_networks_own_words_come_before_those_for_any(anna, bare):
    caption(bare, "Any.")
    own = caption(bare, "For X.", network="x")
    started_share(anna.user, bare, network="x", caption=own)

    assert offered(bare, "x") == "For X."
    assert offered(bare, "linkedin") == "Any."


def test_the_readers_language_comes_before_everything(bare):
    caption(bare, "For X.", network="x", language="en")
    caption(bare, "Für alle.", language="de")

    assert offered(bare, "x", "de") == "Für alle."
    assert offered(bare, "x", "en") == "For X."


@pytest.mark.parametrize(
    ("reader", "expected"), [("de", "Tee."), ("de-at", "Tee."), ("fr", "Tea."), ("en-gb", "Tea."), ("pt-br", "Tea.")]
)
def test_kin_languages_then_the_items_own(bare, reader, expected):
    caption(bare, "Té.", language="es")
    caption(bare, "Tee.", language="de")
    caption(bare, "Tea.", language="en")

    assert offered(bare, language=reader) == expected


def test_a_regional_caption_serves_the_plain_language(bare):
    caption(bare, "Tea.", language="en")
    caption(bare, "Jause.", language="de-at")

    assert offered(bare, language="de") == "Jause."
    assert offered(bare, language="den") == "Tea."


def test_any_caption_beats_none(bare):
    caption(bare, "Té.", language="es")

    assert offered(bare, language="fr") == "Té."


def test_every_language_that_somebody_chose_comes_in_its_turn_then_the_one_they_read(anna, bare):
    english, german = caption(bare, "Tea."), caption(bare, "Tee.", language="de")
    chosen = Preferences.objects.create(user=anna.user, languages=["es", "de"])

    assert anna.form(bare)["caption"] == str(german.pk)
    spanish = caption(bare, "Té.", language="es")
    assert anna.form(bare)["caption"] == str(spanish.pk)
    chosen.languages = ["fr", 7]
    chosen.save()
    assert anna.form(bare)["caption"] == str(english.pk)


def test_captions_of_every_translation_count(anna, bare):
    german = bare.copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()
    publish(german)
    caption(german, "Auf Deutsch.", language="de")
    caption(bare, "In English.")

    assert offered(bare, language="de") == "Auf Deutsch."
    assert offered(german, language="en") == "In English."
    with translation.override("de"):
        form = form_of(anna.client.get(f"/advocacy/share/{bare.pk}/", headers={"accept-language": "de"}))
    assert anna.start(bare, {**form, "caption": str(german.captions.get().pk)}).status_code == 302


def test_words_of_a_draft_translation_wait_until_it_is_live(anna, bare):
    german = bare.copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()
    draft = caption(german, "Noch nicht freigegeben.", language="de")
    caption(bare, "In English.")

    assert offered(bare, language="de") == "In English."
    form = anna.form(bare)
    assert anna.start(bare, {**form, "caption": str(draft.pk)}).status_code == 302
    assert Share.objects.get().caption is None


def test_without_captions_the_headline_is_offered(anna, bare):
    form = anna.form(bare)

    assert (form["words"], form["caption"]) == (bare.headline, "")


def test_disclosure_first_hashtags_last_each_once(programme):
    programme.disclosure = "#TeamAcme"
    item = live_item(captions=0, hashtags="#tea cup", campaign=CampaignFactory(hashtags="Tea #spring"))
    text = caption(item, "Tea, by #teamacme. #CUP")

    assert suggested_words(item, text, programme) == "Tea, by #teamacme. #CUP\n\n#tea #spring"
    text.text = "Tea. #CUP"
    assert suggested_words(item, text, programme).startswith("#TeamAcme Tea. #CUP\n\n")


def test_a_hashtag_is_suggested_as_networks_link_it_or_not_at_all(anna, programme):
    item = live_item(captions=0, hashtags="#2026 #Open-Day #! tea,", campaign=CampaignFactory(hashtags="##7 #Spring"))

    page = BeautifulSoup(anna.open(item).content, "html.parser")

    assert page.textarea.text.strip() == f"{item.headline}\n\n#OpenDay #tea #Spring"
    assert [each.text for each in page.select(".wa-tag")] == ["#OpenDay", "#tea", "#Spring"]


def test_disclosure_at_the_end_of_a_long_text_is_put_first(programme):
    programme.disclosure = "I work here"
    late = caption(live_item(), "Long. " * 40 + "I work here")

    assert suggested_words(late.item, late, programme).startswith("I work here Long.")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("I work here: tea", True),
        ("i  WORK\nhere", True),
        ("I work hereabouts", False),
        ("Tea " * 30 + "I work here", True),
        ("Tea " * 40 + "I work here", False),
        ("", False),
    ],
)
def test_what_counts_as_saying_it(words, says):
    assert discloses(words, " I work here ") is says


def test_words_are_equal_without_case_punctuation_emoji_links_and_hashtags():
    assert words_hash("Tea, at four! 🎉 https://go.example.com/s/x #tea @anna") == words_hash("tea AT four")
    assert words_hash("tea") != words_hash("coffee")
    assert words_hash("🎉 #tea !") == ""
