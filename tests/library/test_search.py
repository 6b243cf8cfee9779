"""Every list that is searched may be filtered and sorted too, whichever search engine a site has.

Nothing is listed by hand: the filters are those of the form that is shown, the orders those of its columns, and what
is asked of the search engine is what arrives there. `strict_search` gives it to the compiler of Elasticsearch, which
knows no column but a `FilterField` and refuses whatever it cannot translate, such as `Exists`.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.search.backends import get_search_backend

from tests.factories import CampaignFactory, CategoryFactory, live_item
from tests.library import strict_search
from tests.library.conftest import item_url, permissions_of, person
from wagtail_advocacy.library.models import Campaign, ShareableItem

# MariaDB finds by full text only what is committed.
committed_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def strict(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.library.strict_search"}}
    strict_search.asked.clear()
    return strict_search.asked


@pytest.fixture
def items(intranet, editor):
    """Two items of which a search finds both."""
    more = {"category": CategoryFactory(), "campaign": CampaignFactory(live=True), "origin": intranet.news}
    return [live_item(headline=f"Bridge {number}", owner=editor, **more) for number in range(2)]


@pytest.fixture
def author(intranet):
    """Who sees in the list what is theirs."""
    client = Client()
    client.force_login(person(permissions_of(ShareableItem, "add"), username="author"))
    return client


LISTS = {
    "items": lambda: item_url("list"),
    "campaigns": lambda: reverse(Campaign.snippet_viewset.get_url_name("list")),
}


def values_of(form):
    """A value that each filter of the shown form accepts."""
    for name, field in form.fields.items():
        queryset = getattr(field, "queryset", None)
        if queryset is not None:
            yield name, str(queryset.first().pk)
        else:
            yield name, next((str(key) for key, _label in getattr(field, "choices", ()) if key), "true")


@pytest.mark.parametrize("name", LISTS)
def test_filters_and_orders_of_a_list_hold_in_a_search(as_editor, items, strict, name):
    url = LISTS[name]()
    page = as_editor.get(url)
    filters = dict(values_of(page.context["filters"].form))
    orders = [column.sort_key for column in page.context["table"].columns.values() if column.sort_key]
    assert filters
    assert orders
    assert not strict

    queries = [{}, *({filtered: value} for filtered, value in filters.items()), filters]
    queries += [{"ordering": f"{sign}{order}"} for order in orders for sign in ("", "-")]
    queries += [{**filters, "ordering": order} for order in orders]
    for query in queries:
        answer = as_editor.get(f"{url}?{urlencode({'q': 'Bridge', **query})}")
        assert answer.status_code == 200, query
        # What the form did not accept was not asked for.
        assert not answer.context["filters"].form.errors, query
    assert len(strict) >= len(queries)


@committed_rows
def test_a_search_finds_in_the_order_of_the_column(as_editor, intranet, strict):
    first, last = (CategoryFactory(name=name) for name in ("Aa", "Zz"))
    for number, category in enumerate([last, first, last, first]):
        live_item(headline=f"Bridge {number}", category=category)
    live_item(headline="Tunnel", category=first)

    for order, categories in (
        ("category__name", [first, first, last, last]),
        ("-category__name", [last, last, first, first]),
    ):
        rows = as_editor.get(item_url("list", q="Bridge", ordering=order)).context["object_list"]
        assert [row.category for row in rows] == categories


def test_authors_search_among_what_they_see(author, items, strict):
    assert author.get(item_url("list", q="Bridge")).status_code == 200
    assert strict


@committed_rows
def test_the_chooser_searches(as_editor, items, strict):
    url = reverse(ShareableItem.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    for query in ({}, {"locale": items[0].locale.language_code}):
        answer = as_editor.get(f"{url}?{urlencode({'q': 'Bridge', **query})}")
        assert answer.content.count(b"Bridge") >= 2
    assert strict


@committed_rows
@pytest.mark.parametrize("field", ["why", "description", "hashtags"])
def test_every_text_of_an_item_is_found(intranet, strict, field):
    item = live_item(**{field: "Waterworks"})
    live_item()

    assert list(get_search_backend().search("waterworks", ShareableItem.objects.filter(live=True))) == [item]
    assert strict
