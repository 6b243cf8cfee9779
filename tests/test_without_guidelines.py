"""A site that left the guidelines out hears nothing of them."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse

pytestmark = [pytest.mark.minimal, pytest.mark.django_db]


def test_they_are_not_here():
    assert not apps.is_installed("wagtail_advocacy.guidelines")


@pytest.mark.parametrize("name", ["policies", "policy", "agree", "check"])
def test_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"wagtail_advocacy:{name}", args=[1] if name == "policy" else [])


@pytest.mark.parametrize("path", ["guidelines/", "guidelines/1/", "guidelines/agree/", "guidelines/check/"])
def test_nothing_answers(path, client):
    assert client.get(reverse("wagtail_advocacy:me").removesuffix("me/") + path).status_code == 404


@pytest.mark.parametrize("name", ["hub", "me", "my_shares", "saved", "preferences"])
def test_no_link(name):
    from tests.factories import UserFactory

    colleague = Client()
    colleague.force_login(UserFactory())
    response = colleague.get(reverse(f"wagtail_advocacy:{name}"))
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select("a")
    assert not [each for each in page.select("a") if "guideline" in f"{each['href']} {each.get_text()}".lower()]


def test_no_menu(admin_client):
    home = admin_client.get(reverse("wagtailadmin_home")).content.decode().lower()
    assert "campaigns" in home
    assert "policies" not in home
    assert "guidelines" not in home


def test_no_check_no_gate_no_command():
    from django.core.management import get_commands

    from wagtail_advocacy import registries

    assert not any((registries.caption_checks, registries.share_gates, registries.me_links, registries.disputes))
    assert not [name for name in registries.maintenance if name.startswith("guidelines.")]
    assert not {"check_captions", "check_token"} & get_commands().keys()
