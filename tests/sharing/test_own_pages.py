"""A careful site's own pages: its base page, users and images, a login on every view, a strict content policy."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import CampaignFactory, CategoryFactory, LinkFactory, UserFactory, default_site, live_item
from tests.links.agents import LINKEDIN_BOT
from tests.sharing.conftest import Colleague
from tests.sharing.test_campaign_and_story_pages import OWN

pytestmark = pytest.mark.django_db


def own(name):
    return getattr(import_module(OWN[settings.ADVOCACY_PROJECT]), name)


@pytest.fixture
def picture():
    return get_image_model().objects.create(title="Bridge", file=get_test_image_file(size=(1600, 900)))


@pytest.fixture
def illustrated(programme, picture, django_capture_on_commit_callbacks):
    """An item with everything that a card shows, its card picture drawn."""
    with django_capture_on_commit_callbacks(execute=True):
        return live_item(
            headline="Our bridge won",
            image=picture,
            image_alt="A bridge at dawn",
            category=CategoryFactory(name="News", icon="tag"),
            campaign=CampaignFactory(title="Autumn", goal="All know."),
        )


def page_in(response):
    """The page, which keeps the policy: nothing inline, nothing from elsewhere."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert not page.select("style, [style], script:not([src])")
    assert not [each for tag in page.find_all(True) for each in tag.attrs if each.startswith("on")]
    for tag in page.select("script[src], link[rel=stylesheet], img"):
        assert (tag.get("src") or tag["href"]).startswith("/"), tag
    if settings.ADVOCACY_PROJECT == "own_base":
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    return page


@pytest.mark.own_base
@pytest.mark.custom_page
class TestHubPage:
    @pytest.fixture
    def hub(self, programme):
        page = own("OwnAdvocacyHubPage")(title="Tell others", slug="tell")
        return default_site().root_page.add_child(instance=page)

    def test_it_shows_the_cards(self, anna, hub, illustrated, picture):
        response = anna.client.get(hub.get_url())
        page = page_in(response)

        assert page.h1.text == "Tell others"
        card = page.select_one(".wa-card")
        assert "Our bridge won" in card.text
        assert card.select_one(f'a[href="/advocacy/share/{illustrated.pk}/"]')
        drawn = card.img["src"].removeprefix(settings.MEDIA_URL)
        assert picture.renditions.filter(file=drawn).exists()
        assert response.headers["Cache-Control"] == "private, no-store"

    def test_strangers_log_in_first(self, hub):
        assert Client().get(hub.get_url()).url == f"{reverse('wagtailcore_login')}?next={hub.get_url()}"

    def test_it_may_be_edited_and_previewed(self, hub, illustrated):
        admin = Colleague(UserFactory(admin=True)).client

        assert admin.get(reverse("wagtailadmin_pages:edit", args=[hub.pk])).status_code == 200
        assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[hub.pk])).status_code == 200


@pytest.mark.own_base
class TestArticle:
    @pytest.fixture
    def article(self, illustrated):
        page = own("ArticlePage")(title="We won", slug="won", teaser="A prize.")
        page = default_site().root_page.add_child(instance=page)
        illustrated.origin = page
        illustrated.save()
        page.body = [
            ("section", {"text": "<p>Our words.</p>"}),
            ("item", {"item": illustrated}),
            ("items", {"title": "Share with us", "category": illustrated.category, "limit": 6}),
            ("share", {"text": "Tell others"}),
            ("quote", {"text": "We listened.", "person": "Ida Brandt", "item": illustrated}),
            ("picture", {"item": illustrated}),
            ("campaign", {"campaign": illustrated.campaign, "limit": 3}),
            ("category", {"category": illustrated.category, "text": "What is new.", "limit": 3}),
        ]
        page.save_revision().publish()
        return page

    def test_every_block_is_shown_to_an_employee(self, anna, article, illustrated, picture):
        page = page_in(anna.client.get(article.get_url()))

        for words in ("Our words.", "Share with us", "We listened.", "Ida Brandt", "All know.", "What is new."):
            assert words in page.text
        buttons = [each for each in page.select("a[data-wa-share]") if "Tell others" in each.text]
        assert [each["href"] for each in buttons] == [f"/advocacy/share/{illustrated.pk}/"]
        # One alone, and one in each of the three lists.
        assert len(page.select(".wa-card")) == 4
        for block in (".wa-say__words", ".wa-show__picture", ".wa-campaign", ".wa-list__title .wa-chip"):
            assert len(page.select(block)) == 1, block
        assert len(page.select("link[rel=stylesheet]")) == 1
        sources = {each["src"].removeprefix(settings.MEDIA_URL) for each in page.select("img")}
        assert sources
        assert sources <= set(picture.renditions.values_list("file", flat=True))

    def test_strangers_log_in_first(self, article):
        response = Client().get(article.get_url())
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("wagtailcore_login"))


@pytest.mark.own_base
def test_the_link_host_serves_the_card_of_a_picture_of_the_sites_own_model(illustrated):
    link = LinkFactory(target=illustrated.target)
    illustrated.target.refresh_from_db()
    crawler = Client().get(f"/s/{link.code}", headers={"User-Agent": LINKEDIN_BOT})

    page = BeautifulSoup(crawler.content, "html.parser")
    address = page.find("meta", property="og:image")["content"]
    assert address == f"https://go.example.com/s/c/{illustrated.target.card['image']}"
    served = Client().get(address.removeprefix("https://go.example.com"))
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(served).startswith(b"\xff\xd8")
