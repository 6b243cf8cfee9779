"""What expired leaves at once, keeps its figures, and can be offered again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import CampaignFactory, UserFactory, live_item, started_share
from tests.library.conftest import item_url, permissions_of, person
from wagtail_advocacy.library.actions import renew, resolve_targets, withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.registries import figures

GROUP = "Renewing and changing many items"


def renewal(item):
    return reverse("wagtail_advocacy_library:renew", args=[item.pk])


def expired(**fields):
    item = live_item(**fields)
    past = timezone.now() - timedelta(minutes=1)
    ShareableItem.objects.filter(pk=item.pk).update(expire_at=past)
    for revision in item.revisions.all():
        revision.content["expire_at"] = past.isoformat()
        revision.save()
    call_command("publish_scheduled")
    resolve_targets([item.pk])
    item.refresh_from_db()
    assert (item.live, item.expired) == (False, True)
    return item


def history(client, item):
    return " ".join(client.get(item_url("history", item.pk)).content.decode().split())


def error_of(response):
    return " ".join(error for errors in response.context["form"].errors.values() for error in errors)


def test_it_leaves_by_the_clock_and_is_offered_again(as_editor, intranet, committed):
    item = live_item(headline="The bridge")
    started_share(UserFactory(), item)
    ShareableItem.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert not ShareableItem.objects.shareable().exists()
    call_command("publish_scheduled")
    with committed():
        response = as_editor.post(renewal(item), {"when": "days"})
    assert response["Location"] == item_url("edit", item.pk)
    item.refresh_from_db()
    assert (item.live, item.expired) == (True, False)
    assert timedelta(days=29) < item.expire_at - timezone.now() <= timedelta(days=30)
    assert list(ShareableItem.objects.shareable()) == [item]
    assert figures([item.subject])[item.subject].shares == 1
    assert "Renewed until" in history(as_editor, item)
    assert item.live_revision == item.latest_revision


def test_without_an_end_or_until_a_moment(as_editor, intranet):
    item = expired()
    as_editor.post(renewal(item), {"when": "never"})
    item.refresh_from_db()
    assert (item.live, item.expire_at) == (True, None)
    assert "Renewed without an end" in history(as_editor, item)
    as_editor.post(renewal(item), {"when": "date", "date": "2090-01-01 10:00"})
    item.refresh_from_db()
    assert item.expire_at.year == 2090


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({"when": "date", "date": ""}, "Renews at a moment, but names none"),
        ({"when": "date", "date": "2020-01-01 10:00"}, "Renews until a moment that is over"),
    ],
)
def test_impossible_moments(as_editor, intranet, said, form, what):
    item = expired()
    response = as_editor.post(renewal(item), form)
    assert response.status_code == 200
    said(GROUP, what, error_of(response))
    item.refresh_from_db()
    assert not item.live


def test_what_was_live_is_renewed_and_the_draft_stays_a_draft(as_editor, intranet, committed):
    item = expired(headline="As it was")
    draft = item.get_latest_revision_as_object()
    draft.headline = "Half-written"
    draft.save_revision(clean=False)
    as_editor.post(renewal(item), {"when": "days"})
    item.refresh_from_db()
    assert (item.headline, item.live, item.has_unpublished_changes) == ("As it was", True, True)
    assert item.live_revision.as_object().headline == "As it was"
    latest = item.get_latest_revision_as_object()
    assert latest.headline == "Half-written"
    with committed():
        latest.save_revision(clean=False).publish()
    item.refresh_from_db()
    assert item.headline == "Half-written"
    assert item.expire_at > timezone.now() + timedelta(days=29)


def test_a_destination_that_closed_is_refused(as_editor, intranet, website, said):
    item = expired(destination="page", page=website.post)
    PageViewRestriction.objects.create(page=website.post, restriction_type=PageViewRestriction.LOGIN)
    response = as_editor.post(renewal(item), {"when": "never"})
    said(GROUP, "Renews an item whose page needs a login now", error_of(response))
    item.refresh_from_db()
    assert not item.live


def test_a_draft_is_published_not_renewed(as_editor, intranet, said):
    from tests.factories import ItemFactory

    item = ItemFactory()
    said(GROUP, "Renews an item that was never live", error_of(as_editor.post(renewal(item), {"when": "never"})))


def test_a_campaign_that_is_over_is_told(as_editor, intranet):
    over = CampaignFactory(title="Autumn", live=True, ends_on=timezone.localdate() - timedelta(days=1))
    item = expired(campaign=over)
    response = as_editor.post(renewal(item), {"when": "never"}, follow=True)
    assert "The campaign “Autumn” is over" in response.content.decode()


def test_an_item_of_a_source_is_renewed_there(as_editor, intranet, website, said):
    from django.contrib.contenttypes.models import ContentType

    item = live_item()
    kind = ContentType.objects.get_for_model(type(website.post))
    ShareableItem.objects.filter(pk=item.pk).update(source_type=kind, source_id=str(website.post.pk))
    item.refresh_from_db()
    withdraw(item)
    page = as_editor.get(renewal(item)).content.decode()
    assert "<form" not in page.partition("</header>")[2].partition("data-wagtail-version")[0] or "when" not in page
    response = as_editor.post(renewal(item), {"when": "never"})
    said(GROUP, "Renews an item that a page of the website offers", error_of(response))
    website.post.delete()
    response = as_editor.post(renewal(item), {"when": "never"})
    said(GROUP, "Renews an item whose source is gone", error_of(response))
    item.refresh_from_db()
    assert item.withdrawn_at


def test_the_button_stands_where_something_expired(as_editor, intranet):
    item, well = expired(), live_item()
    page = as_editor.get(item_url("list")).content.decode()
    assert renewal(item) in page
    assert renewal(well) not in page
    editor = as_editor.get(item_url("edit", item.pk)).content.decode()
    assert "It expired and has left the hub. Renew it to offer it again." in editor
    assert renewal(item) in editor


def test_who_may_not_publish_may_not_renew(intranet):
    item, client = expired(), Client()
    client.force_login(person(permissions_of(ShareableItem, "add", "change"), username="writer"))
    assert client.get(renewal(item)).status_code == 302
    client.post(renewal(item), {"when": "never"})
    item.refresh_from_db()
    assert not item.live


def test_a_locked_item_is_not_renewed(as_editor, intranet, said):
    item = expired()
    ShareableItem.objects.filter(pk=item.pk).update(locked=True, locked_by=UserFactory())
    response = as_editor.post(renewal(item), {"when": "never"})
    said(GROUP, "Renews an item that somebody locked", error_of(response))


def test_many_at_once(as_editor, intranet, website):
    first, second = expired(), expired(destination="page", page=website.post, headline="Closed")
    PageViewRestriction.objects.create(page=website.post, restriction_type=PageViewRestriction.LOGIN)
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", "advocacy_renew"])
    response = as_editor.post(
        f"{url}?id={first.pk}&id={second.pk}&next={item_url('list')}", {"when": "days"}, follow=True
    )
    text = response.content.decode()
    assert "1 item is offered again." in text
    assert "“Closed”: “Our bridge” needs a login" in text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.live, second.live) == (True, False)


def test_renewing_by_code_needs_nobody(intranet):
    item = expired()
    assert renew(item, None).live
