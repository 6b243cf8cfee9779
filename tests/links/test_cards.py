"""A preview crawler is shown the card, picture included, from the link host; a person is sent on."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from tests.links.agents import CHROME, CRAWLERS, LINKEDIN_BOT, PREVIEWS
from tests.links.conftest import HOST
from wagtail_advocacy.conf import card_storage
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.models import Click

pytestmark = [pytest.mark.projects("minimal", "own_base", "link_host"), pytest.mark.django_db]

PICTURE = "0123456789abcdef0123456789abcdef.jpg"
CARD = {
    "title": "We “open” <Lyon> & more",
    "description": "A new lab.\nCome & see.",
    "image": PICTURE,
    "alt": 'The "lab"',
    "width": 1200,
    "height": 630,
    "site_name": "Acme",
    "language": "en",
}


@pytest.fixture
def link(make_link):
    return make_link(query="utm_source=linkedin", card=CARD)


def meta(response):
    soup = BeautifulSoup(response.content, "html.parser")
    tags = soup.find_all("meta", content=True)
    return {tag.get("property") or tag.get("name"): tag["content"] for tag in tags}


@pytest.mark.parametrize("agent", PREVIEWS.values(), ids=PREVIEWS)
def test_a_preview_crawler_gets_the_card(visit, link, agent):
    response = visit(link, agent=agent)
    assert response.status_code == 200
    assert "Location" not in response
    tags = meta(response)
    assert tags["og:title"] == CARD["title"]
    assert tags["og:description"] == CARD["description"]
    assert tags["og:site_name"] == "Acme"
    assert tags["og:image"] == f"https://{HOST}{host_path('picture', PICTURE)}"
    assert tags["og:image:alt"] == 'The "lab"'
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:url"] == f"https://{HOST}{host_path('follow', link.code)}"
    assert tags["twitter:card"] == "summary_large_image"
    assert Click.objects.get().kind == "preview"


@pytest.mark.parametrize("agent", [CHROME, CRAWLERS["Google"], CRAWLERS["curl"]])
def test_everybody_else_is_sent_on(visit, link, agent):
    response = visit(link, agent=agent)
    assert response.status_code == 302
    assert response["Location"] == "https://www.example.com/news/?utm_source=linkedin"


def test_the_card_is_not_kept_nor_indexed_and_runs_nothing(visit, link):
    response = visit(link, agent=LINKEDIN_BOT)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "<Lyon>" not in response.text
    assert "<script" not in response.text
    assert "style=" not in response.text


def test_the_cards_address_is_the_link_however_it_was_typed(visit, link):
    response = visit(f"{link.code.upper()}/?fbclid=1", agent=LINKEDIN_BOT, Host="evil.example")
    assert meta(response)["og:url"] == f"https://{HOST}{host_path('follow', link.code)}"


def test_a_person_who_is_taken_for_a_crawler_is_one_tap_away(visit, make_link):
    link = make_link(query="utm_source=linkedin", card=CARD)
    page = BeautifulSoup(visit(link, agent=LINKEDIN_BOT).content, "html.parser")
    assert page.find("a", class_="button")["href"] == "https://www.example.com/news/?utm_source=linkedin"
    spoiled = make_link(url="javascript:alert(1)", card=CARD)
    assert "javascript" not in visit(spoiled, agent=LINKEDIN_BOT).text


def test_without_a_link_host_the_cards_addresses_are_absolute_all_the_same(visit, link, settings):
    settings.WAGTAIL_ADVOCACY = {}
    tags = meta(visit(link, agent=LINKEDIN_BOT))
    assert tags["og:url"] == f"http://testserver{host_path('follow', link.code)}"
    assert tags["og:image"] == f"http://testserver{host_path('picture', PICTURE)}"


def test_a_card_without_picture_is_a_small_one(visit, make_link):
    response = visit(make_link(card={"title": "Words only"}), agent=LINKEDIN_BOT)
    tags = meta(response)
    assert tags["twitter:card"] == "summary"
    assert not [name for name in tags if name and name.startswith("og:image")]
    assert "None" not in response.text


def test_a_card_speaks_the_language_of_its_content(visit, make_link):
    def language(card, **headers):
        response = visit(make_link(card=card), agent=LINKEDIN_BOT, **headers)
        return BeautifulSoup(response.content, "html.parser").html["lang"]

    assert language({"title": "Neues", "language": "de"}) == "de"
    assert language({"title": "Actualités"}, **{"Accept-Language": "fr"}) == "fr"


@pytest.mark.parametrize("fields", [{"is_open": False, "card": CARD}, {"card": {}}])
def test_without_something_to_show_a_crawler_is_sent_on(visit, make_link, fields):
    response = visit(make_link(**fields), agent=LINKEDIN_BOT)
    assert response.status_code == 302
    assert Click.objects.get().kind == "preview"


def test_the_picture_comes_from_the_link_host_and_may_be_kept(client):
    card_storage().save(PICTURE, ContentFile(b"\xff\xd8picture"))
    response = client.get(host_path("picture", PICTURE))
    assert response.status_code == 200
    assert b"".join(response) == b"\xff\xd8picture"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "f" * 32 + ".jpg",
        "../settings.py",
        "%2e%2e%2fsecret.jpg",
        "a.jpg",
        PICTURE.upper(),
        f"{PICTURE}%00",
        "x" * 10_240,
    ],
)
def test_a_picture_that_is_not_there_is_a_page(client, name):
    response = client.get(f"{host_path('home')}c/{name}")
    assert response.status_code == 404
    assert b"This link leads nowhere" in response.content


def test_a_subject_without_another_page_has_its_card_as_a_page(client, make_link):
    target = make_link(card=CARD).target
    response = client.get(host_path("card", target.key), headers={"User-Agent": CHROME})
    assert response.status_code == 200
    assert meta(response)["og:url"] == f"https://{HOST}{host_path('card', target.key)}"
    assert BeautifulSoup(response.content, "html.parser").h1.text == CARD["title"]
    assert client.get(host_path("card", f"{target.key.upper()}/")).status_code == 200
    assert not Click.objects.exists()


@pytest.mark.parametrize("fields", [{"is_open": False}, {"card": {}}, {"closes_at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_a_closed_card_page_is_gone(client, make_link, fields):
    fields = {"card": CARD, **fields}
    assert client.get(host_path("card", make_link(**fields).target.key)).status_code == 404
