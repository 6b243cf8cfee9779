"""Many items changed at once: live and draft each by itself, and what stays as it is says why."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CampaignFactory,
    CategoryFactory,
    ItemFactory,
    TeamFactory,
    UserFactory,
    live_item,
)
from tests.library.conftest import item_url, permissions_of, person
from tests.library.test_destination_refused import workflow_for_items
from wagtail_advocacy.library.changes import CHANGED
from wagtail_advocacy.library.models import ShareableItem

GROUP = "Renewing and changing many items"


def bulk(action, *items):
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", f"advocacy_{action}"])
    ids = "&".join(f"id={item.pk}" for item in items)
    return f"{url}?{ids}&next={item_url('list')}"


def with_draft(headline="Half-written", **fields):
    item = live_item(headline="As it is", **fields)
    draft = item.get_latest_revision_as_object()
    draft.headline = headline
    draft.save_revision(clean=False)
    item.refresh_from_db()
    return item


def text_of(response):
    return " ".join(response.content.decode().split())


def entries(item):
    from wagtail.log_actions import registry

    return registry.get_logs_for_instance(item).filter(action=CHANGED)


def test_the_list_offers_them(as_editor, intranet):
    live_item()
    page = as_editor.get(item_url("list")).content.decode()
    for name in ("expiry", "category", "campaign", "audience", "renew"):
        assert f"/advocacy_{name}/" in page


def test_category_of_live_items_and_drafts(as_editor, intranet):
    category = CategoryFactory(name="News")
    live, draft = live_item(), ItemFactory()
    draft.save_revision(clean=False)
    revisions = live.revisions.count(), draft.revisions.count()
    confirm = as_editor.get(bulk("category", live, draft))
    assert "These 2 items change at once" in text_of(confirm)
    response = as_editor.post(bulk("category", live, draft), {"category": category.pk}, follow=True)
    assert "2 items were changed." in text_of(response)
    for item, before in zip((live, draft), revisions, strict=True):
        item.refresh_from_db()
        assert item.category == category
        assert item.get_latest_revision_as_object().category == category
        assert item.revisions.count() == before + 1
        assert entries(item).count() == 1
    assert (live.live, draft.live) == (True, False)
    assert live.live_revision == live.latest_revision
    assert not live.has_unpublished_changes
    for item in (live, draft):
        assert "Changed in bulk: category “News”" in text_of(as_editor.get(item_url("history", item.pk)))
    as_editor.post(bulk("category", live), {"category": ""})
    live.refresh_from_db()
    assert live.category is None


def test_a_draft_is_not_published_and_does_not_undo_the_change(as_editor, intranet):
    item, campaign = with_draft(), CampaignFactory(title="Autumn", live=True)
    as_editor.post(bulk("campaign", item), {"campaign": campaign.pk})
    item.refresh_from_db()
    assert (item.headline, item.campaign, item.has_unpublished_changes) == ("As it is", campaign, True)
    assert item.live_revision.as_object().headline == "As it is"
    assert item.live_revision.as_object().campaign == campaign
    latest = item.get_latest_revision_as_object()
    assert (latest.headline, latest.campaign) == ("Half-written", campaign)
    assert entries(item).count() == 1
    item.latest_revision.publish()
    item.refresh_from_db()
    assert (item.headline, item.campaign) == ("Half-written", campaign)


def test_audience_of_live_and_draft(as_editor, intranet, said):
    item, group, team = with_draft(captions=2), Group.objects.create(name="Sales"), TeamFactory(name="North")
    response = as_editor.post(bulk("audience", item), {"audience": "some"})
    said(GROUP, "Restricts the audience to nobody", response.context["form"].errors["audience"][0])
    as_editor.post(bulk("audience", item), {"audience": "some", "groups": [group.pk], "teams": [team.pk]})
    item = ShareableItem.objects.get(pk=item.pk)
    latest = item.get_latest_revision_as_object()
    for each in (item, latest):
        assert (list(each.groups.all()), list(each.teams.all())) == ([group], [team])
        assert each.captions.count() == 2
    assert "only Sales, North may share it" in text_of(as_editor.get(item_url("history", item.pk)))
    as_editor.post(bulk("audience", item), {"audience": "all", "groups": [group.pk]})
    item = ShareableItem.objects.get(pk=item.pk)
    assert (item.groups.count(), item.teams.count()) == (0, 0)


@pytest.mark.parametrize(
    ("form", "days"),
    [({"when": "days"}, 30), ({"when": "never"}, None), ({"when": "date", "date": "2090-01-01 10:00"}, 999)],
)
def test_expiry(as_editor, intranet, form, days):
    item = with_draft(expire_at=timezone.now() + timedelta(days=1))
    as_editor.post(bulk("expiry", item), form)
    item.refresh_from_db()
    for each in (item, item.get_latest_revision_as_object()):
        if days is None:
            assert each.expire_at is None
        else:
            assert each.expire_at - timezone.now() > timedelta(days=days - 1)


@pytest.mark.parametrize(
    "form", [{"when": "date", "date": ""}, {"when": "date", "date": "2020-01-01 10:00"}, {"when": "x"}]
)
def test_impossible_expiry_changes_nothing(as_editor, intranet, form):
    item = live_item()
    response = as_editor.post(bulk("expiry", item), form)
    assert response.context["form"].errors
    assert not entries(item).exists()


def test_expiry_before_it_goes_live_leaves_that_item_alone(as_editor, intranet, said):
    late = live_item(headline="Late")
    ShareableItem.objects.filter(pk=late.pk).update(go_live_at=timezone.now() + timedelta(days=60))
    well, half = live_item(headline="Well"), with_draft()
    draft = half.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=60)
    draft.save_revision(clean=False)
    counts = {item.pk: item.revisions.count() for item in (late, half)}
    response = as_editor.post(bulk("expiry", late, well, half), {"when": "days"}, follow=True)
    text = text_of(response)
    sentence = "It would expire before it goes live. Choose a later moment."
    assert f"“Late”: {sentence}" in text
    assert f"“As it is”: {sentence}" in text
    said(GROUP, "Lets items expire before they go live", sentence)
    assert "1 item was changed." in text
    for item in (late, half):
        item.refresh_from_db()
        assert item.expire_at is None
        assert item.revisions.count() == counts[item.pk]
        assert not entries(item).exists()
    well.refresh_from_db()
    assert well.expire_at


def test_what_stays_as_it_is_says_why(intranet, editor, as_editor, said):
    source, locked, scheduled = (
        live_item(headline="Vacancy"),
        live_item(headline="Locked"),
        ItemFactory(headline="Later"),
    )
    ShareableItem.objects.filter(pk=source.pk).update(source_id="7")
    ShareableItem.objects.filter(pk=locked.pk).update(locked=True, locked_by=UserFactory())
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision(clean=False).publish()
    reviewers = Group.objects.create(name="Reviewers")
    workflow_for_items(reviewers)
    waiting = ItemFactory(headline="Waiting")
    waiting.save_revision(clean=False)
    waiting.get_workflow().start(waiting, editor)
    items = (source, locked, scheduled, waiting)
    page = text_of(as_editor.get(bulk("category", *items)))
    for headline, what, reason in [
        ("Vacancy", "Changes an item that comes from a source", "It is edited where it comes from."),
        ("Locked", "Changes an item that somebody locked", "It is locked, or waits for its scheduled moment."),
        ("Later", "Changes an item that is scheduled", "It is locked, or waits for its scheduled moment."),
        ("Waiting", "Changes an item in somebody else’s workflow", "It is in a workflow with somebody else."),
    ]:
        assert f"“{headline}”: {reason}" in page
        said(GROUP, what, reason)
    as_editor.post(bulk("category", *items), {"category": CategoryFactory().pk})
    assert not ShareableItem.objects.exclude(category=None).exists()


def test_permissions(intranet, said):
    live, draft, client = live_item(headline="Live"), ItemFactory(headline="Draft"), Client()
    client.force_login(person(permissions_of(ShareableItem, "change"), username="writer"))
    category = CategoryFactory()
    page = text_of(client.get(bulk("category", live, draft)))
    assert "“Live”: It is live, and you may not publish it." in page
    said(GROUP, "Changes a live item without the permission to publish", "It is live, and you may not publish it.")
    client.post(bulk("category", live, draft), {"category": category.pk})
    assert list(ShareableItem.objects.filter(category=category)) == [draft]
    for outsider in (Client(), Client()):
        if outsider is not client:
            outsider.force_login(person() if ShareableItem.objects.count() else UserFactory())
        assert "Live" not in text_of(outsider.get(bulk("category", live), follow=True))
        outsider.post(bulk("category", live), {"category": category.pk})
    live.refresh_from_db()
    assert live.category is None


def test_who_may_approve_may_change_what_waits_for_them_and_approves_the_change(as_editor, editor, intranet, committed):
    workflow_for_items(editor.groups.first())
    item, category = ItemFactory(), CategoryFactory()
    item.save_revision(clean=False)
    item.get_workflow().start(item, UserFactory())
    as_editor.post(bulk("category", item), {"category": category.pk})
    item.refresh_from_db()
    assert item.workflow_in_progress
    with committed():
        as_editor.post(item_url("workflow_action", item.pk, "approve", item.current_workflow_task_state.pk))
    item.refresh_from_db()
    assert (item.live, item.category) == (True, category)


def test_nonsense_in_the_address(as_editor, intranet):
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", "advocacy_category"])
    for query in ("", "?id=x", "?id=999999", "?id=" + "9" * 40):
        response = as_editor.get(url + query)
        assert response.status_code == 200
        assert "None of the chosen items can be changed." in text_of(response)


def test_the_confirm_page_costs_a_fixed_number_of_queries(as_editor, intranet):
    def cost(number):
        url = bulk("category", *[live_item() for _ in range(number)])
        as_editor.get(url)
        with CaptureQueriesContext(connection) as captured:
            as_editor.get(url)
        return len(captured)

    assert cost(3) == cost(20)


def test_each_item_costs_the_same(as_editor, intranet):
    category = CategoryFactory()

    def cost(number):
        url = bulk("category", *[live_item() for _ in range(number)])
        with CaptureQueriesContext(connection) as captured:
            as_editor.post(url, {"category": category.pk})
        return len(captured)

    cost(1)
    one, two, three = cost(1), cost(2), cost(3)
    assert three - two == two - one
