"""Who may do everything with items, and nothing with vacancies, changes nothing that a vacancy manages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import live_vacancy
from tests.library.conftest import item_form, permissions_of, person
from tests.library.test_roles import address_in, patterns
from tests.recruitment.conftest import career_site  # noqa: F401 - a fixture
from tests.recruitment.editing import client_of
from wagtail_advocacy.library import admin_urls
from wagtail_advocacy.library.actions import items_of
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.recruitment.models import Vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.walk, pytest.mark.usefixtures("career_site")]

EVERYTHING = ("add", "change", "delete", "view", "publish", "lock", "unlock")
WITHOUT_THE_ITEM = {"list", "list_results", "add", "paste", "preview_on_add"}


def kept(item):
    """What of the item somebody could have changed; that it was locked, or noted in a history, changes no word."""
    row = ShareableItem.objects.filter(pk=item.pk).values(
        "headline", "why", "address", "live", "withdrawn_at", "source_id", "source_hash", "expire_at", "go_live_at"
    )
    return [*row, *item.captions.values_list("text", flat=True)]


def test_no_view_of_an_item_changes_it():
    vacancy = live_vacancy(captions=["My team is hiring."])
    item = items_of(vacancy).get()
    item.save_revision(clean=False)
    before, theirs = kept(item), Vacancy.objects.filter(pk=vacancy.pk).values().get()
    client = client_of(person(permissions_of(ShareableItem, *EVERYTHING)))
    viewset = ShareableItem.snippet_viewset
    attack = item_form(item.site, headline="Mine now", **{"action-publish": "1"})
    walked = [name for name in patterns(viewset) if name not in WITHOUT_THE_ITEM]
    assert {"edit", "delete", "unpublish", "revisions_revert", "workflow_action"} <= {*walked}
    for name in walked:
        if "workflow" in name:
            continue  # Nothing that a vacancy manages waits in a workflow of items, so there is no address.
        address = address_in(viewset, name, item)
        for answer in (client.get(address), client.post(address, attack)):
            assert answer.status_code < 500, name
        assert kept(item) == before, name
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == theirs


@pytest.mark.parametrize("name", [each.name for each in admin_urls.urlpatterns if each.name != "attention"])
def test_nor_does_what_is_asked_of_one_that_needs_attention(name):
    vacancy = live_vacancy(captions=["My team is hiring."], valid_through=timezone.localdate() + timedelta(days=2))
    item = items_of(vacancy).get()
    before, theirs = kept(item), Vacancy.objects.filter(pk=vacancy.pk).values().get()
    client = client_of(person(permissions_of(ShareableItem, *EVERYTHING)))
    address = reverse(f"wagtail_advocacy_library:{name}", args=[item.pk])
    for answer in (client.get(address), client.post(address, {"when": "never"})):
        assert answer.status_code < 400
        # Refused for what it is, not for who asks.
        assert answer.headers.get("Location") != "/admin/"
    assert kept(item) == before
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == theirs


def test_nor_of_many_at_once():
    item = items_of(live_vacancy()).get()
    before = kept(item)
    client = client_of(person(permissions_of(ShareableItem, *EVERYTHING)))
    listed = client.get(reverse(ShareableItem.snippet_viewset.get_url_name("list")))
    for action in ("delete", "publish", "unpublish"):
        url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", action])
        answer = client.post(f"{url}?id={item.pk}&next=/admin/")
        assert answer.status_code < 500
    assert listed.status_code == 200
    assert kept(item) == before


def test_the_vacancy_is_out_of_reach():
    vacancy = live_vacancy()
    client = client_of(person(permissions_of(ShareableItem, *EVERYTHING)))
    for name in ("list", "edit", "delete", "unpublish"):
        args = [] if name == "list" else [vacancy.pk]
        answer = client.get(reverse(Vacancy.snippet_viewset.get_url_name(name), args=args))
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/")
