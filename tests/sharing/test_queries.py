"""How often the database is asked: the same for five rows and for sixty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import CampaignFactory, CaptionFactory, CategoryFactory, ClickFactory, UserFactory, live_item
from tests.sharing.conftest import Colleague

pytestmark = pytest.mark.django_db


def grow(anna, programme, until):
    """Bring the library to `until` items with everything that an item can have, each shared twice and clicked."""
    from wagtail_advocacy.library.models import ShareableItem

    for number in range(ShareableItem.objects.count(), until):
        item = live_item(
            captions=2,
            image=get_image_model().objects.create(title=f"{number}", file=get_test_image_file(f"{number}.png")),
            category=CategoryFactory(),
            campaign=CampaignFactory() if number < 3 else None,
        )
        CaptionFactory(item=item, network="x")
        ClickFactory(link=anna.share(item, "x", words=f"One {number}.").link)
        anna.share(item, "mastodon", words=f"Two {number}.")


def queries(client, path, **query):
    client.get(path, query)  # renditions, content types and sites are found once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path, query).status_code == 200
    return len(captured)


@pytest.fixture
def admin():
    return Colleague(UserFactory(admin=True)).client


@pytest.mark.large
def test_hub_dialog_and_report_ask_the_same_for_any_number_of_rows(anna, admin, programme):
    from wagtail_advocacy.library.models import ShareableItem

    def asked():
        newest = ShareableItem.objects.latest("pk")
        return {
            "hub": queries(anna.client, reverse("wagtail_advocacy:hub")),
            "dialog": queries(anna.client, reverse("wagtail_advocacy:share", args=[newest.pk])),
            "me": queries(anna.client, reverse("wagtail_advocacy:me")),
            "report": queries(admin, reverse("wagtail_advocacy_admin:shares")),
            "export": queries(admin, reverse("wagtail_advocacy_admin:shares"), export="csv"),
        }

    grow(anna, programme, 5)
    few = asked()
    grow(anna, programme, 60)
    many = asked()

    # The second page of the report brings one more question: how many there are.
    assert many == few
    assert few["hub"] <= 20
    assert few["dialog"] <= 12


def test_starting_a_share_asks_no_more_with_more_shares(anna, programme):
    def asked(number):
        item = live_item()
        form = {**anna.form(item), "words": f"Words {number}."}
        with CaptureQueriesContext(connection) as captured:
            assert anna.start(item, form).status_code == 302
        return len(captured)

    asked(0)
    few = asked(1)
    for number in range(20):
        anna.share(live_item(captions=0), words=f"More {number}.")

    assert asked(2) == few
    assert few <= 40
