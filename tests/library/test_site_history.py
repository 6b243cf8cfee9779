"""What Wagtail’s site history shows of items, as the how-to about permissions says."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupSitePermission, Site

from tests.factories import ItemFactory
from tests.library.conftest import permissions_of, person
from wagtail_advocacy.library.models import ShareableItem


@pytest.fixture
def logged(intranet, editor):
    item = ItemFactory(headline="Plans of the board")
    item.save_revision(user=editor, log_action=True)
    return item


def history_of(user):
    client = Client()
    client.force_login(user)
    response = client.get(reverse("wagtailadmin_reports:site_history"))
    assert response.status_code == 200
    return response.content.decode()


def test_any_object_permission_shows_headlines(logged):
    assert "Plans of the board" in history_of(person(permissions_of(ShareableItem, "add")))


def test_permissions_by_site_show_none(logged):
    somebody = person()
    for permission in permissions_of(ShareableItem, "add", "change"):
        GroupSitePermission.objects.create(
            group=somebody.groups.get(), site=Site.objects.get(is_default_site=True), permission=permission
        )
    assert "Plans of the board" not in history_of(somebody)
