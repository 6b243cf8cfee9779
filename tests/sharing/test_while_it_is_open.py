"""What changes around an open dialog: the item, its campaign, its words, the language, the person."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import CampaignFactory, CaptionFactory, UserFactory, live_item, publish
from tests.sharing.conftest import Colleague, deed, form_of, kept_words, said, shares
from wagtail_advocacy.library.actions import resolve_targets
from wagtail_advocacy.library.models import Campaign, Caption
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db


def test_an_item_that_was_edited_is_shared_as_it_is_now(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    item.headline = "A better headline"
    publish(item)

    assert anna.start(item, form).status_code == 302

    share = Share.objects.get()
    assert (share.headline, share.words) == ("A better headline", "Mine.")


def test_a_caption_that_was_taken_away_leaves_the_words(anna, item):
    form = anna.form(item)
    Caption.objects.filter(item=item).delete()

    assert anna.start(item, form).status_code == 302

    share = Share.objects.get()
    assert (share.words, share.caption) == (form["words"], None)


def test_a_translation_that_came_meanwhile_changes_nothing_that_is_typed(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    german = item.copy_for_translation(Locale.objects.create(language_code="de"))
    german.captions = []
    german.save()
    publish(german)
    CaptionFactory(item=german, text="Auf Deutsch.", language="de")

    assert form_of(anna.switch(item, form, "x"))["words"] == "Mine."
    assert anna.start(item, form).status_code == 302
    assert Share.objects.get().item == item


@override_settings(
    LANGUAGES=[("en", "English"), ("es", "Español")],
    MIDDLEWARE=[*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"],
)
def test_another_language_keeps_the_words_and_speaks_the_language(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    anna.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"

    response = anna.switch(item, form, "x")

    assert form_of(response)["words"] == "Mine."
    page = BeautifulSoup(response.content, "html.parser")
    assert page.html["lang"] == "es"
    assert page.select_one("label[for=wa-words]").text == "Tu texto"
    assert "Abrir X" in page.select_one("[data-wa-start]").text
    assert anna.start(item, form_of(response)).status_code == 302


def test_a_campaign_that_ended_ends_the_share(anna, programme):
    campaign = CampaignFactory(ends_on=timezone.localdate() + timedelta(days=3))
    item = live_item(campaign=campaign)
    form = {**anna.form(item), "words": "Mine."}
    Campaign.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    resolve_targets([item.pk])

    response = anna.start(item, form)

    assert response.status_code == 410
    assert "no longer offered" in said(response)
    assert kept_words(response) == "Mine."
    assert shares() == 0


@pytest.mark.parametrize("name", ["switch", "another", "tag", "disclose", "look", "after", "back"])
def test_no_button_brings_a_closed_item_back(anna, item, name):
    form = {**anna.form(item), "words": "Mine."}
    item.unpublish()

    response = deed(anna, item, form, name)

    assert response.status_code == 410
    assert kept_words(response) == "Mine."


@pytest.mark.parametrize("name", ["switch", "another", "tag", "disclose", "look", "after", "back"])
def test_no_button_but_one_stores_anything(anna, item, name):
    deed(anna, item, {**anna.form(item), "join": "on"}, name)

    assert shares() == 0


@pytest.mark.projects("minimal", "own_base")
def test_somebody_without_a_team_and_without_an_address_shares_like_all(programme, item):
    nobody = Colleague(UserFactory(email=""))

    share = nobody.share(item)

    assert share.team is None


def test_the_same_words_again_within_ten_minutes_say_that_it_is_done(anna, item):
    one, two = ({**anna.form(item), "words": "Mine."} for _tab in range(2))
    anna.start(item, one)
    anna.start(item, two)

    # The second tab's code was never used; its share is the first one's.
    assert shares() == 1
    assert b"data-wa-after" in deed(anna, item, two, "after").content


def test_what_was_shared_before_the_item_closed_stays_shared(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    anna.start(item, form)
    item.unpublish()

    response = deed(anna, item, form, "after")

    assert response.status_code == 302
    assert "Not shared" not in anna.client.get(response.url).content.decode()
    assert "Mine." in anna.client.get(response.url).content.decode()
    other = {**form, "words": "Never sent.", "token": ""}
    assert kept_words(deed(anna, item, other, "after")) == "Never sent."
