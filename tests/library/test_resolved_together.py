"""Whoever saves many items at once has them resolved at once, whatever happens in between."""

from contextlib import suppress

import pytest

from tests.factories import ItemFactory
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.signal_handlers import resolved_together

pytestmark = pytest.mark.django_db


def publish(page, number=1):
    for _each in range(number):
        ItemFactory(destination="page", page=page).save_revision().publish()


def open_items():
    return ShareableItem.objects.filter(target__is_open=True).count()


def test_once_at_the_end(website, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked, resolved_together():
        publish(website.post, 5)
    [ours] = [each for each in asked if each.__module__ == resolved_together.__module__]
    assert open_items() == 0
    ours()
    assert open_items() == 5


def test_also_when_it_breaks_off(website, committed):
    with committed(), suppress(ValueError), resolved_together():
        publish(website.post)
        raise ValueError
    assert open_items() == 1


def test_afterwards_each_by_itself(website, committed):
    with committed(), resolved_together():
        pass
    with committed():
        publish(website.post)
    assert open_items() == 1
