"""A library of 10,000 items: every page asks the database as often as with a few dozen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import CategoryFactory, UserFactory
from tests.library.conftest import item_url
from wagtail_advocacy.library.models import Caption, ShareableItem
from wagtail_advocacy.links.models import Link, Target

FEW, MANY = 64, 10_000
REASONS = ("closed", "expiring", "wordless", "stale")


def fill(site, category, start, stop):
    """Items straight into the database: a quarter for each reason to need attention."""
    now, locale = timezone.now(), Locale.get_default()
    numbers = range(start, stop)
    targets = Target.objects.bulk_create(
        [
            Target(
                subject=f"test.item/{number}",
                url="https://www.example.com/",
                is_open=number % 4 != 0,
                closes_at=now + timedelta(days=3) if number % 4 == 1 else None,
            )
            for number in numbers
        ]
    )
    items = ShareableItem.objects.bulk_create(
        [
            ShareableItem(
                site=site,
                locale=locale,
                category=category,
                headline=f"Item {number}",
                destination="address",
                address="https://www.example.com/",
                live=True,
                target=target,
                first_published_at=now - timedelta(days=60 if number % 4 == 3 else 1),
                last_published_at=now - timedelta(days=60 if number % 4 == 3 else 1),
                expire_at=now + timedelta(days=3) if number % 4 == 1 else None,
            )
            for number, target in zip(numbers, targets, strict=True)
        ]
    )
    Caption.objects.bulk_create(
        [Caption(item=item, text="Words.", language="en") for item in items if not item.headline.endswith(("2", "6"))]
    )
    Link.objects.bulk_create([Link(target=target) for target in targets[: len(targets) // 2]])


@pytest.fixture
def cost(as_editor, intranet):
    colleague = Client()
    colleague.force_login(UserFactory())

    def of(client, address, query):
        client.get(address, query)  # what is found once, such as sites and content types
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address, query)
        assert response.status_code == 200
        assert b"Item " in response.content
        return len(captured)

    def cost():
        attention, hub = reverse("wagtail_advocacy_library:attention"), reverse("wagtail_advocacy:hub")
        asked = {("hub", str(query)): of(colleague, hub, query) for query in ({}, {"p": "2"}, {"sort": "shared"})}
        for query in ({}, {"p": "2"}, {"live": "true"}, {"ordering": "category__name"}):
            asked["list", str(query)] = of(as_editor, item_url("list"), query)
        for query in ({}, *({"reason": reason} for reason in REASONS)):
            asked["attention", str(query)] = of(as_editor, attention, query)
        return asked

    return cost


@pytest.mark.large
def test_hub_list_and_needs_attention_ask_as_often_as_with_few(cost, intranet):
    category = CategoryFactory()
    fill(intranet.site, category, 0, FEW)
    few = cost()
    fill(intranet.site, category, FEW, MANY)
    assert cost() == few
    assert max(few.values()) <= 60, few
