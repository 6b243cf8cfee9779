"""The dialog asks the database at most twelve times, login included, whoever opens it."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import CampaignFactory, CaptionFactory, CategoryFactory, UserFactory, live_item
from tests.sharing.conftest import Colleague
from wagtail_advocacy.sharing.models import Preferences

pytestmark = pytest.mark.django_db

MOST = 12


@pytest.fixture
def rich(programme):
    """An item with everything that an item can have."""
    programme.disclosure, programme.hashtags = "I work at Acme.", "#LifeAtAcme"
    programme.save()
    item = live_item(
        captions=5,
        image=get_image_model().objects.create(title="Pond", file=get_test_image_file("pond.png")),
        category=CategoryFactory(),
        campaign=CampaignFactory(hashtags="#Spring"),
    )
    CaptionFactory(item=item, network="x")
    return item


def asked(colleague, item):
    address = reverse("wagtail_advocacy:share", args=[item.pk])
    colleague.client.get(address)  # renditions, content types and sites are found once
    with CaptureQueriesContext(connection) as captured:
        assert colleague.client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_for_a_newcomer(anna, rich):
    assert len(asked(anna, rich)) <= MOST


def test_for_who_has_shared_and_chosen_much(anna, ben, rich):
    Preferences.objects.create(user=anna.user, networks=["x"], languages=["en"])
    anna.user.groups.add(Group.objects.create(name="Readers"))
    for number in range(10):
        anna.share(live_item(), words=f"Other {number}.")
        Colleague(UserFactory()).share(rich, words="The same words.")
    anna.share(rich, words="Mine.")

    queries = asked(anna, rich)

    assert len(queries) <= MOST
    assert len([sql for sql in queries if "words_hash" in sql and "COUNT" in sql]) == 1
