"""A page that was offered twice: its share button takes the newest item that this reader may share."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import CampaignFactory, TeamFactory, UserFactory, live_item
from tests.library.conftest import item_url, permissions_of, person
from tests.library.test_share_elements import page_tag, request_by
from wagtail_advocacy.library.actions import resolve_targets, withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.registries import TeamRef


@pytest.fixture
def reader(intranet):
    return UserFactory()


def offered(user, page):
    """The key of the item that the share button of `page` opens for `user`; `None` without a button."""
    link = BeautifulSoup(page_tag(request_by(user), page), "html.parser").select_one("a[href*='/advocacy/share/']")
    return int(link["href"].rstrip("/").rpartition("/")[2]) if link else None


def change(item, **fields):
    ShareableItem.objects.filter(pk=item.pk).update(**fields)
    resolve_targets([item.pk])


def ago(**delta):
    return timezone.now() - timedelta(**delta)


GONE = {
    "unpublished": lambda item, committed: item.unpublish(),
    "expired": lambda item, committed: change(item, expire_at=ago(hours=1)),
    "still to come": lambda item, committed: change(item, go_live_at=ago(days=-1)),
    "withdrawn": lambda item, committed: withdraw(item),
    "closed": lambda item, committed: change(item, destination="page", page=None),
    "campaign over": lambda item, committed: change(
        item, campaign=CampaignFactory(live=True, ends_on=timezone.localdate() - timedelta(days=1))
    ),
    "deleted": lambda item, committed: item.delete(),
}


@pytest.mark.parametrize("how", GONE)
def test_when_the_newest_goes_the_older_one_takes_its_place(reader, intranet, committed, how):
    older, newer = live_item(origin=intranet.news), live_item(origin=intranet.news)
    assert offered(reader, intranet.news) == newer.pk
    with committed():
        GONE[how](newer, committed)
    assert offered(reader, intranet.news) == older.pk
    with committed():
        older.unpublish()
    assert offered(reader, intranet.news) is None


def test_newest_is_who_went_live_first_time_last(reader, intranet):
    first, second = live_item(origin=intranet.news), live_item(origin=intranet.news)
    change(first, first_published_at=ago(days=1))
    change(second, first_published_at=ago(days=2))
    assert offered(reader, intranet.news) == first.pk
    # Publishing a correction makes nothing new.
    second.refresh_from_db()
    second.save_revision(clean=False).publish()
    assert offered(reader, intranet.news) == first.pk


def test_a_new_version_that_waits_as_a_draft_changes_nothing(reader, intranet):
    live, draft = live_item(origin=intranet.news), live_item(origin=intranet.news)
    draft.unpublish()
    draft.save_revision(clean=False)
    assert offered(reader, intranet.news) == live.pk


def test_each_reader_gets_the_newest_of_their_audience(intranet, settings):
    settings.WAGTAIL_ADVOCACY = {
        **settings.WAGTAIL_ADVOCACY,
        "TEAM_RESOLVER": "tests.library.test_offered_twice.team_of_sales",
    }
    sales, staff = TeamFactory(key="sales", name="Sales"), Group.objects.create(name="Staff")
    colleague, member, seller = UserFactory(), UserFactory(), UserFactory(username="seller")
    member.groups.add(staff)
    for_all = live_item(origin=intranet.news)
    for_staff = live_item(origin=intranet.news)
    for_staff.groups.add(staff)
    for_staff.save()
    for_sales = live_item(origin=intranet.news)
    for_sales.teams.add(sales)
    for_sales.save()
    found = {user: offered(user, intranet.news) for user in (colleague, member, seller)}
    assert found == {colleague: for_all.pk, member: for_staff.pk, seller: for_sales.pk}


def team_of_sales(user):
    """Where the seller works."""
    return TeamRef("sales", "Sales") if user.username == "seller" else None


def test_language_counts_only_among_what_one_may_share(reader, intranet, locales):
    staff = Group.objects.create(name="Staff")
    french = live_item(origin=intranet.news, locale=locales.fr)
    french.groups.add(staff)
    french.save()
    english = live_item(origin=intranet.news)
    newest_french = live_item(origin=intranet.news, locale=locales.fr)
    newest_french.unpublish()
    with translation.override("fr"):
        assert offered(reader, intranet.news) == english.pk
        reader.groups.add(staff)
        assert offered(reader, intranet.news) == french.pk
    with translation.override("en"):
        assert offered(reader, intranet.news) == english.pk


def test_items_of_another_programme_are_not_offered_here(reader, intranet, website):
    live_item(origin=intranet.news, site=website.site)
    assert offered(reader, intranet.news) is None


def test_the_header_counts_what_this_person_sees(as_editor, intranet):
    url = reverse("wagtailadmin_explore", args=[intranet.news.pk])
    author = person(permissions_of(ShareableItem, "add"), pages=[intranet.home], username="author")
    mine, other = live_item(origin=intranet.news), live_item(origin=intranet.news)
    change(mine, owner=author)
    client = Client()
    client.force_login(author)
    assert "Offered 2 times" in as_editor.get(url).content.decode()
    assert "Offered once" in client.get(url).content.decode()
    listed = client.get(f"{item_url('list')}?origin={intranet.news.pk}").context["object_list"]
    assert [item.pk for item in listed] == [mine.pk]
    other.delete()
    assert "Offered once" in as_editor.get(url).content.decode()
    mine.delete()
    assert "Offer for sharing" in as_editor.get(url).content.decode()
