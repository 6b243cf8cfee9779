"""Tags and blocks on any page: a button for who may share, and nothing at all for everybody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from wagtail.models import Site

from tests.factories import CampaignFactory, CategoryFactory, ItemFactory, TeamFactory, UserFactory, live_item
from wagtail_advocacy.library.actions import withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.registries import TeamRef


@pytest.fixture
def reader(intranet):
    return UserFactory()


@pytest.fixture
def item(intranet):
    return live_item(origin=intranet.news, headline="Prize")


def request_by(user, host="localhost"):
    request = RequestFactory().get("/", headers={"Host": host})
    request.user = user
    return request


def page_tag(request, page):
    return Template("{% load advocacy %}{% share_page %}").render(Context({"request": request, "page": page}))


def item_tag(request, item):
    return Template("{% load advocacy %}{% share_item item text='Tell' %}").render(
        Context({"request": request, "item": item})
    )


def page_with_blocks(page, item):
    page.body = [("share", {"text": ""}), ("item", {"item": item})]
    page.save_revision().publish()
    return page


def shown_to(user, intranet, item):
    """What each of the four ways shows: share_page, share_item, the page with both blocks."""
    client = Client()
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    page = page_with_blocks(intranet.news, item)
    body = client.get(page.get_url()).content.decode()
    address = f"/advocacy/share/{item.pk}/"
    return (
        address in page_tag(request_by(user), page),
        address in item_tag(request_by(user), item),
        body.count(address),
        "wa-" in body,
    )


ALL = (True, True, 2, True)
NOTHING = (False, False, 0, False)


def test_a_colleague_sees_buttons_and_card(reader, intranet, item):
    assert shown_to(reader, intranet, item) == ALL
    assert "Tell" in item_tag(request_by(reader), item)
    assert "Prize" in page_tag(request_by(reader), intranet.news)


def test_a_stranger_sees_nothing(intranet, item):
    assert shown_to(AnonymousUser(), intranet, item) == NOTHING


def expired(item):
    ShareableItem.objects.update(expire_at=timezone.now() - timedelta(seconds=1))


def not_yet(item):
    ShareableItem.objects.update(go_live_at=timezone.now() + timedelta(hours=1))


def target_over(item):
    item.target.closes_at = timezone.now() - timedelta(seconds=1)
    item.target.save()


def target_closed(item):
    item.target.is_open = False
    item.target.save()


def unpublished(item):
    item.unpublish()


def another_programme(item):
    other = Site.objects.create(hostname="other.example.com", root_page=item.site.root_page)
    ShareableItem.objects.update(site=other)


def another_group(item):
    item.groups = [Group.objects.create(name="Others")]
    item.save()


def another_team(item):
    item.teams = [TeamFactory()]
    item.save()


@pytest.mark.parametrize(
    "change",
    [
        expired,
        not_yet,
        target_over,
        target_closed,
        unpublished,
        withdraw,
        another_programme,
        another_group,
        another_team,
    ],
)
def test_nothing_is_shown_of_what_may_not_be_shared(reader, intranet, item, change):
    page_with_blocks(intranet.news, item)
    change(item)
    assert shown_to(reader, intranet, ShareableItem.objects.get()) == NOTHING


def test_a_page_without_item_shows_nothing(reader, intranet, website, item):
    assert page_tag(request_by(reader), intranet.home).strip() == ""
    assert page_tag(request_by(reader), None).strip() == ""
    assert item_tag(request_by(reader), None).strip() == ""
    assert item_tag(request_by(reader), "").strip() == ""


def test_without_a_request_nothing_is_shown(item, intranet):
    assert Template("{% load advocacy %}{% share_page page %}").render(Context({"page": intranet.news})).strip() == ""
    block = intranet.news.body.stream_block.child_blocks
    assert block["share"].render(block["share"].to_python({"text": "x"})).strip() == ""
    assert block["item"].render(block["item"].to_python({"item": item.pk})).strip() == ""


def test_a_block_whose_item_was_deleted_shows_nothing(reader, intranet, item):
    page = page_with_blocks(intranet.news, item)
    item.delete()
    client = Client()
    client.force_login(reader)
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert b"wa-" not in response.content


def test_the_words_of_the_item_are_escaped(reader, intranet):
    item = live_item(origin=intranet.news, headline="<script>alert(1)</script>", why='"><img src=x>')
    page = page_with_blocks(intranet.news, item)
    client = Client()
    client.force_login(reader)
    body = client.get(page.get_url()).content.decode()
    assert "<script>alert" not in body
    assert "<img src=x>" not in body


def test_the_newest_item_of_a_page_is_offered(reader, intranet, item):
    newer = live_item(origin=intranet.news)
    live_item(origin=intranet.home)
    ItemFactory(origin=intranet.news)
    assert f"/advocacy/share/{newer.pk}/" in page_tag(request_by(reader), intranet.news)


@pytest.mark.parametrize("featured", [False, True])
def test_the_item_in_the_readers_language_comes_first(reader, intranet, locales, featured):
    french = live_item(origin=intranet.news, locale=locales.fr)
    english = live_item(origin=intranet.news, featured_until=timezone.now() + timedelta(days=1) if featured else None)
    for language, mine in (("fr", french), ("en", english)):
        with translation.override(language):
            assert f"/advocacy/share/{mine.pk}/" in page_tag(request_by(reader), intranet.news)


def test_an_item_in_another_language_is_better_than_none(reader, intranet, locales):
    english = live_item(origin=intranet.news)
    with translation.override("fr"):
        assert f"/advocacy/share/{english.pk}/" in page_tag(request_by(reader), intranet.news)


def test_many_buttons_ask_for_the_team_once_and_bring_the_styles_once(reader, intranet, item, settings):
    asked = []
    settings.WAGTAIL_ADVOCACY = {
        **settings.WAGTAIL_ADVOCACY,
        "TEAM_RESOLVER": lambda user: asked.append(user) or TeamRef("red", "Red"),
    }
    request = request_by(reader)
    shown = [item_tag(request, item) for _ in range(3)]
    assert asked == [reader]
    assert [text.count("advocacy.css") for text in shown] == [1, 0, 0]


class TestAudience:
    @pytest.fixture
    def people(self, intranet, settings):
        staff = Group.objects.create(name="Staff")
        red = TeamFactory(key="red")
        outsider, in_group, in_team, both = (UserFactory() for _ in range(4))
        in_group.groups.add(staff)
        both.groups.add(staff)
        settings.WAGTAIL_ADVOCACY = {
            **settings.WAGTAIL_ADVOCACY,
            "TEAM_RESOLVER": lambda user: TeamRef("red", red.name) if user in (in_team, both) else None,
        }
        return {"outsider": outsider, "group": in_group, "team": in_team, "both": both, "rows": ([staff], [red])}

    @pytest.mark.parametrize(
        ("groups", "teams", "expected"),
        [
            (False, False, {"outsider", "group", "team", "both"}),
            (True, False, {"group", "both"}),
            (False, True, {"team", "both"}),
            (True, True, {"group", "team", "both"}),
        ],
    )
    def test_groups_teams_both_and_none(self, people, intranet, groups, teams, expected):
        staff, red = people.pop("rows")
        item = live_item(origin=intranet.news)
        item.groups, item.teams = staff if groups else [], red if teams else []
        item.save_revision(clean=False).publish()
        seen = {name for name, user in people.items() if item_tag(request_by(user), item).strip()}
        assert seen == expected

    def test_several_groups_show_an_item_once(self, people, intranet):
        item = live_item(origin=intranet.news)
        more = [Group.objects.create(name=f"More {number}") for number in range(3)]
        people["both"].groups.add(*more)
        item.groups, item.teams = [*more, *people["rows"][0]], people["rows"][1]
        item.save()
        shown = ShareableItem.objects.shareable().visible_to(people["both"], people["rows"][1][0])
        assert list(shown) == [item]


def test_the_order_of_the_hub_is_total(intranet, locales):
    moment = timezone.now()
    same_moment = [live_item() for _ in range(4)]
    french, featured, was_featured = live_item(locale=locales.fr), live_item(), live_item()
    ShareableItem.objects.update(first_published_at=moment)
    ShareableItem.objects.filter(pk=featured.pk).update(featured_until=moment + timedelta(hours=1))
    ShareableItem.objects.filter(pk=was_featured.pk).update(featured_until=moment - timedelta(hours=1))
    expected = [featured, was_featured, *reversed(same_moment), french]
    for _ in range(3):
        assert list(ShareableItem.objects.shareable().hub_order([locales.en.pk])) == expected
    assert list(ShareableItem.objects.hub_order([locales.fr.pk]))[:2] == [featured, french]


def test_a_card_costs_no_query_per_item(intranet, django_assert_num_queries):
    for _ in range(5):
        live_item(category=CategoryFactory(), campaign=CampaignFactory(live=True))
    with django_assert_num_queries(1):
        for item in ShareableItem.objects.shareable().with_card():
            Template('{% include "wagtail_advocacy/elements/item_card.html" %}').render(Context({"item": item}))


def test_hashtags_of_item_and_campaign_are_said_once(intranet):
    item = ItemFactory(hashtags="#bridge build ##", campaign=CampaignFactory(hashtags="#build #prize"))
    assert item.hashtag_list() == ("bridge", "build", "prize")
