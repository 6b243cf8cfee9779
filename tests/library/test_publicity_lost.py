"""A destination that is not public, or is no longer when its item goes live: closed, told, and brought back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.factories import ItemFactory, UserFactory
from tests.library.conftest import item_form, item_url, sentence_of
from tests.library.test_destination_refused import workflow_for_items
from tests.library.test_parts_deleted import closed
from tests.library.test_said_on_save import panel_points
from tests.projects.full.models import StandardPage
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings

GROUP = "Where an item leads"
PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def partners(intranet):
    """A third site, for partners with an account; nobody said that it is visible without login."""
    home = Page.get_first_root_node().add_child(instance=StandardPage(title="Partners", slug="partners"))
    site = Site.objects.create(hostname="partners.example.com", port=443, root_page=home, site_name="Partners")
    page = home.add_child(instance=StandardPage(title="Price list", slug="prices"))
    return SimpleNamespace(site=site, page=page)


@pytest.fixture
def reader(intranet):
    client = Client()
    client.force_login(UserFactory())
    return client


def in_hub(reader, item):
    return item.headline in reader.get(reverse("wagtail_advocacy:hub")).content.decode()


def state(item):
    """Is it live, and is its target open?"""
    item = ShareableItem.objects.get(pk=item.pk)
    return item.live, bool(item.target and item.target.is_open)


# A page of another site.


@pytest.mark.parametrize("said_so", [False, True], ids=["no settings", "settings"])
@pytest.mark.parametrize("deed", [PUBLISH, SUBMIT, PUBLISH | {"go_live_at": "2090-01-01 10:00"}], ids=str)
def test_a_page_of_a_site_behind_login_is_refused(as_editor, editor, intranet, website, partners, said, deed, said_so):
    workflow_for_items(editor.groups.first())
    if said_so:
        AdvocacySettings.objects.create(site=partners.site, visible_without_login=False)
    form = item_form(intranet.site, destination="page", page=partners.page.pk)
    refused = as_editor.post(item_url("add"), form | deed)
    assert refused.status_code == 200
    sentence = sentence_of(refused, "page")
    assert "“Price list” needs a login" in sentence
    said(GROUP, "publishes an item that leads to a page of a site behind login", sentence)
    assert not ShareableItem.objects.exists()


def test_live_by_other_ways_it_is_closed_and_told(as_editor, reader, partners, website, committed):
    item = ItemFactory(headline="Prices", destination="page", page=partners.page)
    with committed():
        item.save_revision(clean=False).publish()
    assert state(item) == (True, False)
    assert not in_hub(reader, item)
    assert reader.get(reverse("wagtail_advocacy:share", args=[item.pk])).status_code == 410
    why, _way = closed(as_editor)["Prices"]
    assert "needs a login" in why
    rows = as_editor.get(item_url("list")).context["object_list"]
    assert [row.is_offered for row in rows] == [False]
    with committed():
        AdvocacySettings.objects.create(site=partners.site, visible_without_login=True)
    assert state(item) == (True, True)
    assert in_hub(reader, item)
    assert ShareableItem.objects.get().target.url == "https://partners.example.com/prices/"
    assert closed(as_editor) == {}


# Between approval and going live.


def restrict(website):
    PageViewRestriction.objects.create(page=website.blog, restriction_type=PageViewRestriction.LOGIN)


def lift(website):
    for restriction in PageViewRestriction.objects.all():
        restriction.delete()


def unpublish(website):
    website.post.unpublish()


def publish(website):
    website.post.save_revision().publish()


def close_site(website, visible=False):
    programme = AdvocacySettings.objects.get(site=website.site)
    programme.visible_without_login = visible
    programme.save()


def open_site(website):
    close_site(website, visible=True)


def move_inside(website):
    website.post.move(Site.objects.get(is_default_site=True).root_page, pos="last-child")


def move_back(website):
    Page.objects.get(pk=website.post.pk).move(Page.objects.get(pk=website.blog.pk), pos="last-child")


LOSSES = {
    "restricted": (restrict, lift, "needs a login"),
    "unpublished": (unpublish, publish, "is not published"),
    "site behind login": (close_site, open_site, "needs a login"),
    "moved": (move_inside, move_back, "needs a login"),
}


def time_comes(item):
    """The moment of the schedule is reached, and cron runs."""
    past = timezone.now() - timedelta(minutes=1)
    revision = item.revisions.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    call_command("publish_scheduled")


@pytest.mark.parametrize("how", LOSSES)
def test_approved_for_tomorrow_and_closed_before_that(
    as_editor, editor, reader, intranet, website, committed, said, how
):
    lose, restore, reason = LOSSES[how]
    workflow_for_items(editor.groups.first())
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    form = item_form(intranet.site, headline="Bridge", destination="page", page=website.post.pk, go_live_at=tomorrow)
    with committed():
        as_editor.post(item_url("add"), form | SUBMIT)
        item = ShareableItem.objects.get()
        task = item.current_workflow_task_state
        as_editor.post(item_url("workflow_action", item.pk, "approve", task.pk), {"comment": ""})
    assert state(item) == (False, False)
    with committed():
        lose(website)
    assert closed(as_editor) == {}
    with committed():
        time_comes(item)

    assert state(item) == (True, False)
    assert not in_hub(reader, item)
    why, way = closed(as_editor)["Bridge"]
    assert reason in why
    assert way.startswith(item_url("edit", item.pk))
    assert any(why in point for point in panel_points(as_editor, item))
    home = BeautifulSoup(as_editor.get(reverse("wagtailadmin_home")).content, "html.parser").get_text()
    assert "Nobody can open them (1)" in home
    assert refresh_targets() == 0
    if how == "restricted":
        said(GROUP, "opens an item that went live after its page was restricted", why)

    with committed():
        restore(website)
    assert state(item) == (True, True)
    assert in_hub(reader, item)
    assert closed(as_editor) == {}
    assert ShareableItem.objects.get().target.url == "https://www.example.com/blog/bridge/"


def test_lost_and_restored_before_its_time_it_goes_live_as_ever(as_editor, reader, intranet, website, committed):
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    form = item_form(intranet.site, headline="Bridge", destination="page", page=website.post.pk, go_live_at=tomorrow)
    with committed():
        as_editor.post(item_url("add"), form | PUBLISH)
        restrict(website)
    with committed():
        lift(website)
    item = ShareableItem.objects.get()
    with committed():
        time_comes(item)
    assert state(item) == (True, True)
    assert in_hub(reader, item)


def test_a_live_item_whose_new_version_leads_behind_a_login_closes_instead_of_leading_there(
    as_editor, reader, intranet, website, committed
):
    item = ItemFactory(headline="Bridge", destination="card")
    with committed():
        item.save_revision(clean=False).publish()
    assert in_hub(reader, item)
    item.refresh_from_db()
    item.destination, item.page, item.go_live_at = "page", website.post, timezone.now() + timedelta(days=1)
    with committed():
        item.save_revision(clean=False).publish()
        restrict(website)
    assert state(item) == (True, True)
    with committed():
        time_comes(item)
    assert state(item) == (True, False)
    assert not in_hub(reader, item)
    assert "needs a login" in closed(as_editor)["Bridge"][0]
