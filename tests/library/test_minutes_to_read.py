"""How long it takes to read where an item leads: on its card, true after every change, and never a query per card."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import RichTextBlock
from wagtail.models import Locale

from tests.factories import ItemFactory, UserFactory
from tests.library.conftest import item_form, item_url
from tests.projects.full.models import StandardPage
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.reading import minutes_to_read


@pytest.fixture
def write(committed):
    """`write(page, words)` publishes the page with a text of so many words."""

    def publish(page, words):
        page.body = [("text", f"<p>{'word ' * words}</p>")]
        with committed():
            page.save_revision().publish()

    return publish


@pytest.fixture
def item(intranet, website, write, committed):
    write(website.post, 450)
    with committed():
        ItemFactory(destination="page", page=website.post).save_revision().publish()
    return ShareableItem.objects.get()


def card(client):
    client.force_login(UserFactory())
    page = BeautifulSoup(client.get("/advocacy/").content, "html.parser")
    return " ".join(page.select_one(".wa-card").text.split())


def test_the_card_says_it(client, item):
    assert "3 min read" in card(client)


def test_it_follows_the_page(client, item, website, write):
    write(website.post, 50)
    assert "· 1 min read" in card(client)
    write(website.post, 100_000)
    assert "60 min read" in card(client)


def test_it_follows_where_the_item_leads(client, item, website, write, committed):
    write(website.blog, 900)
    for fields, said in (
        ({"page": website.blog}, "5 min read"),
        ({"destination": "address", "address": "https://www.example.org/"}, None),
        ({"destination": "page", "page": website.blog}, "5 min read"),
        ({"destination": "card"}, None),
    ):
        for name, value in fields.items():
            setattr(item, name, value)
        with committed():
            item.save_revision(clean=False).publish()
        assert (f"· {said}" in card(client)) if said else ("min read" not in card(client))


def test_it_goes_with_the_page(item, website, committed):
    with committed():
        website.post.delete()
    item.refresh_from_db()
    assert item.minutes is None


def test_a_copy_counts_for_itself_and_so_does_a_translation(item, committed):
    assert item.minutes == 3
    with committed():
        for other in (item.copied(), item.copy_for_translation(Locale.objects.create(language_code="de"))):
            assert other.minutes is None
            other.save()
    assert set(ShareableItem.objects.values_list("minutes", flat=True)) == {3}


def test_an_old_draft_does_not_bring_back_the_old_number(item, website, write, committed):
    old = item.latest_revision
    write(website.post, 50)
    with committed():
        old.publish()
    item.refresh_from_db()
    assert item.minutes == 1


def test_the_editors_form_stores_it(as_editor, intranet, website, write, committed):
    write(website.post, 450)
    form = item_form(intranet.site, destination="page", page=website.post.pk)
    with committed():
        assert as_editor.post(item_url("add"), {**form, "action-publish": "1"}).status_code == 302
    assert ShareableItem.objects.get().minutes == 3


def test_maintenance_reads_what_nobody_has_read_yet_once(item, website):
    ShareableItem.objects.update(minutes=None)
    refresh_targets()
    item.refresh_from_db()
    assert item.minutes == 3
    with CaptureQueriesContext(connection) as captured:
        refresh_targets()
    assert not any(StandardPage._meta.db_table in query["sql"] for query in captured)


def test_a_page_that_cannot_be_read_closes_nothing(item, website, committed, monkeypatch, caplog):
    def broken(block, value):
        raise ValueError("no words")

    monkeypatch.setattr(RichTextBlock, "get_searchable_content", broken)
    with committed():
        website.post.save_revision().publish()
    item.refresh_from_db()
    assert (item.minutes, item.is_offered) == (0, True)
    assert "could not be read" in caplog.text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 0), ("word", 1), ("word " * 200, 1), ("word " * 201, 2), ("\u6771" * 1000, 2), ("word " * 10**6, 60)],
)
def test_minutes_are_rounded_up_and_capped(text, minutes):
    assert minutes_to_read(text) == minutes
