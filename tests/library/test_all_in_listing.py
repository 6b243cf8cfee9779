"""“Select all in listing”: all pages of what the list shows as it is filtered and searched, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import CampaignFactory, CategoryFactory, ItemFactory, live_item
from tests.library.conftest import item_url
from wagtail_advocacy.library.models import Campaign, ShareableItem
from wagtail_advocacy.library.viewsets import ItemViewSet

committed_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)
"""What MariaDB's search finds."""

MORE_THAN_A_PAGE = ItemViewSet.list_per_page + 3


def all_of_them(action, query, model="shareableitem"):
    """The address to which Wagtail's script goes from a list with this query string."""
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", model, action])
    return f"{url}?{query}&id=all&next={item_url('list')}"


def headlines(**filters):
    return set(ShareableItem.objects.filter(**filters).values_list("headline", flat=True))


@pytest.fixture
def campaign(intranet):
    """A campaign with more items than a page of the list has; two others are outside."""
    campaign = CampaignFactory(title="Bridges", objective="talent")
    for number in range(MORE_THAN_A_PAGE):
        ItemFactory(headline=f"Bridge {number}", campaign=campaign)
    ItemFactory(headline="Nobody’s")
    live_item(headline="Tunnel", campaign=CampaignFactory(title="Tunnels", objective="traffic"))
    return campaign


def test_the_list_offers_it_and_says_how_many_the_change_is_for(as_editor, campaign):
    query = f"campaign={campaign.pk}"
    page = BeautifulSoup(as_editor.get(item_url("list") + f"?{query}").content, "html.parser")
    assert page.select_one("[data-bulk-action-num-objects-in-listing]")
    assert len(page.select("[data-bulk-action-checkbox]")) < MORE_THAN_A_PAGE
    confirm = as_editor.get(all_of_them("advocacy_category", query))
    assert {each["item"].headline for each in confirm.context["items"]} == headlines(campaign=campaign)
    form = BeautifulSoup(confirm.content, "html.parser").select_one("form[method=POST]")
    assert f"{query}&id=all" in form["action"]


@pytest.mark.parametrize("action", ["advocacy_category", "delete"])
@pytest.mark.parametrize("page", ["", "&p=2", "&p=1&ordering=headline&_w_filter_fragment=1"])
def test_a_filter_holds(as_editor, campaign, action, page):
    category, others = CategoryFactory(), {"Nobody’s", "Tunnel"}
    as_editor.post(all_of_them(action, f"campaign={campaign.pk}{page}"), {"category": category.pk})
    if action == "delete":
        assert headlines() == others
    else:
        assert headlines(category=None) == others


@pytest.mark.parametrize(
    ("query", "expected"),
    [("live=true", {"Tunnel"}), ("mine=true", set()), ("origin=999999", set()), ("campaign=&live=true", {"Tunnel"})],
)
def test_every_filter_holds(as_editor, campaign, query, expected):
    category = CategoryFactory()
    as_editor.post(all_of_them("advocacy_category", query), {"category": category.pk})
    assert headlines(category=category) == expected


@committed_rows
def test_a_search_holds(as_editor, campaign):
    category, other = CategoryFactory(), CategoryFactory()
    as_editor.post(all_of_them("advocacy_category", "q=Tunnel"), {"category": category.pk})
    as_editor.post(all_of_them("advocacy_category", "q=Bridge&live=true"), {"category": other.pk})
    assert (headlines(category=category), headlines(category=other)) == ({"Tunnel"}, set())


def test_without_a_filter_it_is_everything(as_editor, campaign):
    category = CategoryFactory()
    as_editor.post(all_of_them("advocacy_category", ""), {"category": category.pk})
    assert headlines(category=None) == set()


def test_the_language_of_the_list_holds(as_editor, intranet, locales):
    category = CategoryFactory()
    for locale in (locales.en, locales.fr):
        ItemFactory(headline=locale.language_code, locale=locale)
    as_editor.post(all_of_them("advocacy_category", "locale=fr"), {"category": category.pk})
    assert headlines(category=category) == {"fr"}


def test_campaigns_are_deleted_as_they_are_listed(as_editor, campaign):
    as_editor.post(all_of_them("delete", "objective=talent", "campaign"))
    assert [each.title for each in Campaign.objects.all()] == ["Tunnels"]


def test_nonsense_deletes_nothing(as_editor, campaign):
    before = headlines()
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", "delete"])
    for query in ("?id=x", "?id=", "?id=999999", "?id=" + "9" * 40, ""):
        assert as_editor.post(url + query).status_code == 404, query
    assert headlines() == before
