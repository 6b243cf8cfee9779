"""The hub as somebody reads it."""

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import TargetFactory, default_site
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target

HUB = "/advocacy/"


def page_of(colleague, **query):
    response = colleague.client.get(reverse("wagtail_advocacy:hub"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headlines(page):
    return [each.text for each in page.select(".wa-card__title")]


def shown(colleague, **query):
    """The headlines of the cards, in their order."""
    return headlines(page_of(colleague, **query))


def remarks(page):
    return [each.text for each in page.select(".wa-remark")]


def choices(page, name):
    """What may be chosen of a filter: value → label; nothing where the filter is not there."""
    return {each["value"]: each.text for each in page.select(f"select[name={name}] option") if each["value"]}


def chips(page):
    """Filters that are on: words → address without it."""
    return {
        each.text.replace("Remove:", "").replace("×", "").strip(): each["href"] for each in page.select(".wa-remove")
    }


def many_items(number, **fields):
    """So many items that may be shared, published at one moment: a full hub within a second."""
    moment, site, locale = timezone.now(), default_site(), Locale.get_default()
    targets = Target.objects.bulk_create(TargetFactory.build() for _ in range(number))
    return ShareableItem.objects.bulk_create(
        ShareableItem(
            site=site,
            locale=locale,
            headline=f"One of many {place}",
            destination=ShareableItem.Destination.CARD,
            live=True,
            target=target,
            first_published_at=moment,
            **fields,
        )
        for place, target in enumerate(targets)
    )
