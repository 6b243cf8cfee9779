"""Objects of another model offer themselves: here a site's documents."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.documents.models import Document
from wagtail.models import Locale

from tests.factories import CampaignFactory, CategoryFactory, LinkFactory, TeamFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.actions import offer, refresh_targets
from wagtail_advocacy.library.models import Caption, ShareableItem
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.registries import Offer, OfferedCaption, offer_sources

HOME = "https://www.example.com/"
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def offers(intranet, website, monkeypatch):
    """What documents offer; a test may change it. A document whose title starts with “Draft” offers nothing."""
    offers = {
        "site": intranet.site,
        "locale": Locale.get_default(),
        "why": "It is useful.",
        "public": True,
        "fallback": "https://www.example.com/documents/",
        "captions": [OfferedCaption("Read this.", "en"), OfferedCaption("Lisez ceci.", "fr", network="linkedin")],
    }

    def to_offer(document):
        if document.title.startswith("Draft"):
            return None
        plain = Offer(**{"headline": document.title, "url": f"https://www.example.com/{document.pk}/", **offers})
        return replace(plain)

    monkeypatch.setitem(offer_sources, Document, to_offer)
    return offers


@pytest.fixture
def paper(offers, committed):
    with committed():
        return Document.objects.create(title="White paper", file="paper.pdf")


def is_open(item):
    item.refresh_from_db()
    return ShareableItem.objects.shareable().filter(pk=item.pk).exists() and item.target.is_open


def test_a_saved_object_is_offered(paper, intranet):
    item = ShareableItem.objects.get()
    assert (item.headline, item.why, item.site) == ("White paper", "It is useful.", intranet.site)
    assert item.source == paper
    assert is_open(item)
    assert item.target.url == f"https://www.example.com/{paper.pk}/"
    assert [caption.text for caption in item.captions.all()] == ["Read this.", "Lisez ceci."]


def test_how_long_it_takes_to_read_is_what_the_offer_says(paper, offers, committed):
    for said, kept in ((7, 7), (None, None), (500, 60), (-1, None)):
        offers["minutes"] = said
        with committed():
            paper.save()
        assert ShareableItem.objects.get().minutes == kept
    refresh_targets()
    assert ShareableItem.objects.get().minutes is None


def test_everything_that_is_offered_arrives(paper, offers, picture, committed):
    group, team, category, campaign = Group.objects.create(name="Staff"), TeamFactory(), CategoryFactory(), None
    campaign = CampaignFactory(live=True)
    closes_at = timezone.now() + timedelta(days=3)
    offers |= {
        "description": "All about bridges.",
        "image": picture,
        "category": category,
        "campaign": campaign,
        "groups": [group],
        "teams": [team],
        "closes_at": closes_at,
        "captions": [OfferedCaption("Lisez ceci.", "fr", network="linkedin"), OfferedCaption("New.", "en")],
    }
    kept = Caption.objects.get(language="fr")
    with committed():
        paper.save()
    item = ShareableItem.objects.get()
    assert (item.description, item.image, item.category, item.campaign) == (
        "All about bridges.",
        picture,
        category,
        campaign,
    )
    assert (list(item.groups.all()), list(item.teams.all())) == ([group], [team])
    assert item.target.closes_at == closes_at
    assert sorted(item.captions.values_list("text", flat=True)) == ["Lisez ceci.", "New."]
    assert kept in item.captions.all()
    assert item.target.card["image"]


def test_an_unchanged_offer_writes_nothing(paper):
    item = ShareableItem.objects.get()
    refresh_targets()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert offer(paper) == item
        refresh_targets()
    assert not [query["sql"] for query in queries if query["sql"].startswith(WRITES)]


def test_a_changed_object_changes_its_item(paper, committed):
    paper.title = "Second edition"
    with committed():
        paper.save()
    item = ShareableItem.objects.get()
    assert item.headline == "Second edition"
    assert item.target.card["title"] == "Second edition"


def test_what_stands_in_the_database_is_offered_not_what_was_left_in_memory(paper, committed):
    paper.title = "Only in memory"
    with committed():
        paper.save(update_fields=["file_size"])
    assert ShareableItem.objects.get().headline == "White paper"


def test_saved_and_deleted_in_one_go_offers_nothing(offers, committed):
    with committed(), transaction.atomic():
        document = Document.objects.create(title="Mistake", file="mistake.pdf")
        document.delete()
    assert not ShareableItem.objects.shareable().exists()
    assert not ShareableItem.objects.filter(source_id="None").exists()


def test_rolled_back_offers_nothing(offers, committed):
    with committed(), transaction.atomic():
        Document.objects.create(title="Mistake", file="mistake.pdf")
        transaction.set_rollback(True)
    assert not ShareableItem.objects.exists()


def test_it_is_withdrawn_and_comes_back_as_the_same_item(paper, committed):
    item = ShareableItem.objects.get()
    link = LinkFactory(target=item.target)
    paper.title = "Draft again"
    with committed():
        paper.save()
    assert not is_open(item)
    assert item.withdrawn_at
    assert Client().get(f"/s/{link.code}")["Location"] == "https://www.example.com/documents/"
    paper.title = "White paper"
    with committed():
        paper.save()
    assert ShareableItem.objects.get() == item
    assert is_open(item)
    assert item.withdrawn_at is None


def test_a_deleted_row_withdraws(paper, committed):
    item = ShareableItem.objects.get()
    with committed():
        paper.delete()
    assert not is_open(item)
    assert item.withdrawn_at


def test_deleting_many_at_once_withdraws(offers, committed):
    with committed():
        for number in range(3):
            Document.objects.create(title=f"Paper {number}", file=f"{number}.pdf")
    assert ShareableItem.objects.shareable().count() == 3
    with committed():
        Document.objects.all().delete()
    assert not ShareableItem.objects.shareable().exists()


@pytest.mark.parametrize(
    ("silently", "headlines"),
    [
        (lambda: Document.objects.update(title="Renamed"), ["Renamed"]),
        (lambda: Document.objects.update(title="Draft"), []),
        (lambda: Document.objects.all()._raw_delete("default"), []),
        (lambda: offer_sources.pop(Document), []),
    ],
    ids=["changed", "withdrawn", "deleted", "no source any more"],
)
def test_what_happens_silently_is_noticed_by_maintenance(paper, silently, headlines, committed):
    silently()
    with committed():
        refresh_targets()
    shown = ShareableItem.objects.shareable().values_list("headline", flat=True)
    assert list(shown.distinct()) == headlines


def test_an_item_whose_source_model_left_the_site_is_withdrawn(paper, committed):
    """`remove_stale_contenttypes` cuts the tie, and nobody can say any more what the object offers."""
    Document.objects.all().delete()
    ShareableItem.objects.update(source_type=None, withdrawn_at=None, live=True)
    with committed():
        refresh_targets()
    item = ShareableItem.objects.get()
    assert item.withdrawn_at
    assert not is_open(item)


def test_one_broken_source_stops_no_other_and_is_named(paper, intranet, website, monkeypatch, committed):
    with committed():
        broken = Document.objects.create(title="Broken", file="b.pdf")
        last = Document.objects.create(title="Last", file="l.pdf")
    to_offer = offer_sources[Document]

    def fragile(document):
        if document.title == "Broken":
            raise ValueError("no such thing")
        return to_offer(document)

    monkeypatch.setitem(offer_sources, Document, fragile)
    Document.objects.filter(pk=last.pk).update(title="Draft")
    with committed(), pytest.raises(ExceptionGroup) as caught:
        refresh_targets()
    assert [error.__notes__ for error in caught.value.exceptions] == [[f"wagtaildocs.Document {broken.pk}"]]
    assert set(ShareableItem.objects.shareable().values_list("headline", flat=True)) == {"White paper", "Broken"}
    with committed():
        broken.save()  # and the form that saves it does not break
    assert ShareableItem.objects.shareable().filter(headline="Broken").exists()


@pytest.mark.parametrize(("public", "opened"), [(True, True), (False, False)])
def test_an_address_on_our_public_site_is_as_public_as_the_offer_says(offers, committed, public, opened):
    offers["public"] = public
    with committed():
        Document.objects.create(title="Paper", file="p.pdf")
    assert is_open(ShareableItem.objects.get()) is opened


@pytest.mark.parametrize("url", ["http://localhost/paper/", "javascript:alert(1)", "http://10.0.0.1/", "//x", "paper"])
def test_an_address_that_is_not_public_is_closed_whatever_the_offer_says(offers, committed, url):
    offers["url"] = url
    with committed():
        Document.objects.create(title="Paper", file="p.pdf")
    assert not is_open(ShareableItem.objects.get())


def test_without_an_address_its_own_card_page_is_offered(offers, committed):
    offers["url"] = ""
    with committed():
        Document.objects.create(title="Paper", file="p.pdf")
    item = ShareableItem.objects.get()
    assert is_open(item)
    assert b"Paper" in Client().get(f"/s/p/{item.target.key}").content


def test_an_offer_for_later_is_closed_until_then(offers, committed):
    offers["url"], offers["go_live_at"] = "", timezone.now() + timedelta(days=1)
    with committed():
        Document.objects.create(title="Embargoed", file="p.pdf")
    item = ShareableItem.objects.get()
    assert not is_open(item)
    assert Client().get(f"/s/p/{item.target.key}").status_code == 404
    ShareableItem.objects.update(go_live_at=timezone.now() - timedelta(minutes=1))
    with committed():
        refresh_targets()
    assert is_open(item)


def test_moving_to_another_programme_withdraws_the_old_item(paper, offers, website, committed):
    old = ShareableItem.objects.get()
    offers["site"] = website.site
    with committed():
        paper.save()
    assert not is_open(old)
    assert is_open(ShareableItem.objects.get(site=website.site))


def test_who_saves_it_in_another_language_or_time_zone_changes_nothing(offers, monkeypatch, committed):
    moment = timezone.now().replace(month=3, day=1, hour=23)
    to_offer = offer_sources[Document]
    monkeypatch.setitem(
        offer_sources,
        Document,
        lambda document: replace(
            to_offer(document), description=date_format(timezone.localtime(moment), "j F H:i", use_l10n=False)
        ),
    )
    with committed():
        document = Document.objects.create(title="Paper", file="p.pdf")
    before = ShareableItem.objects.get().description
    assert before.startswith("1 March 23")
    with committed(), translation.override("de"), timezone.override("Asia/Tokyo"):
        document.save()
        offer(document)
    assert ShareableItem.objects.get().description == before


def test_the_programme_switched_to_login_closes_it(paper, website, committed):
    programme = AdvocacySettings.objects.get(site=website.site)
    programme.visible_without_login = False
    with committed():
        programme.save()
    assert not is_open(ShareableItem.objects.get())


@pytest.mark.parametrize("view", ["edit", "unpublish", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_edited_at_its_source(paper, admin_client, view, method, committed):
    item = ShareableItem.objects.get()
    with committed():
        response = getattr(admin_client, method)(item_url(view, item.pk), item_form(item.site, headline="Mine now"))
    assert response.status_code == 302
    assert response["Location"] == f"/admin/documents/edit/{paper.pk}/"
    item.refresh_from_db()
    assert item.headline == "White paper"
    assert is_open(item)


def test_autosave_of_an_offered_item_stores_nothing(paper, admin_client):
    item = ShareableItem.objects.get()
    admin_client.post(
        item_url("edit", item.pk), item_form(item.site, headline="Mine now"), headers={"Accept": "application/json"}
    )
    assert not item.revisions.exists()


def test_who_may_not_edit_the_source_or_when_it_is_gone_lands_in_the_list(paper, as_editor, committed):
    item = ShareableItem.objects.get()
    index = item_url("list")
    assert as_editor.get(item_url("edit", item.pk))["Location"] == index
    with committed():
        paper.delete()
    response = as_editor.get(item_url("edit", item.pk), follow=True)
    assert response.redirect_chain == [(index, 302)]
    assert "is edited where it comes from" in response.content.decode()


def test_an_item_whose_source_is_gone_may_be_deleted(paper, as_editor, committed):
    item = ShareableItem.objects.get()
    with committed():
        paper.delete()
        as_editor.post(item_url("delete", item.pk))
    assert not ShareableItem.objects.exists()


def test_deleting_offered_items_in_bulk_is_undone_by_maintenance(paper, admin_client, committed):
    item = ShareableItem.objects.get()
    with committed():
        admin_client.post(f"/admin/bulk/wagtail_advocacy_library/shareableitem/delete/?id={item.pk}&next=/admin/", {})
    with committed():
        refresh_targets()
    assert is_open(ShareableItem.objects.get())


def test_a_copy_of_an_offered_item_is_an_ordinary_draft(paper, as_editor, committed):
    item = ShareableItem.objects.get()
    form = as_editor.get(item_url("copy", item.pk)).context["form"]
    assert (form.instance.headline, form.instance.source_type) == ("White paper", None)
    with committed():
        as_editor.post(item_url("copy", item.pk), item_form(item.site, headline="My own"))
    copy = ShareableItem.objects.get(headline="My own")
    assert (copy.is_from_source, copy.live, copy.source_id) == (False, False, None)
    assert is_open(item)
