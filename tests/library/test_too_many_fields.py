"""An item with more captions than the server takes in one form: a sentence, never a bare error page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import CaptionFactory, live_item
from tests.library.conftest import item_form, item_url
from tests.library.test_said_on_save import panel_points
from wagtail_advocacy.library.models import Caption

GROUP = "What the editor tells you"


@pytest.fixture
def item(intranet, settings):
    """25 captions are 125 fields; the server takes as many as Django does with 200 captions."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    item = live_item(captions=0)
    Caption.objects.bulk_create([CaptionFactory.build(item=item, text=f"Number {each}.") for each in range(25)])
    return item


def form_of(item, number=25):
    captions = Caption.objects.filter(item=item)[:number]
    return item_form(item.site, [{"id": each.pk, "text": "New."} for each in captions])


def test_it_is_told_before_and_after(as_editor, item, said):
    (point,) = [each for each in panel_points(as_editor, item) if "too many captions" in each]
    said(GROUP, "Opens an item with more captions than the server takes", point.removesuffix(" See the captions"))
    refused = as_editor.post(item_url("edit", item.pk), form_of(item))
    assert refused.status_code == 400
    sentence = BeautifulSoup(refused.content, "html.parser").select_one("main p").get_text()
    said(GROUP, "Saves an item with more captions than the server takes", sentence)
    assert not Caption.objects.filter(text="New.").exists()
    by_itself = as_editor.post(item_url("edit", item.pk), form_of(item), headers={"accept": "application/json"})
    assert (by_itself.status_code, by_itself.json()["error_message"]) == (400, sentence)


def test_a_new_item_is_told_as_well(as_editor, item):
    refused = as_editor.post(item_url("add"), form_of(item))
    assert (refused.status_code, b"too many captions" in refused.content) == (400, True)
    assert BeautifulSoup(refused.content, "html.parser").h1.get_text(strip=True) == "Not saved"


def test_with_fewer_captions_or_a_higher_limit_nothing_is_said(as_editor, item, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
    assert not [each for each in panel_points(as_editor, item) if "too many captions" in each]
    assert as_editor.post(item_url("edit", item.pk), form_of(item)).status_code == 302


@pytest.mark.parametrize("name", ["add", "edit"])
def test_the_token_is_still_asked_for(editor, item, settings, name):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    url = item_url(name, *([item.pk] if name == "edit" else []))
    assert client.post(url, form_of(item)).status_code == 403
    page = BeautifulSoup(client.get(url).content, "html.parser")
    token = page.select_one("input[name=csrfmiddlewaretoken]")["value"]
    assert client.post(url, item_form(item.site, csrfmiddlewaretoken=token)).status_code == 302


def test_strangers_are_asked_to_log_in_first(item):
    assert Client().post(item_url("edit", item.pk), form_of(item)).status_code == 302
