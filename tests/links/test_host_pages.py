"""What the link host says of itself: home, privacy, robots.txt, styles, and what it says when there is nothing."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps

from tests.links.agents import CHROME
from wagtail_advocacy.links.addresses import host_address, host_path, link_address
from wagtail_advocacy.links.models import Click

pytestmark = [pytest.mark.projects("minimal", "own_base", "link_host"), pytest.mark.django_db]


def get(client, name, **headers):
    return client.get(host_path(name), headers={"User-Agent": CHROME, **headers})


def words(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_the_bare_address_leads_to_the_main_website(client, host_text):
    host_text(home="https://www.example.com/")
    response = get(client, "home")
    assert (response.status_code, response["Location"]) == (302, "https://www.example.com/")


@pytest.mark.parametrize("home", [None, "", "javascript:alert(1)"])
def test_without_a_main_website_the_bare_address_says_what_this_is(client, host_text, home):
    if home is not None:
        host_text(home=home)
    response = get(client, "home")
    assert response.status_code == 200
    assert "What we keep when you follow our links" in words(response)
    assert "javascript" not in response.text


def test_the_privacy_page_tells_the_facts_that_the_main_site_wrote(client, host_text):
    host_text(organisation="Acme & Sons", contact="privacy@example.com\n<b>Room 7</b>", clicks_days=30)
    response = get(client, "privacy")
    assert response.status_code == 200
    text = words(response)
    for fact in ("Acme & Sons", "30 days", "privacy@example.com", "<b>Room 7</b>", "Do Not Track"):
        assert fact in text
    assert response["X-Robots-Tag"] == "noindex"


def test_the_privacy_page_counts_a_single_day(client, host_text):
    host_text(clicks_days=1)
    assert "kept for one day" in words(get(client, "privacy"))


@pytest.mark.parametrize("is_told", [True, False])
def test_the_privacy_page_says_what_is_kept_of_conversions_where_they_are_counted(client, host_text, is_told):
    host_text(clicks_days=30, **({"conversions": True} if is_told else {}))
    is_here = apps.is_installed("wagtail_advocacy.tracking")
    assert ("we keep the time of the last visit before it" in words(get(client, "privacy"))) is (is_told or is_here)


def test_before_the_main_site_wrote_anything_the_settings_file_counts(client, settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "RAW_CLICKS_DAYS": 45}
    assert "45 days" in words(get(client, "privacy"))


def test_strangers_read_spanish(client, host_text):
    host_text("en")
    host_text("es", clicks_days=30)
    privacy = get(client, "privacy", **{"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert "Qué guardamos cuando sigues nuestros enlaces" in words(privacy)
    assert "Se guarda 30 días" in words(privacy)
    unknown = client.get(f"{host_path('home')}abcdefghjk", headers={"User-Agent": CHROME, "Accept-Language": "es"})
    assert unknown.status_code == 404
    assert "Este enlace no lleva a ninguna parte" in words(unknown)


def test_each_visitor_reads_their_language(client, host_text):
    host_text("en", home="https://www.example.com/en/", contact="Ask us")
    host_text("de", home="https://www.example.com/de/", contact="Fragen Sie uns")
    for header, language, contact in (
        ("de-AT,de;q=0.9,en;q=0.5", "de", "Fragen Sie uns"),
        ("en-GB", "en", "Ask us"),
        ("ja", "en", "Ask us"),
        ("*", "en", "Ask us"),
        ("x" * 5000, "en", "Ask us"),
        ("\x00", "en", "Ask us"),
    ):
        response = get(client, "privacy", **{"Accept-Language": header})
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language
        assert contact in words(response)
    assert get(client, "home", **{"Accept-Language": "de"})["Location"] == "https://www.example.com/de/"


def test_facts_of_another_host_are_not_ours(client, host_text, settings):
    settings.WAGTAIL_ADVOCACY = {"LINK_HOST": "https://other.example.com"}
    host_text(contact="privacy@example.com")
    assert "privacy@example.com" not in words(get(client, "privacy"))


def test_crawlers_are_let_in_so_that_posts_have_cards(client):
    response = get(client, "robots")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == ["User-agent: *", "Disallow:"]


def test_the_styles_come_from_the_host_itself(client, host_text):
    host_text()
    page = BeautifulSoup(get(client, "privacy").content, "html.parser")
    response = client.get(page.find("link", rel="stylesheet")["href"])
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age" in response["Cache-Control"]
    assert response.text.startswith(":root")


@pytest.mark.parametrize("name", ["home", "privacy", "robots", "stylesheet"])
@pytest.mark.parametrize("method", ["post", "delete"])
def test_pages_are_only_read(client, name, method):
    assert getattr(client, method)(host_path(name)).status_code == 405


def test_no_page_counts_a_click_or_sets_a_cookie(client, host_text):
    host_text()
    for name in ("home", "privacy", "robots", "stylesheet"):
        assert not get(client, name).cookies
    assert not Click.objects.exists()


def test_addresses_are_absolute_and_below_the_prefix():
    prefix = host_path("home")
    assert link_address("23456789ab") == f"https://go.example.com{prefix}23456789ab"
    assert host_address("privacy") == f"https://go.example.com{prefix}privacy"
    assert host_path("card", "23456789ab") == f"{prefix}p/23456789ab"
