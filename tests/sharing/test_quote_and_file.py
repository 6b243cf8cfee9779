"""The dialog opened with a quote from a page, and the file that goes with an item."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from tests.factories import live_item
from tests.sharing.conftest import form_of, said
from wagtail_advocacy.library.presentation import share_url
from wagtail_advocacy.library.quotes import SALT, quoted
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

QUOTE = quoted("We listened for nine days.", "Ida Brandt")


def test_the_dialog_opens_with_the_quote(anna, item):
    form = form_of(anna.client.get(share_url(item, QUOTE)))

    assert form["words"] == "“We listened for nine days.” – Ida Brandt"
    assert anna.start(item, form).status_code == 302
    assert Share.objects.get().caption is None


def test_a_quote_goes_along_from_network_to_network(anna, item):
    form = form_of(anna.client.get(share_url(item, QUOTE)))

    assert form_of(anna.switch(item, form, "x"))["words"] == QUOTE
    assert form_of(anna.switch(item, {**form, "words": "Mine."}, "x"))["words"] == "Mine."


def test_words_that_we_did_not_sign_are_never_shown(anna, item):
    other = live_item()
    tokens = (
        "We are bankrupt",
        signing.dumps([item.pk, "We are bankrupt"]),
        signing.dumps([other.pk, "We are bankrupt"], salt=SALT),
        signing.dumps("We are bankrupt", salt=SALT),
        signing.dumps([item.pk, ["We are bankrupt"]], salt=SALT),
        "\x00",
    )
    for token in tokens:
        for sent in (anna.open(item, quote=token), anna.switch(item, {**anna.form(item), "quote": token}, "x")):
            assert sent.status_code == 200
            assert b"bankrupt" not in sent.content


def test_the_quote_survives_the_login(client, item, anna):
    login = client.get(share_url(item, QUOTE)).url

    assert login.startswith(reverse("wagtailcore_login"))
    client.force_login(anna.user)
    assert form_of(client.get(parse_qs(urlsplit(login).query)["next"][0]))["words"] == QUOTE


def test_a_quote_is_an_idea_where_people_write_their_own(anna, programme):
    item = live_item(own_words="required", captions=0)
    opened = anna.client.get(share_url(item, QUOTE))

    assert form_of(opened)["words"] == ""
    assert BeautifulSoup(opened.content, "html.parser").select_one(".wa-ideas li").text == QUOTE
    refused = anna.start(item, {**form_of(opened), "words": QUOTE})
    assert said(refused).startswith("These words were prepared")


@pytest.fixture
def leaflet(db):
    return get_document_model().objects.create(
        title="Leaflet", file=ContentFile(b"%PDF-1.4" + b"x" * 2040, "leaflet.pdf")
    )


@pytest.mark.projects("minimal", "own_base")
def test_the_dialog_offers_the_file_with_its_kind_and_size(anna, programme, leaflet):
    item = live_item(attachment=leaflet)
    page = BeautifulSoup(anna.open(item).content, "html.parser")
    line = page.select_one(".wa-attachment")

    assert "Leaflet" in line.text
    assert "PDF, 2.0\xa0KB." in line.text
    assert b"".join(anna.client.get(line.a["href"]).streaming_content).startswith(b"%PDF")


def test_a_file_that_is_gone_closes_no_dialog(anna, programme, leaflet):
    item = live_item(attachment=leaflet)
    leaflet.file.delete(save=False)
    type(leaflet).objects.update(file_size=None)

    response = anna.open(item)

    assert response.status_code == 200
    assert b"wa-attachment" not in response.content
