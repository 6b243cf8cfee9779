"""What the hub says in each state: the first visit, nothing new, a pause, the end of an item, a list that grew."""

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from tests.factories import CampaignFactory, CaptionFactory, CategoryFactory, live_item, publish
from tests.sharing.hub import headlines, many_items, page_of, shown
from tests.sharing.test_queries import queries
from wagtail_advocacy.library.models import ContentCategory, ShareableItem
from wagtail_advocacy.sharing.listing import MOST_PAGES, PER_PAGE
from wagtail_advocacy.sharing.models import Preferences, Saved
from wagtail_advocacy.sharing.news import NUMBERS, news_texts

pytestmark = pytest.mark.django_db

IMPORTED = re.compile(r'(?:from|import)\s*\(?\s*"\./([\w.-]+\.js)"')

HEAVIEST = 25_000
"""Bytes of our own style sheet and scripts on the hub, compressed."""


def keep(colleague, **deed):
    return colleague.client.post("/advocacy/keep/", deed)


class TestOrder:
    def prefer(self, colleague, topics=(), **chosen):
        Preferences.objects.create(user=colleague.user, **chosen).topics.set(topics)

    @pytest.fixture
    def library(self, programme):
        jobs = CategoryFactory(slug="jobs")
        german, spanish = (Locale.objects.create(language_code=code) for code in ("de", "es"))
        now = timezone.now()
        for hours, (headline, fields) in enumerate(
            {
                "job": {"category": jobs},
                "deutsch": {"locale": german},
                "español": {"locale": spanish},
                "trabajo": {"locale": spanish, "category": jobs},
                "news": {},
                "featured": {"featured_until": now + timedelta(days=30), "locale": german},
            }.items()
        ):
            made = live_item(headline=headline, **fields)
            ShareableItem.objects.filter(pk=made.pk).update(first_published_at=now - timedelta(hours=9 - hours))
        return jobs

    def test_without_preferences_the_active_language_comes_first(self, anna, library, settings):
        settings.WAGTAIL_I18N_ENABLED = True
        settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German"), ("es", "Spanish")]
        assert shown(anna) == ["featured", "news", "job", "trabajo", "español", "deutsch"]
        with translation.override("de"):
            assert shown(anna)[:2] == ["featured", "deutsch"]

    def test_my_languages_then_my_topics_then_the_newest(self, anna, ben, library):
        self.prefer(anna, languages=["es", "de"], topics=[library])
        assert shown(anna) == ["featured", "trabajo", "español", "deutsch", "job", "news"]

        self.prefer(ben, topics=[library])
        assert shown(ben) == ["featured", "job", "news", "trabajo", "español", "deutsch"]

    def test_after_my_languages_comes_the_one_i_read(self, anna, library):
        self.prefer(anna, languages=["de"])

        assert shown(anna) == ["featured", "deutsch", "news", "job", "trabajo", "español"]

    @pytest.mark.parametrize("languages", [["xx"], [None, 5, {}], ["xx", "en", "en"]])
    def test_languages_that_are_gone_are_no_error(self, anna, library, languages):
        self.prefer(anna, languages=languages)

        assert shown(anna)[1] == "news"


class TestCard:
    def card(self, colleague, **query):
        return page_of(colleague, **query).select_one("[data-wa-card]")

    def chips(self, colleague):
        return [each.text for each in self.card(colleague).select(".wa-card__meta .wa-chip")]

    def test_says_its_state_in_words(self, anna, programme):
        item = live_item(category=CategoryFactory(name="Jobs"), expire_at=timezone.now() + timedelta(days=40))
        anna.share(item)
        keep(anna, save=item.pk)
        day = timezone.localdate() + timedelta(days=40)

        assert self.chips(anna) == ["Jobs", "You shared this", "Saved", f"until {date_format(day)}"]

    @pytest.mark.parametrize(
        ("days", "words"), [(0, "ends today"), (1, "ends tomorrow"), (3, "ends {:%A}"), (6, "ends {:%A}")]
    )
    def test_says_when_it_ends_soon(self, anna, item, later, days, words):
        noon = later.at(timezone.now().replace(hour=12, minute=0))
        ShareableItem.objects.filter(pk=item.pk).update(expire_at=noon + timedelta(days=days, hours=1))
        anna.client.force_login(anna.user)

        assert self.chips(anna) == [words.format(noon + timedelta(days=days))]

    def test_ends_with_its_campaign(self, anna, programme):
        live_item(campaign=CampaignFactory(ends_on=timezone.localdate()))

        assert self.chips(anna) == ["ends today"]

    def test_says_when_it_was_published(self, anna, item):
        time = self.card(anna).select_one("time")["datetime"]

        assert abs(timezone.datetime.fromisoformat(time) - item.first_published_at) < timedelta(seconds=1)

    def test_says_for_which_networks_words_are_prepared(self, anna, programme):
        facts = lambda: self.card(anna).select_one(".wa-card__facts").text  # noqa: E731
        item = live_item(captions=0)
        assert "ords" not in facts()
        item.captions = [CaptionFactory.build(item=item)]
        publish(item)
        assert "Words for any network" in facts()
        item.captions = [CaptionFactory.build(item=item, network=network) for network in ("linkedin", "")]
        publish(item)
        assert "Words for any network" in facts()
        assert "LinkedIn" not in facts()
        item.captions = [CaptionFactory.build(item=item, network=network) for network in ("x", "linkedin", "gone")]
        publish(item)
        assert "Words for LinkedIn, X" in facts()
        item.captions = [CaptionFactory.build(item=item, network="gone")]
        publish(item)
        assert "Words" not in facts()
        item.own_words = "required"
        publish(item)
        assert "You write your own words." in facts()

    def test_words_of_a_translation_count_as_in_the_dialog(self, anna, programme):
        item = live_item(captions=0)
        german = item.copy_for_translation(Locale.objects.create(language_code="de"))
        german.save()
        german.captions = [CaptionFactory.build(item=german, network="x")]
        publish(german)

        assert "Words for X" in self.card(anna).select_one(".wa-card__facts").text

    def test_pictures_keep_their_place(self, anna, programme):
        picture = get_image_model().objects.create(title="Wide", file=get_test_image_file("w.png", size=(1600, 900)))
        for _ in range(2):
            live_item(image=picture)
        images = page_of(anna).select(".wa-card__picture img")

        assert [(each["width"], each["height"]) for each in images] == [("960", "540")] * 2
        # What is seen first is not waited for.
        assert [each.get("loading") for each in images] == [None, "lazy"]

    def test_outside_the_hub_has_no_buttons_without_a_form(self, anna, item):
        from django.template.loader import render_to_string

        html = render_to_string("wagtail_advocacy/elements/item_card.html", {"item": item})

        assert "<button" not in html
        assert "data-wa-card" not in html


class TestFirstVisit:
    def test_three_sentences_until_somebody_has_read_them(self, anna, item):
        welcome = page_of(anna).select_one("[data-wa-welcome]")
        assert welcome.select_one("p").text.count(". ") + 1 == 3
        assert "What is in it for you" in welcome.text

        response = keep(anna, welcome="read", back="/advocacy/")

        cookie = response.cookies["wagtail_advocacy_welcomed"]
        assert (response.url, cookie.value, cookie["httponly"], cookie["samesite"]) == ("/advocacy/", "1", True, "Lax")
        assert page_of(anna).select_one("[data-wa-welcome]") is None

    def test_not_in_front_of_what_somebody_looks_for(self, anna, item):
        assert page_of(anna, q="headline").select_one("[data-wa-welcome]") is None

    def test_is_remembered_by_the_browser_alone(self, anna, ben, item):
        keep(anna, welcome="read")

        assert page_of(ben).select_one("[data-wa-welcome]")


class TestNews:
    def test_the_browser_gets_the_moments_and_we_nothing(self, anna, item):
        older = live_item()
        ShareableItem.objects.filter(pk=older.pk).update(first_published_at=timezone.now() - timedelta(days=2))
        ancient = live_item()
        ShareableItem.objects.filter(pk=ancient.pk).update(first_published_at=timezone.now() - timedelta(days=90))
        hidden = live_item()
        keep(anna, dismiss=hidden.pk)
        news = page_of(anna).select_one("[data-wa-news]")

        moments = [int(each) for each in news["data-wa-recent"].split(",")]

        assert len(moments) == 2
        assert moments[0] == int(item.first_published_at.timestamp())
        assert news.text.startswith("The newest is from")
        assert all(link.has_attr("hidden") for link in news.select("a"))

    def test_what_helps_when_nothing_is_new(self, anna, item):
        helps = lambda: page_of(anna).select_one("[data-wa-help]")["href"]  # noqa: E731
        assert helps() == "/advocacy/me/preferences/"
        keep(anna, save=item.pk)
        assert helps() == "?mine=saved"

    def test_nothing_is_told_of_an_empty_or_narrowed_hub(self, anna, programme):
        assert page_of(anna).select_one("[data-wa-news]") is None
        live_item()
        assert page_of(anna, q="headline").select_one("[data-wa-news]") is None

    def test_texts_have_a_form_for_each_number_and_places_to_fill(self):
        texts = json.loads(news_texts())

        for kind in ("weekday", "date", "time"):
            assert set(texts[kind]) == {str(number) for number in NUMBERS}
            assert all("{count}" in text and "{day}" in text for text in texts[kind].values())
            assert "{day}" in texts["none"][kind]


class TestPause:
    def test_says_until_when_and_changes_nothing_else(self, anna, item):
        day = timezone.localdate() + timedelta(days=3)
        mine = Preferences.objects.create(user=anna.user, paused_until=day)
        page = page_of(anna)
        assert f"You paused until {date_format(day)}." in page.text
        assert headlines(page) == [item.headline]

        mine.paused_until = Preferences.UNTIL_ENDED
        mine.save()
        assert "You paused until you end it yourself." in page_of(anna).text
        mine.paused_until = timezone.localdate() - timedelta(days=1)
        mine.save()
        assert "You paused" not in page_of(anna).text


class TestAListThatGrows:
    @pytest.fixture
    def many(self, programme):
        many_items(2 * PER_PAGE + 3)

    def test_pages_up_to_one_are_one_answer(self, anna, many):
        pages = [name for number in (1, 2, 3) for name in shown(anna, p=number)]

        assert shown(anna, to=3) == pages
        assert shown(anna, p=2, to=3) == pages[PER_PAGE:]
        assert page_of(anna, to=2).select_one("[rel=next]")["href"] == "?p=3"
        assert page_of(anna, to=3).select_one("[rel=next]") is None
        assert page_of(anna, p=2, to=3).select_one("[rel=prev]")["href"] == "?p=1"

    @pytest.mark.parametrize("query", [{"to": "99"}, {"to": "0"}, {"to": "x"}, {"p": "3", "to": "1"}, {"gone": "x"}])
    def test_nonsense_shows_what_there_is(self, anna, many, query):
        assert shown(anna, **query)

    def test_one_answer_has_an_end(self, anna, many, monkeypatch):
        assert MOST_PAGES == 10
        assert len(shown(anna, to=12)) <= 2 * PER_PAGE + 3
        monkeypatch.setattr("wagtail_advocacy.sharing.listing.MOST_PAGES", 2)
        assert len(shown(anna, to=3)) == PER_PAGE + 3

    def test_nothing_is_skipped_when_cards_were_hidden_meanwhile(self, anna, many):
        first, second = shown(anna), shown(anna, p=2)
        for pk in list(ShareableItem.objects.filter(headline__in=first[:5]).values_list("pk", flat=True)):
            keep(anna, dismiss=pk)

        assert shown(anna, p=2, gone=5) == second
        assert shown(anna, p=2) != second
        assert shown(anna, p=1, gone=5) == shown(anna)

    def test_a_list_that_grew_shorter_ends_where_it_ends(self, anna, many):
        over = list(ShareableItem.objects.values_list("pk", flat=True)[: PER_PAGE + 3])
        ShareableItem.objects.filter(pk__in=over).delete()

        assert len(shown(anna, to=3)) == PER_PAGE
        assert len(shown(anna, p=3)) == PER_PAGE


class TestSize:
    def test_asks_the_same_for_any_number_of_rows_in_every_view(self, anna, programme):
        views = [{}, {"category": "some"}, {"q": "headline"}, {"mine": "saved"}, {"mine": "shared"}, {"to": "2"}]

        def asked():
            return [queries(anna.client, "/advocacy/", **view) for view in views]

        def fill(number):
            some = ContentCategory.objects.get_or_create(slug="some", defaults={"name": "Some"})[0]
            items = many_items(number, category=some)
            for item in items:
                item.tags.add(f"tag {item.pk}")
                item.save()
                CaptionFactory(item=item, network="x")
            Saved.objects.bulk_create(Saved(user=anna.user, item=item) for item in items)
            for item in items[:3]:
                anna.share(item)

        fill(4)
        live_item(captions=0, campaign=CampaignFactory())
        few = asked()
        fill(40)

        assert asked() == few
        assert max(few) <= 28

    def test_own_style_and_scripts_are_small(self, anna, item):
        page = page_of(anna)
        links = [each["href"] for each in page.select("link[rel=stylesheet]")]
        links += [each["src"] for each in page.select("script[src]")]
        ours = {link.removeprefix("/static/") for link in links if "wagtail_advocacy" in link}
        # What a script imports is loaded as well.
        for name in list(ours):
            source = Path(finders.find(name)).read_text(encoding="utf-8")
            ours |= {f"wagtail_advocacy/{each}" for each in IMPORTED.findall(source)} if name.endswith(".js") else set()

        sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in ours}

        assert {"wagtail_advocacy/advocacy.css", "wagtail_advocacy/advocacy.js", "wagtail_advocacy/hub.js"} <= set(
            sizes
        )
        assert sum(sizes.values()) <= HEAVIEST, sizes
