"""Another suggestion: one button, nothing is asked, and typed words can be brought back."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.factories import CaptionFactory, live_item, publish
from tests.sharing.conftest import deed, form_of
from wagtail_advocacy.library.models import Caption
from wagtail_advocacy.sharing.models import Preferences, Share

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(programme):
    item = live_item(captions=0)
    for text in ("One.", "Two.", "Three."):
        CaptionFactory(item=item, text=text)
    return item


def has_button(response, name):
    return bool(BeautifulSoup(response.content, "html.parser").select(f"form.wa-share__form [name={name}]:not(input)"))


@pytest.mark.smoke
def test_the_next_caption_takes_the_place_of_untouched_words(anna, item):
    form = anna.form(item)
    seen = [form["words"]]
    for _step in range(3):
        response = deed(anna, item, form, "another")
        form = form_of(response)
        seen.append(form["words"])

    assert seen == ["One.", "Two.", "Three.", "One."]
    assert not has_button(response, "back")


def test_typed_words_come_back(anna, item):
    form = {**anna.form(item), "words": "Mine.\r\nAll mine."}

    other = deed(anna, item, form, "another")
    assert form_of(other)["words"] == "Two."
    assert has_button(other, "back")
    # A third one does not bury them.
    third = form_of(deed(anna, item, form_of(other), "another"))
    assert third["words"] == "Three."
    back = deed(anna, item, third, "back")
    assert form_of(back)["words"] == "Mine.\nAll mine."
    assert not has_button(back, "back")


def test_the_caption_that_is_shown_is_the_one_that_counts(anna, item):
    form = form_of(deed(anna, item, anna.form(item), "another"))

    anna.start(item, form)

    assert Share.objects.get().caption.text == "Two."


def test_one_caption_alone_has_no_other(anna, programme):
    assert not has_button(anna.open(live_item(captions=1)), "another")
    assert not has_button(anna.open(live_item(captions=0)), "another")
    own = live_item(captions=3, own_words="required")
    assert not has_button(anna.open(own), "another")


@pytest.mark.parametrize("caption", ["", "0", "x", "99999999999999999999"])
def test_whatever_caption_the_form_names_there_is_a_next_one(anna, item, caption):
    assert form_of(deed(anna, item, {**anna.form(item), "caption": caption}, "another"))["words"] == "One."


def test_captions_that_all_went_meanwhile_leave_the_headline(anna, item):
    form = anna.form(item)
    Caption.objects.filter(item=item).delete()

    assert form_of(deed(anna, item, form, "another"))["words"] == item.headline


def test_a_quote_gives_way_and_captions_follow(anna, item):
    from wagtail_advocacy.library.quotes import sign_quote

    form = form_of(anna.open(item, quote=sign_quote(item.pk, "“We listened.”")))
    assert form["words"] == "“We listened.”"

    other = form_of(deed(anna, item, form, "another"))

    assert other["words"] == "One."
    assert "quote" not in other


def test_my_languages_come_before_the_one_of_the_page(anna, item):
    Preferences.objects.create(user=anna.user, languages=["es", "en"])
    spanish = item.copy_for_translation(Locale.objects.create(language_code="es"))
    spanish.captions = []
    spanish.save()
    publish(spanish)
    CaptionFactory(item=spanish, text="Uno.", language="es")

    assert anna.form(item)["words"] == "Uno."
    share = anna.share(item)
    assert share.language == "es"


def test_words_that_nobody_touched_stay_untouched_when_their_caption_is_edited(anna, item):
    form = anna.form(item)
    Caption.objects.filter(item=item, text="One.").update(text="One, edited.")

    assert form_of(anna.switch(item, form, "x"))["words"] in ("One, edited.", "Two.")
