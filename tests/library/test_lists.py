"""Lists, editors and exports: as many queries for fifty rows as for five, and no formula in a spreadsheet."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site

from tests.factories import (
    CampaignFactory,
    CategoryFactory,
    ClickFactory,
    ItemFactory,
    LinkFactory,
    TeamFactory,
    UserFactory,
    live_item,
)
from tests.library.conftest import item_url
from wagtail_advocacy.library.models import Campaign, ShareableItem


def fill(number, user=None):
    for _ in range(number):
        campaign = CampaignFactory(live=True, metric="clicks", goal_number=100, owner=UserFactory())
        item = live_item(category=CategoryFactory(), campaign=campaign)
        ClickFactory.create_batch(2, link=LinkFactory(target=item.target))
        item.campaign.save_revision(clean=False, user=user)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def campaign_list():
    return reverse(Campaign.snippet_viewset.get_url_name("list"))


def category_list():
    return reverse("advocacy_categories:index")


LISTS = {
    "items": lambda: item_url("list"),
    "campaigns": campaign_list,
    "categories": category_list,
    "items as csv": lambda: item_url("list", export="csv"),
    "items searched": lambda: item_url("list", q="Headline"),
    "item chooser": lambda: reverse(ShareableItem.snippet_viewset.chooser_viewset.get_url_name("choose")),
}


@pytest.mark.large
@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_a_fixed_number_of_queries(as_editor, editor, name, monkeypatch):
    monkeypatch.setattr(ShareableItem.snippet_viewset, "list_per_page", 100)
    url = LISTS[name]()
    fill(5, editor)
    few = queries(as_editor, url)
    fill(45, editor)
    assert queries(as_editor, url) == few


@pytest.mark.large
def test_the_editor_costs_a_fixed_number_of_queries(as_editor, intranet):
    def grow(number):
        for _ in range(number):
            fill(1)
            TeamFactory()
            Group.objects.create(name=f"Group {Group.objects.count()}")
            Site.objects.create(hostname=f"s{Site.objects.count()}.example.com", root_page=intranet.home)

    item = live_item(captions=1)
    grow(5)
    few = queries(as_editor, item_url("edit", item.pk)), queries(as_editor, item_url("add"))
    grow(45)
    assert (queries(as_editor, item_url("edit", item.pk)), queries(as_editor, item_url("add"))) == few


def test_captions_cost_the_editor_no_queries_each(as_editor, intranet):
    few, many = live_item(captions=5), live_item(captions=50)
    assert queries(as_editor, item_url("edit", few.pk)) == queries(as_editor, item_url("edit", many.pk))


def test_the_list_shows_counts(as_editor, intranet):
    item = live_item(headline="Counted")
    ClickFactory.create_batch(7, link=LinkFactory(target=item.target))
    rows = {row.headline: row.figures.clicks for row in as_editor.get(item_url("list")).context["object_list"]}
    assert rows == {"Counted": 7}


def test_the_list_of_campaigns_says_goal_progress_and_whom_to_ask(as_editor, intranet):
    ada = UserFactory(first_name="Ada", last_name="Novak")
    goal = "Town councils near us should know what a leak costs before they plan the next reservoir, which is soon."
    measured = CampaignFactory(title="Measured", goal=goal, metric="clicks", goal_number=400, owner=ada)
    CampaignFactory(title="Plain")
    ClickFactory.create_batch(3, link=LinkFactory(target=live_item(campaign=measured).target))
    rows = BeautifulSoup(as_editor.get(campaign_list()).content, "html.parser").select("tbody tr")
    texts = {row.select_one("a").text.strip(): row.get_text(" ", strip=True) for row in rows}
    assert "3 of 400 people’s clicks" in texts["Measured"]
    assert "Ada Novak" in texts["Measured"]
    assert goal[:90] in texts["Measured"]
    assert goal not in texts["Measured"]
    assert "None" not in texts["Plain"]
    table = list(csv.DictReader(io.StringIO(as_editor.get(f"{campaign_list()}?export=csv").getvalue().decode())))
    assert [(row["So far"], row["Whom to ask"]) for row in table if row["Title"] == "Measured"] == [
        ("3 of 400 people’s clicks", "Ada Novak")
    ]
    assert [(row["So far"], row["Whom to ask"]) for row in table if row["Title"] == "Plain"] == [("", "")]


def test_the_list_says_what_is_not_offered_although_it_is_live(as_editor, intranet):
    open_item, closed = live_item(headline="Open"), live_item(headline="Closed")
    closed.target.is_open = False
    closed.target.save()
    rows = {row.headline: row.is_offered for row in as_editor.get(item_url("list")).context["object_list"]}
    assert rows == {"Open": True, "Closed": False}
    assert open_item.target.is_open


@pytest.mark.parametrize(
    "query",
    [
        {"category": "1"},
        {"category": "x"},
        {"campaign": "999"},
        {"live": "true"},
        {"live": "maybe"},
        {"ordering": "-category__name"},
        {"ordering": "nonsense"},
        {"p": "999"},
        {"q": "'%_"},
        {"export": "pdf"},
        {"locale": "xx"},
    ],
    ids=str,
)
def test_filters_and_nonsense_in_the_address_open_the_list(as_editor, intranet, query):
    fill(2)
    assert as_editor.get(item_url("list", **query)).status_code in (200, 302, 404)


EVIL = ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"]


def cells(response, kind):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        return [list(row) for row in csv.reader(io.StringIO(content.decode()))]
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()], [
        cell.data_type for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row
    ]


@pytest.mark.parametrize("headline", EVIL)
def test_a_formula_in_a_headline_is_text_in_csv(as_editor, intranet, headline):
    live_item(headline=headline)
    rows = cells(as_editor.get(item_url("list", export="csv")), "csv")
    assert rows[0] == ["Headline", "Category", "First published at", "Started shares", "People’s clicks"]
    assert rows[1][0] == f"'{headline}"


@pytest.mark.parametrize("headline", EVIL)
def test_a_formula_in_a_headline_is_text_in_xlsx(as_editor, intranet, headline):
    live_item(headline=headline.strip())
    rows, types = cells(as_editor.get(item_url("list", export="xlsx")), "xlsx")
    assert rows[1][0] == headline.strip()
    assert "f" not in types


def test_categories_and_campaigns_with_formulas(as_editor, intranet):
    live_item(headline="Plain", category=CategoryFactory(name="=1+1"), campaign=CampaignFactory(title="@x", live=True))
    items = cells(as_editor.get(item_url("list", export="csv")), "csv")
    assert items[1][1] == "'=1+1"
    campaigns = cells(as_editor.get(f"{campaign_list()}?export=csv"), "csv")
    assert campaigns[1][0] == "'@x"
    categories = cells(as_editor.get(f"{category_list()}?export=csv"), "csv")
    assert categories[1][0] == "'=1+1"


def test_an_export_has_every_row_and_its_figures(as_editor, intranet):
    fill(40)
    ItemFactory(headline="Draft without anything")
    rows = cells(as_editor.get(item_url("list", export="csv")), "csv")
    assert len(rows) == 42
    assert {row[4] for row in rows[1:]} == {"2", "0"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_empty_list_is_exported(as_editor, intranet, kind):
    assert cells(as_editor.get(item_url("list", export=kind)), kind)


def test_a_category_is_made_changed_sorted_and_deleted(as_editor, intranet):
    form = {"name": "News", "slug": "news", "colour": "teal", "target_share": "40"}
    as_editor.post(reverse("advocacy_categories:add"), form)
    refused = as_editor.post(reverse("advocacy_categories:add"), form | {"target_share": "101"})
    assert set(refused.context["form"].errors) == {"slug", "target_share"}
    other = CategoryFactory(name="Jobs")
    as_editor.post(f"{reverse('advocacy_categories:reorder', args=[other.pk])}?position=0")
    rows = as_editor.get(category_list()).context["object_list"]
    assert [row.name for row in rows] == ["Jobs", "News"]
    item = live_item(category=other)
    as_editor.post(reverse("advocacy_categories:delete", args=[other.pk]))
    item.refresh_from_db()
    assert (item.category, item.live) == (None, True)


def test_a_campaign_is_made_and_previewed(as_editor, intranet):
    form = {
        "site": intranet.site.pk,
        "title": "Autumn <b>",
        "slug": "autumn",
        "goal": "Be seen",
        "objective": "talent",
        "starts_on": "2026-01-02",
        "ends_on": "2026-01-01",
        "hashtags": "",
        "go_live_at": "",
        "expire_at": "",
    }
    url = reverse(Campaign.snippet_viewset.get_url_name("add"))
    refused = as_editor.post(url, form)
    assert "The last day comes before the first." in str(refused.context["form"].errors["ends_on"])
    as_editor.post(url, form | {"ends_on": "2026-12-31", "action-publish": "1"})
    campaign = Campaign.objects.get()
    assert campaign.live
    assert campaign.closes_at > timezone.now().replace(year=2026, month=12, day=30)
    preview = reverse(Campaign.snippet_viewset.get_url_name("preview_on_edit"), args=[campaign.pk])
    as_editor.post(preview, form | {"ends_on": ""})
    shown = as_editor.get(preview).content.decode()
    assert "Autumn &lt;b&gt;" in shown
