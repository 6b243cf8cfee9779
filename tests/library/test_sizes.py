"""Very many and none at all: five hundred captions, and a site without any category."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import CaptionFactory, UserFactory, live_item
from tests.library.conftest import item_form, item_url
from tests.library.test_bulk_changes import bulk
from tests.library.test_lists import queries
from wagtail_advocacy.library.models import Caption, ContentCategory, ShareableItem
from wagtail_advocacy.sharing.suggestions import MOST_IDEAS


@pytest.fixture
def reader(intranet):
    client = Client()
    client.force_login(UserFactory())
    return client


def with_captions(number, **fields):
    item = live_item(captions=0, **fields)
    made = [CaptionFactory.build(item=item, text=f"Words number {each}.") for each in range(number)]
    Caption.objects.bulk_create(made)
    return item


def dialog(item):
    return reverse("wagtail_advocacy:share", args=[item.pk])


@pytest.mark.parametrize("own_words", ["allowed", "required"])
def test_many_captions_cost_colleagues_and_editors_no_query_more(reader, as_editor, own_words):
    few, many, more = (with_captions(number, own_words=own_words) for number in (5, 500, 40))
    assert queries(reader, dialog(few)) == queries(reader, dialog(many))
    # The editor draws a form for each, which takes its time: with 500 it is asked once, below.
    assert queries(as_editor, item_url("edit", few.pk)) == queries(as_editor, item_url("edit", more.pk))


def test_the_hub_asks_the_same_whatever_the_number_of_captions(reader):
    item = with_captions(5)
    few = queries(reader, reverse("wagtail_advocacy:hub"))
    Caption.objects.bulk_create([CaptionFactory.build(item=item, text=f"More {each}.") for each in range(495)])
    assert queries(reader, reverse("wagtail_advocacy:hub")) == few


def test_the_dialog_offers_one_text_or_a_few_ideas(reader):
    ready, own = with_captions(500), with_captions(500, own_words="required")
    body = reader.get(dialog(ready)).content.decode()
    # Once to write in, and once in the preview beside it.
    assert body.count("Words number") == 2
    assert len(set(re.findall(r"Words number \d+", body))) == 1
    ideas = BeautifulSoup(reader.get(dialog(own)).content, "html.parser").select(".wa-ideas li")
    assert len(ideas) == MOST_IDEAS


@pytest.mark.large
def test_the_editor_saves_many_captions_as_they_are(as_editor, intranet, settings):
    # As in every project that Wagtail starts; Django's own limit is a thousand.
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
    few, item = with_captions(5), with_captions(500)
    asked = queries(as_editor, item_url("edit", few.pk))
    with CaptureQueriesContext(connection) as captured:
        formset = as_editor.get(item_url("edit", item.pk)).context["form"].formsets["captions"]
    assert len(captured) == asked
    rows = [{"id": each["id"].value(), "text": each["text"].value()} for each in formset if each["id"].value()]
    assert len(rows) == 500
    rows[499]["text"] = "Changed."
    response = as_editor.post(item_url("edit", item.pk), item_form(item.site, rows) | {"action-publish": "1"})
    assert response.status_code == 302
    words = list(ShareableItem.objects.get(pk=item.pk).captions.values_list("text", flat=True))
    assert len(words) == 500
    assert words.count("Changed.") == 1


def test_without_any_category_everything_works(reader, as_editor, intranet):
    assert not ContentCategory.objects.exists()
    item = live_item()
    hub = reader.get(reverse("wagtail_advocacy:hub"))
    assert item.headline in hub.content.decode()
    for url in (item_url("list"), item_url("list", q="Headline"), item_url("add"), item_url("edit", item.pk)):
        assert as_editor.get(url).status_code == 200, url
    assert as_editor.get(reverse("advocacy_categories:index")).status_code == 200
    response = as_editor.post(item_url("add"), item_form(intranet.site, headline="New") | {"action-publish": "1"})
    assert response.status_code == 302
    assert ShareableItem.objects.get(headline="New").category is None


def test_changing_the_category_of_many_where_there_is_none(as_editor, intranet, said):
    item = live_item()
    page = BeautifulSoup(as_editor.get(bulk("category", item)).content, "html.parser")
    assert [each.get_text() for each in page.select("select[name=category] option")] == ["No category"]
    refused = as_editor.post(bulk("category", item), {"category": "999"})
    assert refused.status_code == 200
    error = BeautifulSoup(refused.content, "html.parser").select_one(".error-message, .w-field__errors")
    said("Renewing and changing many items", "Chooses a category that is gone", error.get_text(" ", strip=True))
    done = as_editor.post(bulk("category", item), {"category": ""}, follow=True)
    assert done.status_code == 200
    item.refresh_from_db()
    assert (item.category, item.live, item.target.is_open) == (None, True, True)
