"""Logged out in the middle of it: to the login and back, with network and words."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, live_item
from tests.sharing.conftest import Colleague, form_of, shares
from wagtail_advocacy.models import Advocate

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]


def address(item):
    return reverse("wagtail_advocacy:share", args=[item.pk])


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_stranger_is_sent_to_the_login(client, item, method):
    response = getattr(client, method)(address(item))

    assert response.status_code == 302
    assert response.url == f"{reverse('wagtailcore_login')}?next={address(item)}"


@pytest.mark.parametrize("deed", [{"start": "1"}, {"switch": "mastodon"}])
def test_words_and_network_wait_beside_the_login(anna, item, deed):
    form = {**anna.form(item, "x"), "words": "Mine.\r\nAll mine."}
    anna.client.logout()

    login = anna.client.post(address(item), {**form, **deed}).url
    assert login == f"{reverse('wagtailcore_login')}?next={address(item)}"
    credentials = {"username": anna.user.get_username(), "password": "password", "next": address(item)}

    back = form_of(anna.client.post(login, credentials, follow=True))
    assert (back["network"], back["words"]) == (deed.get("switch", "x"), "Mine.\nAll mine.")
    assert shares() == 0
    assert anna.start(item, back).status_code == 302
    assert form_of(anna.open(item))["words"] != "Mine.\nAll mine."


def test_words_come_back_once(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    anna.client.logout()
    anna.client.post(address(item), {**form, "start": "1"})
    anna.client.force_login(anna.user)

    assert form_of(anna.open(item))["words"] == "Mine."
    assert form_of(anna.open(item))["words"] != "Mine."


def test_words_come_back_only_where_they_were_written(anna, item):
    other, form = live_item(), {**anna.form(item), "words": "Mine."}
    anna.client.logout()
    anna.client.post(address(item), {**form, "start": "1"})
    anna.client.force_login(anna.user)

    assert form_of(anna.open(other))["words"] != "Mine."
    assert form_of(anna.open(item))["words"] == "Mine."


def test_words_that_came_back_survive_a_change_of_network(anna, item):
    form = {**anna.form(item), "words": "Mine."}
    anna.client.logout()
    anna.client.post(address(item), {**form, "start": "1"})
    anna.client.force_login(anna.user)

    back = form_of(anna.open(item))
    assert form_of(anna.switch(item, back, "x"))["words"] == "Mine."


def test_who_was_switched_off_meanwhile_stores_nothing(anna, item):
    form = anna.form(item)
    anna.user.is_active = False
    anna.user.save()

    assert anna.start(item, form).url.startswith(reverse("wagtailcore_login"))
    assert shares() == 0
    assert not Advocate.objects.exists()


def test_who_was_deleted_meanwhile_stores_nothing(anna, item):
    form = anna.form(item)
    anna.user.delete()

    assert anna.start(item, form).url.startswith(reverse("wagtailcore_login"))
    assert shares() == 0


def test_the_form_of_a_lost_session_still_passes_the_forgery_check(item):
    strict = Colleague(UserFactory(), Client(enforce_csrf_checks=True))
    page = strict.open(item)
    form = {**form_of(page), "words": "Mine.", "start": "1"}
    del strict.client.cookies["sessionid"]

    assert strict.client.post(address(item), form).status_code == 302
    assert strict.client.post(address(item), {**form, "csrfmiddlewaretoken": "x"}).status_code == 403


def test_a_flood_of_words_is_cut_and_nothing_breaks(anna, item):
    form = anna.form(item)
    anna.client.logout()
    flood = {**form, "words": "ä\x00" * 100_000, "network": "\x00" * 9000, "start": "1"}

    assert anna.client.post(address(item), flood).status_code == 302
    assert len(anna.client.session["advocacy_draft"]["words"]) == 10_000


def test_a_stranger_leaves_no_words_here(client, item):
    client.post(address(item), {"words": "Anything.", "network": "x", "start": "1", "token": "made up"})

    assert "advocacy_draft" not in client.session


def test_words_wait_for_nobody_else(anna, ben, item):
    form = {**anna.form(item), "words": "Mine."}
    anna.client.logout()
    anna.client.post(address(item), {**form, "start": "1"})
    anna.client.force_login(ben.user)

    assert form_of(anna.client.get(address(item)))["words"] != "Mine."
    anna.client.force_login(anna.user)
    assert form_of(anna.client.get(address(item)))["words"] != "Mine."
