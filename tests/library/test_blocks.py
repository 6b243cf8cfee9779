"""Blocks and tags that show more than one button: lists, quotes, pictures, campaigns and categories on any page."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.blocks import Block
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import CampaignFactory, CategoryFactory, ClickFactory, UserFactory, live_item, started_share
from tests.projects.full.models import StandardPage
from wagtail_advocacy import registries
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.progress import campaign_progress
from wagtail_advocacy.library.quotes import read_quote


@pytest.fixture
def reader(intranet):
    return UserFactory()


def shown(user, page, *blocks):
    """The page with these blocks as `user` (`None`: a stranger) sees it."""
    page.body = list(blocks)
    page.save_revision().publish()
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headlines(soup):
    return [each.text for each in soup.select(".wa-card__title")]


def tag(user, source, **names):
    request = RequestFactory().get("/", headers={"Host": "localhost"})
    request.user = user
    text = Template("{% load advocacy %}" + source).render(Context({"request": request, **names}))
    return BeautifulSoup(text, "html.parser")


def aged(item, hours):
    ShareableItem.objects.filter(pk=item.pk).update(first_published_at=timezone.now() - timedelta(hours=hours))
    return item


class TestItems:
    def test_the_newest_come_first_and_no_more_than_asked_for(self, reader, intranet):
        for number in range(4):
            aged(live_item(headline=f"Item {number}"), number)

        page = shown(reader, intranet.news, ("items", {"title": "Share with us", "limit": 3}))

        assert headlines(page) == ["Item 0", "Item 1", "Item 2"]
        assert page.select_one(".wa-list__title").text == "Share with us"

    def test_of_a_category_a_campaign_or_a_tag(self, reader, intranet):
        category, campaign = CategoryFactory(slug="jobs"), CampaignFactory(slug="spring")
        live_item(headline="Job", category=category)
        live_item(headline="Spring", campaign=campaign)
        tagged = live_item(headline="Pond")
        tagged.tags.add("Water")
        tagged.save()
        live_item(headline="Other")

        for blocks, expected in (
            ({"category": category}, ["Job"]),
            ({"campaign": campaign}, ["Spring"]),
            ({"tag": "water"}, ["Pond"]),
            ({"tag": "nobody used it"}, []),
            ({"category": category, "campaign": campaign}, []),
        ):
            assert headlines(shown(reader, intranet.news, ("items", {"limit": 6, **blocks}))) == expected
        by_name = "{% advocacy_items category='jobs' %}{% advocacy_items campaign='spring' limit=1 %}"
        assert headlines(tag(reader, by_name)) == ["Job", "Spring"]
        assert headlines(tag(reader, "{% advocacy_items tag='WATER' title='Wet' %}")) == ["Pond"]
        assert headlines(tag(reader, "{% advocacy_items category=own %}", own=category)) == ["Job"]

    @pytest.mark.parametrize("name", ["category", "campaign"])
    def test_what_was_chosen_and_deleted_has_no_items(self, reader, intranet, name):
        """Not the newest of everything under the old title; also after the page is saved and published again."""
        chosen = {"category": CategoryFactory, "campaign": CampaignFactory}[name]()
        live_item(headline="Other")
        block = ("items", {"title": "Share with us", "limit": 6, name: chosen})
        of_all = ("items", {"title": "Of all", "limit": 6, "category": None, "campaign": None})
        assert headlines(shown(reader, intranet.news, block, of_all)) == ["Other"]
        chosen.delete()
        client = Client()
        client.force_login(reader)

        def lists():
            page = BeautifulSoup(client.get(intranet.news.get_url()).content, "html.parser")
            return [each.text for each in page.select(".wa-list__title")], headlines(page)

        assert lists() == (["Of all"], ["Other"])
        page = StandardPage.objects.get(pk=intranet.news.pk)
        assert [bool(each.value["title"]) for each in page.body] == [True, True]
        page.save_revision().publish()
        assert lists() == (["Of all"], ["Other"])
        StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().save_revision().publish()
        assert lists() == (["Of all"], ["Other"])

    @pytest.mark.parametrize("value", [None, ""])
    @pytest.mark.parametrize("name", ["category", "campaign"])
    def test_a_tag_that_names_what_is_gone_shows_nothing(self, reader, intranet, name, value):
        live_item(headline="Other")
        assert headlines(tag(reader, f"{{% advocacy_items {name}=own %}}", own=value)) == []
        assert headlines(tag(reader, f"{{% advocacy_items {name}=page.own.slug %}}", page={"own": value})) == []
        assert headlines(tag(reader, "{% advocacy_items %}")) == ["Other"]

    def test_the_readers_language_comes_first_and_translations_of_a_campaign_belong_to_it(
        self, reader, intranet, locales
    ):
        campaign = CampaignFactory()
        french_campaign = campaign.copy_for_translation(locales.fr)
        french_campaign.live = True
        french_campaign.save()
        aged(live_item(headline="English", campaign=campaign), 1)
        aged(live_item(headline="Français", campaign=french_campaign, locale=locales.fr), 2)

        for language, expected in (("en", ["English", "Français"]), ("fr", ["Français", "English"])):
            with translation.override(language):
                assert headlines(tag(reader, "{% advocacy_items campaign=one %}", one=campaign)) == expected

    def test_who_may_share_nothing_sees_nothing(self, reader, intranet):
        item = live_item()
        item.groups = [Group.objects.create(name="Others")]
        item.save()

        for user in (reader, None):
            assert not shown(user, intranet.news, ("items", {"title": "Share with us", "limit": 6})).select(".wa, link")

    def test_it_asks_the_database_as_often_for_many_as_for_one(self, reader, intranet):
        def asked():
            client = Client()
            client.force_login(reader)
            client.get(intranet.news.get_url())
            with CaptureQueriesContext(connection) as captured:
                assert client.get(intranet.news.get_url()).status_code == 200
            return len(captured)

        category, campaign = CategoryFactory(), CampaignFactory(metric="clicks", goal_number=10)

        def add(number):
            picture = get_image_model().objects.create(title="p", file=get_test_image_file(f"{number}.png"))
            item = live_item(category=category, campaign=campaign, image=picture)
            ClickFactory(link=started_share(reader, item).link)

        add(0)
        blocks = (
            ("items", {"limit": 24}),
            ("campaign", {"campaign": campaign, "limit": 24}),
            ("category", {"category": category, "limit": 24}),
        )
        shown(reader, intranet.news, *blocks)
        one = asked()
        for number in range(1, 12):
            add(number)

        assert asked() == one


class TestQuote:
    def test_the_button_opens_the_dialog_with_the_quote(self, reader, intranet):
        item = live_item()
        value = {"text": "We listened for nine days.", "person": "Ida Brandt", "item": item}

        page = shown(reader, intranet.news, ("quote", value))
        address = page.select_one("a[data-wa-share]")["href"]

        assert page.select_one(".wa-say__words").text.strip() == "We listened for nine days."
        assert "Ida Brandt" in page.select_one(".wa-say__foot").text
        token = parse_qs(urlsplit(address).query)["quote"][0]
        assert read_quote(token, item.pk) == "“We listened for nine days.” – Ida Brandt"
        assert read_quote(token, item.pk + 1) == ""
        same = tag(reader, "{% advocacy_quote item 'We listened for nine days.' 'Ida Brandt' %}", item=item)
        # Signed a moment later, which may be in another second.
        same_token = parse_qs(urlsplit(same.select_one("a[data-wa-share]")["href"]).query)["quote"][0]
        assert read_quote(same_token, item.pk) == read_quote(token, item.pk)

    def test_a_quote_of_something_that_is_over_is_gone(self, reader, intranet):
        item = live_item()
        block = ("quote", {"text": "Look.", "person": "", "item": item})
        assert shown(reader, intranet.news, block).select(".wa-say")
        item.unpublish()
        assert not shown(reader, intranet.news, block).select(".wa-say")
        assert not shown(None, intranet.news, block).select(".wa-say")


class TestPicture:
    def test_picture_and_file_are_there_to_download_and_to_share(self, reader, intranet, picture):
        film = get_document_model().objects.create(title="Film", file=ContentFile(b"x" * 2048, "film.mp4"))
        item = live_item(image=picture, image_alt="A bridge at dawn", attachment=film)

        page = shown(reader, intranet.news, ("picture", {"item": item}))

        assert page.select_one(".wa-show__picture")["alt"] == "A bridge at dawn"
        assert page.select_one("a[data-wa-share]")["href"] == f"/advocacy/share/{item.pk}/"
        downloads = [each["href"] for each in page.select("a[download]")]
        assert len(downloads) == 2
        assert film.url in downloads
        assert "MP4, 2.0\xa0KB." in page.text
        assert tag(reader, "{% advocacy_picture item %}", item=item).select("a[download]")

    def test_without_picture_and_file_there_is_nothing_to_show(self, reader, intranet):
        assert not shown(reader, intranet.news, ("picture", {"item": live_item()})).select(".wa-show")


class TestCampaign:
    @pytest.fixture
    def campaign(self, intranet):
        return CampaignFactory(
            title="Spring",
            goal="Everybody knows.",
            metric="clicks",
            goal_number=400,
            owner=UserFactory(first_name="Lea", last_name="Voss"),
            ends_on=timezone.localdate() + timedelta(days=3),
        )

    def test_goal_progress_days_and_whom_to_ask(self, reader, intranet, campaign):
        for _number in range(2):
            ClickFactory(link=started_share(reader, live_item(campaign=campaign)).link)

        page = shown(reader, intranet.news, ("campaign", {"campaign": campaign, "limit": 1}))
        text = " ".join(page.select_one(".wa-campaign").text.split())

        assert "Spring Everybody knows. 2 of 400 people’s clicks" in text
        assert "Ask Lea Voss." in text
        assert len(headlines(page)) == 1
        assert not headlines(shown(reader, intranet.news, ("campaign", {"campaign": campaign, "limit": 0})))
        assert "2 of 400" in tag(reader, "{% advocacy_campaign one %}", one=campaign).text
        hub = Client()
        hub.force_login(reader)
        assert "2 of 400 people’s clicks" in hub.get(reverse("wagtail_advocacy:hub")).content.decode()

    @pytest.mark.parametrize(
        "change", [{"live": False}, {"starts_on": 1, "ends_on": 3}, {"starts_on": -3, "ends_on": -1}]
    )
    def test_a_campaign_that_does_not_run_is_not_shown(self, reader, intranet, campaign, change):
        today = timezone.localdate()
        for name, value in change.items():
            setattr(campaign, name, today + timedelta(days=value) if name.endswith("_on") else value)
        campaign.save()

        assert not shown(reader, intranet.news, ("campaign", {"campaign": campaign, "limit": 3})).select(".wa-campaign")

    def test_strangers_see_no_campaign(self, intranet, campaign):
        assert not shown(None, intranet.news, ("campaign", {"campaign": campaign, "limit": 3})).select(".wa-campaign")

    def test_only_what_came_since_the_first_day_counts(self, reader, campaign):
        item = live_item(campaign=campaign)
        link = started_share(reader, item).link
        ClickFactory(link=link)
        ClickFactory(link=link, at=timezone.now() - timedelta(days=5))
        assert campaign_progress(campaign).number == 2

        campaign.starts_on = timezone.localdate() - timedelta(days=2)
        assert campaign_progress(campaign).number == 1

    def test_shares_are_counted_as_shares(self, reader, campaign):
        started_share(reader, live_item(campaign=campaign))
        campaign.metric, campaign.goal_number = "shares", 1

        assert str(campaign_progress(campaign)) == "1 of 1 share"
        assert campaign_progress(campaign).is_reached
        campaign.goal_number = None
        assert str(campaign_progress(campaign)) == "1 share so far"

    def test_conversions_are_said_once_somebody_counts_them(self, reader, intranet, campaign, monkeypatch):
        item = live_item(campaign=campaign)
        campaign.metric, campaign.conversion_kind, campaign.goal_number = "conversions", "applications", 20
        campaign.save()
        monkeypatch.setattr(registries, "conversion_counts", [])
        page = shown(reader, intranet.news, ("campaign", {"campaign": campaign, "limit": 0}))
        assert "Everybody knows." in page.text
        assert not page.select(".wa-campaign__progress")

        def count(subjects, kind, since):
            return {subject: 3 for subject in subjects if kind == "applications"}

        monkeypatch.setattr(registries, "conversion_counts", [count, lambda *asked: {item.subject: 1}])
        page = shown(reader, intranet.news, ("campaign", {"campaign": campaign, "limit": 0}))
        assert page.select_one(".wa-campaign__progress").text == "4 of 20: applications"


class TestCategory:
    def test_a_category_with_its_icon_and_its_items(self, reader, intranet):
        category = CategoryFactory(name="Know-how", slug="know", icon="openquote", colour="teal")
        live_item(headline="Leaks", category=category)

        page = shown(reader, intranet.news, ("category", {"category": category, "text": "What we know.", "limit": 3}))

        chip = page.select_one(".wa-list__title .wa-chip")
        assert chip.text.strip() == "Know-how"
        assert chip.svg["aria-hidden"] == "true"
        assert "id" not in chip.svg.attrs
        assert "What we know." in page.text
        assert headlines(page) == ["Leaks"]
        assert headlines(tag(reader, "{% advocacy_category 'know' 'What we know.' %}")) == ["Leaks"]

    def test_a_category_without_anything_to_share_is_not_shown(self, reader, intranet):
        block = ("category", {"category": CategoryFactory(), "text": "Nothing.", "limit": 3})
        assert not shown(reader, intranet.news, block).select(".wa")

    @pytest.mark.parametrize("name", ["", "no-such-icon", "../../base", "x.svg"])
    def test_an_icon_that_does_not_exist_is_nothing(self, reader, name):
        assert tag(reader, "{% advocacy_icon name %}", name=name).text == ""


def test_a_category_is_chosen_in_the_editor(as_editor, intranet):
    category = CategoryFactory(name="Know-how")
    listed = as_editor.get(reverse("advocacy_category_chooser:choose"))
    chosen = as_editor.get(reverse("advocacy_category_chooser:chosen", args=[category.pk]))

    assert "Know-how" in listed.json()["html"]
    assert chosen.json()["result"]["title"] == "Know-how"
    editor = as_editor.get(reverse("wagtailadmin_pages:edit", args=[intranet.news.pk]))
    assert editor.status_code == 200


@pytest.mark.parametrize("name", ["item", "items", "share", "quote", "picture", "campaign", "category"])
@pytest.mark.parametrize("empty", [True, False])
def test_every_block_has_a_preview_and_says_what_it_does(as_editor, intranet, picture, name, empty):
    if not empty:
        live_item(image=picture, category=CategoryFactory(icon="tag"), campaign=CampaignFactory())
    block = StandardPage.body.field.stream_block.child_blocks[name]
    assert Block.definition_registry[block.definition_prefix] is block

    response = as_editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one("main .wa-button, main .wa-campaign")
    assert block.is_previewable
    assert block.get_description()
