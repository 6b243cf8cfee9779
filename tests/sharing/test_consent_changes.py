"""Whoever joins has read what is kept: a sentence that changed while the dialog was open is shown again."""

import pytest
from bs4 import BeautifulSoup

from tests.sharing.conftest import form_of, kept_words, shares
from tests.sharing.conftest import said as alert
from wagtail_advocacy.actions import leave
from wagtail_advocacy.models import Advocate

pytestmark = [pytest.mark.projects("minimal", "own_base"), pytest.mark.django_db]


def rename(programme):
    programme.programme_name = "Team Tea"
    programme.save()


def shorten(programme):
    programme.share_months = 6
    programme.save()


def box(response):
    return BeautifulSoup(response.content, "html.parser").select_one("[name=join]")


@pytest.mark.parametrize(("change", "new"), [(rename, "I join Team Tea"), (shorten, "for 6 months")])
def test_nobody_joins_by_a_sentence_that_they_did_not_see(anna, item, programme, change, new, said):
    form = {**anna.form(item), "words": "All my words."}
    change(programme)

    response = anna.start(item, form)

    assert response.status_code == 422
    said("Sharing", "Joins by a sentence that changed while the dialog was open", alert(response))
    assert kept_words(response) == "All my words."
    assert new in response.context["join_text"]
    assert not box(response).has_attr("checked")
    assert shares() == Advocate.objects.count() == 0

    assert anna.start(item, form_of(response)).status_code == 302
    assert new in Advocate.objects.get().consent_text


@pytest.mark.parametrize("forged", ["", "0" * 64, "I join."])
def test_a_form_that_does_not_say_what_it_showed(anna, item, forged):
    assert anna.start(item, anna.form(item), consent=forged).status_code == 422
    assert not Advocate.objects.exists()


def test_a_tick_does_not_move_to_another_sentence_when_the_network_is_changed(anna, item, programme):
    form = anna.form(item)
    assert box(anna.switch(item, form, "x", join="on")).has_attr("checked")
    rename(programme)

    assert not box(anna.switch(item, form, "mastodon", join="on")).has_attr("checked")


def test_without_a_tick_the_box_is_what_is_missing(anna, item, programme):
    form = anna.form(item)
    rename(programme)

    assert "agree to join first" in alert(anna.start(item, form, joins=False))


def test_the_text_is_stored_in_the_language_it_was_read_in(anna, item, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    german = {"headers": {"accept-language": "de"}}
    url = f"/advocacy/share/{item.pk}/"
    form = form_of(anna.client.get(url, **german))

    assert anna.client.post(url, {**form, "join": "on", "start": "1"}, **german).status_code == 302
    assert Advocate.objects.get().consent_text


def test_who_joined_long_ago_is_asked_nothing(anna, item, programme):
    anna.share(item)
    form = {**anna.form(item), "words": "Other words."}
    assert "consent" not in form
    rename(programme)

    assert anna.start(item, form, joins=False).status_code == 302


def test_who_left_meanwhile_reads_it_again(anna, item, programme):
    anna.share(item)
    form = {**anna.form(item), "words": "Other words."}
    leave(anna.user)

    response = anna.start(item, form)

    assert response.status_code == 422
    assert anna.start(item, form_of(response)).status_code == 302
