"""“Did you post it?” on the pages that people open anyway: once, quietly, and never to who does not want it."""

import pytest

from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db
QUESTION = b"Did you post it on"


@pytest.mark.parametrize("address", ["/advocacy/", "/advocacy/shares/"])
def test_the_next_page_asks_once(anna, item, address):
    share = anna.share(item)

    first, second = anna.client.get(address), anna.client.get(address)

    assert QUESTION in first.content
    assert f'value="{address}"'.encode() in first.content
    assert QUESTION not in second.content
    assert Share.objects.get(pk=share.pk).asked_at


def test_asked_in_one_place_is_asked_in_no_other(anna, item):
    anna.share(item)
    anna.client.get("/advocacy/")

    assert QUESTION not in anna.client.get("/advocacy/shares/").content


def test_a_link_that_was_only_taken_along_is_not_asked_about(anna, item):
    assert anna.share(item, "copy_link").network == "copy_link"

    assert QUESTION not in anna.client.get("/advocacy/").content


@pytest.mark.parametrize("query", ["?q=bridge", "?mine=shared"])
def test_a_search_does_not_ask(anna, item, query):
    share = anna.share(item)

    anna.client.get(f"/advocacy/{query}")
    anna.client.head("/advocacy/")

    assert Share.objects.get(pk=share.pk).asked_at is None


def test_the_answer_leads_back_to_where_it_was_given(anna, item):
    share = anna.share(item)
    anna.client.get("/advocacy/")

    response = anna.client.post(f"/advocacy/shares/{share.link.code}/posted/", {"answer": "yes", "next": "/advocacy/"})

    assert response.url == "/advocacy/"
    assert Share.objects.get(pk=share.pk).confirmed_at
