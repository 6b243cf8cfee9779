"""Logged out in front of a button: to the login, and back to the page that has the button."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.people.test_preferences import GROUP
from wagtail_advocacy.models import Advocate
from wagtail_advocacy.sharing.models import Preferences, Share

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]

BUTTONS = {"leave": {}, "erase": {"sure": "on"}, "pause": {"until": ""}}
"""Address → what its form sends."""


def press(anna, name):
    return anna.client.post(reverse(f"wagtail_advocacy:{name}"), BUTTONS[name])


def kept(anna):
    """What each of the buttons would change."""
    return (
        Advocate.objects.get(user=anna.user).left_at,
        Share.objects.by(anna.user).count(),
        Preferences.objects.filter(user=anna.user).exclude(paused_until=None).count(),
    )


@pytest.mark.parametrize("name", BUTTONS)
def test_the_login_leads_back_to_the_button(anna, item, name, said):
    anna.share(item)
    before = kept(anna)
    anna.client.logout()

    login = press(anna, name)
    assert login.status_code == 302
    credentials = {
        "username": anna.user.get_username(),
        "password": "password",
        "next": login.url.partition("?next=")[2],
    }
    back = anna.client.post(login.url.partition("?")[0], credentials, follow=True)

    assert (back.status_code, back.redirect_chain[-1][0]) == (200, reverse("wagtail_advocacy:me"))
    page = BeautifulSoup(back.content, "html.parser")
    assert page.select_one(f"form[method=post][action='{reverse(f'wagtail_advocacy:{name}')}'] button")
    assert kept(anna) == before
    sentence = "Nothing has changed yet. Press the button once more."
    assert sentence in page.text
    said(GROUP, "*Leave*, *Erase my data* or *Pause* in a page that was left open until the login ended", sentence)

    press(anna, name)
    assert kept_or_gone(anna) != before


def kept_or_gone(anna):
    return kept(anna) if Advocate.objects.filter(user=anna.user).exists() else None


@pytest.mark.parametrize("name", BUTTONS)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_does_anything(anna, name, method):
    assert getattr(anna.client, method)(reverse(f"wagtail_advocacy:{name}")).status_code == 405
