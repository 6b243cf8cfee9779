"""Whatever somebody types or pastes, for any network: it opens there as written, or they read what to do."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.networks.samples import NASTY
from tests.networks.test_compose import values_of
from tests.sharing.conftest import form_of, kept_words, shares
from tests.sharing.conftest import said as refusal_of
from wagtail_advocacy.models import SiteNetwork
from wagtail_advocacy.networks.registry import BUILT_IN, get_network
from wagtail_advocacy.networks.texts import clean, is_blank
from wagtail_advocacy.sharing.models import Share


@pytest.fixture
def everywhere(programme):
    """A programme that shows every network."""
    programme.site_networks = [
        SiteNetwork(network=network.key, sort_order=place) for place, network in enumerate(BUILT_IN)
    ]
    programme.save()
    return programme


def composer(colleague, response):
    """The address that the page of a started share opens."""
    page = BeautifulSoup(colleague.client.get(response.url).content, "html.parser")
    return page.select_one("a[target=_blank]")["href"]


@pytest.mark.parametrize("name", NASTY)
def test_it_opens_as_written_or_says_why_not(anna, item, everywhere, name):
    response = anna.start(item, anna.form(item, "bluesky"), words=NASTY[name])

    if response.status_code == 302:
        share = Share.objects.get()
        assert share.words == clean(NASTY[name]).strip()
        shown = "" if is_blank(share.words) else share.words
        assert values_of(composer(anna, response))["text"].startswith(f"{shown} http".lstrip())
    else:
        assert response.status_code == 422
        assert refusal_of(response).strip().endswith(".")


@pytest.mark.parametrize("network", [each.key for each in BUILT_IN])
def test_every_network_can_be_started_and_looked_at(anna, item, everywhere, network):
    response = anna.start(item, anna.form(item, network), words="Our bridge is open. #Bridge")

    assert response.status_code == 302
    page = anna.client.get(response.url)
    assert page.status_code == 200
    content = BeautifulSoup(page.content, "html.parser")
    assert content.select_one("#wa-words-started").text == "Our bridge is open. #Bridge"
    opened = content.select_one("a.wa-button--primary[target=_blank]")
    assert (opened is not None) is get_network(network).opens
    assert (content.select_one(".wa-qr") is not None) is get_network(network).shows_qr


TOO_MUCH = {
    "Six different links on Threads": ("threads", " ".join(f"https://example.com/{number}" for number in range(6))),
    "Seven hashtags on Instagram": ("instagram", "#one #two #three #four #five #six #seven"),
    "301 characters on Reddit": ("reddit", "a" * 301),
    "140 Japanese characters on X": ("x", "日" * 140),
    "A hundred families of emoji more than Bluesky takes": ("bluesky", "👨‍👩‍👧‍👦" * 220),
    "Three thousand letters with accents to Telegram": ("telegram", "é" * 3000),
    "10,001 characters": ("whatsapp", "a" * 10_001),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_for_a_network(anna, item, everywhere, said, what):
    network, words = TOO_MUCH[what]

    response = anna.start(item, anna.form(item, network), words=words)

    assert response.status_code == 422
    assert kept_words(response) == words
    assert shares() == 0
    said("Networks", what, refusal_of(response))


def test_what_is_too_long_for_one_network_fits_another(anna, item, everywhere):
    form = form_of(anna.start(item, anna.form(item, "x"), words="a" * 400))

    fitting = form_of(anna.switch(item, form, "mastodon"))
    response = anna.start(item, fitting)

    assert response.status_code == 302
    assert values_of(composer(anna, response))["text"].startswith("a" * 400)


def test_a_hundred_thousand_characters_change_nothing(anna, item, everywhere):
    for network in ("linkedin", "copy_link", "qr_code"):
        response = anna.start(item, anna.form(item, network), words="word " * 20_000)
        assert (response.status_code, shares()) == (422, 0)
        assert refusal_of(response).strip().endswith(".")


def settings_form(*rows):
    sent = {
        "utm": "utm_source={network}",
        "programme_name": "",
        "stale_days": 30,
        "site_networks-TOTAL_FORMS": len(rows),
        "site_networks-INITIAL_FORMS": 0,
        "site_networks-MIN_NUM_FORMS": 0,
        "site_networks-MAX_NUM_FORMS": 1000,
    }
    for place, (network, option) in enumerate(rows):
        sent |= {
            f"site_networks-{place}-network": network,
            f"site_networks-{place}-option": option,
            f"site_networks-{place}-ORDER": place + 1,
        }
    return sent


def save_settings(client, programme, *rows):
    address = reverse("wagtailsettings:edit", args=["wagtail_advocacy", "advocacysettings", programme.site_id])
    return client.post(address, settings_form(*rows))


def test_an_administrator_chooses_linkedins_composer(admin_client, programme, item, anna):
    SiteNetwork.objects.all().delete()

    response = save_settings(admin_client, programme, ("linkedin", "linkedin.composer"), ("qr_code", ""))

    assert response.status_code == 302, response.content
    started = anna.start(item, anna.form(item), words="Our bridge is open.")
    values = values_of(composer(anna, started))
    assert values["shareActive"] == "true"
    assert values["text"].startswith("Our bridge is open. http")
    assert Share.objects.get().network == "linkedin"
    assert Share.objects.get().link.query == "utm_source=linkedin"


def test_linkedins_composer_is_no_way_to_x(admin_client, programme, said):
    SiteNetwork.objects.all().delete()

    response = save_settings(admin_client, programme, ("x", "linkedin.composer"))

    assert response.status_code == 200
    assert not SiteNetwork.objects.exists()
    sentence = BeautifulSoup(response.content, "html.parser").select_one(".error-message").text
    said("Networks", "LinkedIn’s composer for X", sentence)


def test_a_network_is_chosen_once(admin_client, programme):
    SiteNetwork.objects.all().delete()

    response = save_settings(admin_client, programme, ("x", ""), ("x", ""))

    assert response.status_code == 200
    assert not SiteNetwork.objects.exists()
    assert "duplicate" in BeautifulSoup(response.content, "html.parser").select_one(".error-message").text
