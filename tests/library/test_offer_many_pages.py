"""Offer a page for sharing: from its header, its row in the explorer, its editor, and many pages at once."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.models import ModelLogEntry

from tests.factories import ItemFactory, live_item, started_share
from tests.library.conftest import item_url, permissions_of, person
from tests.library.test_roles import refused
from tests.projects.full.models import StandardPage
from wagtail_advocacy.compat import get_page_model
from wagtail_advocacy.library.actions import item_from_page
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.offering import newest_item, offer_pages

BUTTON = "Offer for sharing"
GROUP = "Offering pages"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def maker(intranet):
    """Who may add items and edit the intranet's pages."""
    return person(permissions_of(ShareableItem, "add"), pages=[intranet.home], username="maker")


# The header of a page


@pytest.mark.parametrize("view", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_the_header_says_how_often_a_page_is_offered_and_leads_there(as_editor, intranet, view):
    url = reverse(view, args=[intranet.news.pk])
    listed = f"{item_url('list')}?origin={intranet.news.pk}"
    ItemFactory(origin=intranet.news, headline="First try")
    ItemFactory(headline="Of no page")
    page = as_editor.get(url).content.decode()
    assert "Offered once" in page
    assert listed in page
    live_item(origin=intranet.news, headline="Second try")
    assert "Offered 2 times" in as_editor.get(url).content.decode()
    found = as_editor.get(listed)
    assert {item.headline for item in found.context["object_list"]} == {"First try", "Second try"}
    # The filter says so in words, and the list makes another one from the page.
    assert "We won the prize" in found.content.decode()
    assert f"page={intranet.news.pk}" in found.context["view"].add_url


def test_the_number_of_items_costs_nothing(as_editor, intranet):
    url = reverse("wagtailadmin_explore", args=[intranet.news.pk])
    ItemFactory(origin=intranet.news)
    few = queries_of(as_editor, url)
    for _number in range(8):
        ItemFactory(origin=intranet.news)
    assert queries_of(as_editor, url) == few


def test_rows_of_the_explorer_have_the_button_at_no_query_each(maker, intranet):
    client, url = client_of(maker), reverse("wagtailadmin_explore", args=[intranet.home.pk])
    assert f"{item_url('add')}?page={intranet.news.pk}" in client.get(url).content.decode()

    def ours():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return sum("shareableitem" in each["sql"] or "groupsitepermission" in each["sql"] for each in queries)

    few = ours()
    for number in range(10):
        intranet.home.add_child(instance=StandardPage(title=f"More {number}", slug=f"more-{number}"))
    assert ours() == few


def test_without_permission_nobody_sees_any_of_it(intranet):
    ItemFactory(origin=intranet.news)
    client = client_of(person(pages=[intranet.home]))
    for view, page in [
        ("wagtailadmin_explore", intranet.home),
        ("wagtailadmin_explore", intranet.news),
        ("wagtailadmin_pages:edit", intranet.news),
    ]:
        text = client.get(reverse(view, args=[page.pk])).content.decode()
        assert item_url("add") not in text
        assert "Offered once" not in text


def test_the_filter_names_no_page_of_which_one_sees_no_item(intranet, website, maker):
    ItemFactory(origin=website.post)
    found = client_of(maker).get(item_url("list", origin=website.post.pk))
    assert website.post.title not in found.content.decode()
    assert client_of(maker).get(item_url("list", origin="x")).status_code == 200


def test_ones_own_items_are_found(maker, intranet):
    ItemFactory(owner=maker, headline="Mine")
    ItemFactory(headline="Theirs")
    everybody = person(permissions_of(ShareableItem, "view", "add"), username="reader")
    ItemFactory(owner=everybody, headline="The reader’s")
    client = client_of(everybody)
    for answer, seen in [("true", {"The reader’s"}), ("false", {"Mine", "Theirs"})]:
        found = client.get(item_url("list", mine=answer)).context["object_list"]
        assert {item.headline for item in found} == seen


# What an item takes over


def test_tags_and_documents_come_along(intranet, monkeypatch):
    document = get_document_model().objects.create(title="Report", file="documents/report.pdf")
    Tag.objects.create(name="bridge")
    page_type = type(intranet.news)
    monkeypatch.setattr(page_type, "_meta", _WithDocument(page_type._meta))
    monkeypatch.setattr(page_type, "report_id", document.pk, raising=False)
    monkeypatch.setattr(page_type, "report", document, raising=False)
    tags = SimpleNamespace(names=lambda: ["bridge", "unknown here"])
    monkeypatch.setattr(page_type, "tags", tags, raising=False)
    item = item_from_page(intranet.news)
    assert [tag.name for tag in item.tags.all()] == ["bridge"]
    assert item.attachment == document
    assert list(Tag.objects.values_list("name", flat=True)) == ["bridge"]


class _WithDocument:
    """The options of a page with one more field, which points to a document."""

    def __init__(self, options):
        self._options = options

    def __getattr__(self, name):
        return getattr(self._options, name)

    @property
    def concrete_fields(self):
        field = SimpleNamespace(
            is_relation=True, related_model=get_document_model(), name="report", attname="report_id"
        )
        return [*self._options.concrete_fields, field]


# Many pages at once


def confirm_url(*pages):
    options = get_page_model()._meta
    url = reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, "advocacy_offer"])
    explorer = reverse("wagtailadmin_explore_root")
    return f"{url}?next={explorer}&" + "&".join(f"id={page.pk}" for page in pages)


@pytest.fixture
def more(intranet, website, picture):
    """Two more pages of the intranet, a public one, and one where the maker may do nothing."""
    second = intranet.home.add_child(instance=StandardPage(title="The second bridge", slug="second"))
    return second, website.post


def test_the_confirmation_says_what_will_happen(editor, as_editor, intranet, more):
    ItemFactory(origin=intranet.news)
    page = words(as_editor.get(confirm_url(intranet.news, *more)))
    for title in ("We won the prize", "The second bridge", "Our bridge"):
        assert title in page
    assert "Once" in page
    assert "strangers cannot read this page" in page
    assert "Make another one for pages that are offered already" in page
    assert "Make another one" not in words(as_editor.get(confirm_url(*more)))
    assert ShareableItem.objects.count() == 1


def test_it_makes_a_draft_for_each_page(editor, as_editor, intranet, more, committed):
    url = confirm_url(intranet.news, *more)
    with committed():
        answer = as_editor.post(url, {"seen": newest_item()}, follow=True)
    page = words(answer)
    assert "3 drafts made." in page
    assert "Open them" in page
    items = {item.headline: item for item in ShareableItem.objects.all()}
    assert set(items) == {"We won the prize", "The second bridge", "Our bridge"}
    for item in items.values():
        assert (item.live, item.owner, item.site) == (False, editor, intranet.site)
        assert item.latest_revision.user == editor
        assert ModelLogEntry.objects.for_instance(item).get(action="wagtail.create").user == editor
        assert item.target is not None
    assert items["We won the prize"].description == "A prize for our bridge."
    assert items["Our bridge"].page_id == more[1].pk
    assert items["We won the prize"].page_id is None
    drafts = next(each for each in page.split('"') if "mine=true" in each).replace("&amp;", "&")
    assert set(as_editor.get(drafts).context["object_list"]) == set(items.values())


def test_one_draft_is_opened_in_its_editor(as_editor, intranet):
    page = words(as_editor.post(confirm_url(intranet.news), {"seen": 0}, follow=True))
    assert "1 draft made." in page
    assert item_url("edit", ShareableItem.objects.get().pk) in page


def test_sending_the_form_twice_makes_no_second_draft(as_editor, intranet, more, said):
    form = {"seen": newest_item()}
    as_editor.post(confirm_url(intranet.news, more[0]), form)
    page = words(as_editor.post(confirm_url(intranet.news, more[0]), form, follow=True))
    sentence = "2 pages were skipped: they are offered already."
    assert sentence in page
    assert ShareableItem.objects.count() == 2
    said(GROUP, "sends the form for many pages twice", sentence)
    # Not even when another one is wanted.
    as_editor.post(confirm_url(intranet.news, more[0]), form | {"again": "on"})
    assert ShareableItem.objects.count() == 2


def test_another_one_is_made_when_it_is_asked_for(as_editor, intranet, more):
    ItemFactory(origin=intranet.news)
    form = {"seen": newest_item()}
    page = words(as_editor.post(confirm_url(intranet.news, more[0]), form, follow=True))
    assert "1 draft made. 1 page was skipped: it is offered already." in page
    form = {"seen": newest_item(), "again": "on"}
    as_editor.post(confirm_url(intranet.news), form)
    assert ShareableItem.objects.filter(origin=intranet.news).count() == 2


def test_pages_that_one_may_not_edit_are_named_and_left_alone(maker, intranet, more, said):
    client, url = client_of(maker), confirm_url(intranet.news, more[1])
    page = words(client.get(url))
    sentence = "You may not edit this page, so you cannot offer it:"
    assert sentence in page
    client.post(url, {"seen": 0})
    assert ShareableItem.objects.get().origin_id == intranet.news.pk
    said(GROUP, "offers a page that they may not edit, among others", sentence)


@pytest.mark.parametrize("form", [{}, {"seen": "x"}, {"seen": "-1"}])
def test_a_form_without_its_mark_makes_nothing(as_editor, intranet, form):
    assert as_editor.post(confirm_url(intranet.news), form).status_code == 200
    assert not ShareableItem.objects.exists()


def test_without_permission_for_items_nothing_happens(intranet):
    client = client_of(person(pages=[intranet.home]))
    assert refused(client.get(confirm_url(intranet.news)))
    assert refused(client.post(confirm_url(intranet.news), {"seen": 0}))
    assert refused(Client().post(confirm_url(intranet.news), {"seen": 0}))
    assert not ShareableItem.objects.exists()


def test_one_page_that_fails_leaves_nothing_behind(editor, intranet, more, monkeypatch):
    monkeypatch.setattr(more[0], "get_site", lambda: 1 / 0)
    monkeypatch.setattr(type(more[0]), "specific", property(lambda page: page))
    with pytest.raises(ZeroDivisionError):
        offer_pages([intranet.news, more[0]], editor)
    assert not ShareableItem.objects.exists()


def test_a_maker_of_one_programme_makes_drafts_there(website, intranet):
    from tests.library.test_item_permissions import grant_on

    user = grant_on(intranet.site, person(pages=[website.home]), "add")
    assert client_of(user).post(confirm_url(website.post), {"seen": 0}).status_code == 302
    assert ShareableItem.objects.get().site == intranet.site


def test_the_confirmation_costs_no_item_query_for_each_page(as_editor, intranet):
    few = queries_of(as_editor, confirm_url(intranet.news))
    pages = [
        intranet.home.add_child(instance=StandardPage(title=f"More {number}", slug=f"more-{number}"))
        for number in range(6)
    ]
    for page in pages:
        ItemFactory(origin=page)
    assert queries_of(as_editor, confirm_url(intranet.news, *pages)) <= few + 1


# The panel in the editor


@pytest.fixture
def with_panel(monkeypatch):
    """A page type with the panel, as a site adds it."""
    from wagtail.admin.panels import ObjectList, TabbedInterface

    from wagtail_advocacy.library.panels import OfferedPanel

    handler = TabbedInterface([ObjectList([*StandardPage.content_panels, OfferedPanel()], heading="Content")])
    bound = handler.bind_to_model(StandardPage)
    monkeypatch.setattr(StandardPage, "get_edit_handler", lambda: bound)
    monkeypatch.setattr(StandardPage, "edit_handler", handler, raising=False)


def test_the_panel_says_where_a_page_is_offered(with_panel, editor, as_editor, intranet):
    edit = reverse("wagtailadmin_pages:edit", args=[intranet.news.pk])
    page = words(as_editor.get(edit))
    assert "Offered for sharing" in page
    assert "Colleagues cannot share this page yet." in page
    assert f"{item_url('add')}?page={intranet.news.pk}" in page
    item = live_item(origin=intranet.news, headline="On the bridge")
    draft = ItemFactory(origin=intranet.news, headline="A draft of it")
    started_share(editor, item)
    page = words(as_editor.get(edit))
    assert "Offered now" in page
    assert "Draft" in page
    for each in (item, draft):
        assert item_url("edit", each.pk) in page
    assert "<td>1</td>" in page
    queries = queries_of(as_editor, edit)
    ItemFactory.create_batch(3, origin=intranet.news)
    assert queries_of(as_editor, edit) == queries
    ItemFactory.create_batch(3, origin=intranet.news)
    assert "Show all" in words(as_editor.get(edit))


def test_the_panel_is_not_for_new_pages_nor_for_others(with_panel, as_editor, intranet):
    add = reverse("wagtailadmin_pages:add", args=["full", "standardpage", intranet.home.pk])
    assert "Colleagues cannot share this page yet." not in words(as_editor.get(add))
    other = client_of(person(pages=[intranet.home]))
    assert "Offered for sharing" not in words(other.get(reverse("wagtailadmin_pages:edit", args=[intranet.news.pk])))
