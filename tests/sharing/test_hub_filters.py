"""The hub narrowed: by what there is, with addresses that can be sent to a colleague."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone, translation
from wagtail.models import Locale

from tests.factories import (
    CampaignFactory,
    CaptionFactory,
    CategoryFactory,
    TeamFactory,
    UserFactory,
    live_item,
    publish,
)
from tests.sharing.conftest import Colleague
from tests.sharing.hub import chips, choices, headlines, many_items, page_of, remarks, shown
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.sharing.listing import PER_PAGE
from wagtail_advocacy.sharing.models import Saved

pytestmark = pytest.mark.django_db

GROUP = "Hub"


@pytest.fixture
def library(programme):
    """Five items, no two alike."""
    jobs, news = CategoryFactory(name="Jobs", slug="jobs"), CategoryFactory(name="News", slug="news")
    spring = CampaignFactory(title="Spring", slug="spring")
    german = Locale.objects.create(language_code="de")
    live_item(headline="fitter", category=jobs)
    live_item(headline="spring job", category=jobs, campaign=spring)
    live_item(headline="spring news", category=news, campaign=spring)
    tagged = live_item(headline="tagged", category=news)
    tagged.tags.add("Water")
    tagged.captions.add(CaptionFactory.build(item=tagged, network="x"))
    publish(tagged)
    live_item(headline="deutsch", locale=german)
    CategoryFactory(name="Empty", slug="empty")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"category": "jobs"}, {"fitter", "spring job"}),
        ({"campaign": "spring"}, {"spring job", "spring news"}),
        ({"tag": "Water"}, {"tagged"}),
        ({"tag": "wATER"}, {"tagged"}),
        ({"network": "x"}, {"tagged"}),
        ({"language": "de"}, {"deutsch"}),
        ({"category": "jobs", "campaign": "spring"}, {"spring job"}),
        ({"category": "jobs", "tag": "Water"}, set()),
        ({"category": ""}, {"fitter", "spring job", "spring news", "tagged", "deutsch"}),
    ],
)
def test_each_filter_alone_and_together(anna, library, query, expected):
    assert set(shown(anna, **query)) == expected


def test_only_choices_that_lead_anywhere(anna, library):
    page = page_of(anna)

    assert choices(page, "category") == {"jobs": "Jobs", "news": "News"}
    assert choices(page, "campaign") == {"spring": "Spring"}
    assert choices(page, "tag") == {"Water": "Water"}
    assert choices(page, "network") == {"x": "X"}
    assert choices(page, "language") == {"de": "Deutsch", "en": "English"}
    assert choices(page, "mine") == {}
    for select in page.select("select"):
        assert page.select_one(f"label[for={select['id']}]")
        for value in choices(page, select["name"]):
            assert shown(anna, **{select["name"]: value})


def test_choices_follow_the_library_at_once(anna, library):
    page_of(anna)
    ShareableItem.objects.get(headline="tagged").unpublish()
    ShareableItem.objects.get(headline="deutsch").delete()

    page = page_of(anna)

    assert choices(page, "tag") == choices(page, "network") == choices(page, "language") == {}


def test_choices_are_those_of_ones_own_groups_and_team(anna, ben, programme, settings):
    group = Group.objects.create(name="Board")
    team = TeamFactory()
    for name in ("board", "team"):
        item = live_item(headline=name, category=CategoryFactory(name=name, slug=name))
        item.groups, item.teams = ([group], []) if name == "board" else ([], [team])
        item.save()
    page_of(anna)
    ben.user.groups.add(group)

    assert choices(page_of(anna), "category") == {}
    assert choices(page_of(ben), "category") == {"board": "board"}
    assert remarks(page_of(anna, category="board"))
    # Somebody joins a group while their choices are remembered.
    anna.user.groups.add(group)
    assert choices(page_of(anna), "category") == {"board": "board"}


def test_an_active_filter_is_a_chip_with_the_way_back(anna, library):
    found = chips(page_of(anna, category="jobs", campaign="spring", q="job"))

    assert set(found) == {"Category: Jobs", "Campaign: Spring", "Search: job"}
    assert found["Category: Jobs"] == "?q=job&campaign=spring&"
    assert page_of(anna, category="jobs").select_one("option[value=jobs]").has_attr("selected")


@pytest.mark.parametrize("name", ["category", "campaign", "tag", "network", "language", "mine", "since"])
@pytest.mark.parametrize("value", ["nonsense", "\x00", "<script>alert(1)</script>", "ü" * 3000, "1 OR 1=1", "-1"])
def test_nonsense_is_left_out_with_a_sentence(anna, library, name, value):
    page = page_of(anna, **{name: value, "p": "1"})

    assert len(headlines(page)) == 5
    assert chips(page) == {}
    assert "alert(1)" not in "".join(str(each) for each in page.select("script"))
    if value != "\x00":
        (remark,) = remarks(page)
        assert remark.endswith("so it was left out.")
        assert len(remark) < 160


def test_what_is_said_of_nonsense(anna, library, said):
    for name, what in {
        "category": "an address of the hub names a category that leads nowhere, or is deleted: `?category=gone`",
        "campaign": "a campaign: `?campaign=gone`",
        "tag": "a tag: `?tag=gone`",
        "network": "a network: `?network=gone`",
        "language": "a language: `?language=gone`",
        "mine": "a list of one’s own that there is not: `?mine=gone`",
        "since": "a date that is none: `?since=gone`",
    }.items():
        (remark,) = remarks(page_of(anna, **{name: "gone"}))
        said(GROUP, what, remark)
    said(GROUP, "more than 100 characters to search for", *remarks(page_of(anna, q="long " * 40)))


def test_a_category_deleted_while_it_is_looked_at(anna, library):
    from wagtail_advocacy.library.models import ContentCategory

    assert len(shown(anna, category="jobs")) == 2
    ContentCategory.objects.get(slug="jobs").delete()

    page = page_of(anna, category="jobs")

    assert len(headlines(page)) == 5
    assert len(remarks(page)) == 1


def test_a_campaign_by_the_name_that_it_has_in_another_language(anna, library):
    from wagtail_advocacy.library.models import Campaign

    spring = Campaign.objects.get()
    german = spring.copy_for_translation(Locale.objects.get(language_code="de"))
    german.title, german.slug, german.live = "Frühling", "fruehling", True
    german.save()
    deutsch = ShareableItem.objects.get(headline="deutsch")
    deutsch.campaign = german
    deutsch.save()

    page = page_of(anna, campaign="fruehling")

    assert set(headlines(page)) == {"spring job", "spring news", "deutsch"}
    assert "Campaign: Spring" in chips(page)
    assert choices(page, "campaign") == {"spring": "Spring"}


def test_what_was_published_since(anna, library):
    item = ShareableItem.objects.get(headline="fitter")
    moment = timezone.now() - timedelta(days=2)
    ShareableItem.objects.exclude(pk=item.pk).update(first_published_at=moment)
    since = (moment + timedelta(hours=1)).isoformat()

    page = page_of(anna, since=since)

    assert headlines(page) == ["fitter"]
    assert next(iter(chips(page))).startswith("Published since")
    assert page.select_one("input[type=hidden][name=since]")["value"] == since
    assert anna.client.get(f"/advocacy/?since={quote(since, safe='+:')}").status_code == 200
    assert shown(anna, since=timezone.localdate().isoformat()) == ["fitter"]


def test_saved_shared_and_hidden_are_lists_of_ones_own(anna, ben, library):
    items = {each.headline: each for each in ShareableItem.objects.all()}
    anna.share(items["fitter"])
    post = lambda who, **deed: who.client.post("/advocacy/keep/", deed)  # noqa: E731
    for name in ("tagged", "deutsch"):
        post(anna, save=items[name].pk)
    post(anna, dismiss=items["spring job"].pk)

    assert shown(anna, mine="shared") == ["fitter"]
    assert shown(anna, mine="saved") == ["deutsch", "tagged"]
    assert shown(anna, mine="saved", language="en") == ["tagged"]
    assert shown(anna, mine="hidden") == ["spring job"]
    assert "spring job" not in shown(anna)
    assert "spring job" not in shown(anna, category="jobs")
    assert "spring job" in shown(ben)
    assert choices(page_of(anna), "mine") == {"saved": "Saved", "shared": "Shared by me", "hidden": "Hidden by me"}
    assert choices(page_of(ben), "mine") == {}
    # An address of Anna's shows Ben what is his.
    assert shown(ben, mine="saved") == []


@pytest.mark.parametrize(
    ("mine", "words"), [("saved", "Nothing saved"), ("shared", "Nothing shared yet"), ("hidden", "Nothing hidden")]
)
def test_an_empty_list_of_ones_own_says_how_it_fills(anna, library, mine, words):
    page = page_of(anna, mine=mine)

    assert page.select_one(".wa-empty h3").text == words
    assert remarks(page) == []
    assert set(choices(page, "mine")) == {mine}


def test_a_saved_item_that_is_over_is_not_shown(anna, library):
    item = ShareableItem.objects.get(headline="tagged")
    Saved.objects.create(user=anna.user, item=item)
    item.unpublish()

    assert shown(anna, mine="saved") == []


def test_pages_keep_what_was_asked_for(anna, programme):
    jobs = CategoryFactory(slug="jobs & more", name="Jobs & more")
    many_items(PER_PAGE + 1, category=jobs)

    page = page_of(anna, category="jobs & more")

    assert page.select_one("[rel=next]")["href"] == "?category=jobs+%26+more&p=2"
    assert len(headlines(page_of(anna, category="jobs & more", p=2))) == 1


def test_the_address_stays_the_same_in_another_language(anna, library):
    with translation.override("de"):
        assert set(shown(anna, category="jobs")) == {"fitter", "spring job"}


def test_an_unused_tag_of_many_still_works_from_an_address(anna, programme, monkeypatch):
    monkeypatch.setattr("wagtail_advocacy.sharing.facets.MOST_TAGS", 1)
    for number, tags in enumerate((["often"], ["often", "rare"])):
        item = live_item(headline=f"tagged {number}")
        item.tags.add(*tags)
        item.save()
    cache.clear()

    page = page_of(anna, tag="rare")

    assert headlines(page) == ["tagged 1"]
    assert set(choices(page, "tag")) == {"often", "rare"}


def test_a_site_without_categories_campaigns_or_networks(anna, programme):
    programme.site_networks = []
    programme.save()
    live_item(headline="plain", captions=0)

    page = page_of(anna)

    assert headlines(page) == ["plain"]
    assert page.select("select") == page.select(".wa-filters") == []
    assert page.select_one("input[name=q]")


def test_a_stranger_to_all_groups_and_teams_sees_what_is_for_all(programme):
    live_item(headline="for all", category=CategoryFactory(slug="all"))

    assert shown(Colleague(UserFactory()), category="all") == ["for all"]
