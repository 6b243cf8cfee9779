"""“Shares” in the admin: item, network, day and counts, and nobody's name or words."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import ClickFactory, UserFactory, live_item
from tests.sharing.conftest import Colleague
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

VIEWS = ["shares", "shares_results"]


def address(name="shares"):
    return reverse(f"wagtail_advocacy_admin:{name}")


def staff(*permissions) -> Client:
    """Somebody with an admin account and these permissions."""
    user, group = UserFactory(), Group.objects.create(name=f"Group {permissions}")
    for each in ("wagtailadmin.access_admin", *permissions):
        app, codename = each.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def viewer(programme):
    return staff("wagtail_advocacy_sharing.view_share")


@pytest.fixture
def share(anna, item):
    return anna.share(item, "x", words="The words of Anna.")


def rows(response):
    table = BeautifulSoup(response.content, "html.parser").select_one("table.listing")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in table.select("tbody tr")]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def workbook(response):
    return load_workbook(io.BytesIO(body(response))).active


def sheet(response):
    return [list(row) for row in workbook(response).iter_rows(values_only=True)]


def csv_rows(response):
    return list(csv.reader(io.StringIO(body(response).decode())))


def test_counts_people_and_the_rest_apart(viewer, share):
    ClickFactory.create_batch(3, link=share.link)
    ClickFactory(link=share.link, kind=ClickKind.PREVIEW)
    ClickFactory(link=share.link, kind=ClickKind.CRAWLER)

    (row,) = rows(viewer.get(address()))

    assert [row[0], row[1], row[3], row[4]] == [share.headline, "X", "3", "2"]


@pytest.mark.parametrize("how", ["html", "results", "csv", "xlsx"])
def test_no_name_and_no_words_anywhere(viewer, anna, share, how):
    ask = {"html": {}, "results": {}, "csv": {"export": "csv"}, "xlsx": {"export": "xlsx"}}[how]
    response = viewer.get(address("shares_results" if how == "results" else "shares"), ask)
    if how == "xlsx":
        text = str(sheet(response))
    else:
        text = body(response).decode()

    assert share.headline in text
    for private in ("anna", "Anna", "Ångström", "anna@example.com", "The words of", share.words_hash, share.link.code):
        assert private not in text


def test_exports_hold_the_same_rows(viewer, share, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    Share.objects.update(started_at="2026-03-31T23:30:00Z")
    expected = [share.headline, "X", "2026-04-01", "0", "0"]

    assert csv_rows(viewer.get(address(), {"export": "csv"}))[1] == expected
    assert [str(cell)[:10] for cell in sheet(viewer.get(address(), {"export": "xlsx"}))[1]] == [
        each[:10] for each in expected
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_headline_cannot_become_a_formula(viewer, anna, start):
    anna.share(live_item(headline="plain"))
    Share.objects.update(headline=f"{start}cmd|' /C calc'!A0")

    assert csv_rows(viewer.get(address(), {"export": "csv"}))[1][0].startswith(f"'{start}")
    cell = workbook(viewer.get(address(), {"export": "xlsx"}))["A2"]
    assert cell.data_type == "s"


def test_nor_a_part_of_one_where_another_separator_is_usual(viewer, anna):
    anna.share(live_item(headline="plain"))
    Share.objects.update(headline="Nice;=1+1;x\n+2")
    assert csv_rows(viewer.get(address(), {"export": "csv"}))[1][0] == "Nice;'=1+1;x\n'+2"


def test_a_control_character_keeps_nobody_from_an_export(viewer, anna):
    anna.share(live_item(headline="plain"))
    Share.objects.update(headline="a\x0bb")
    assert workbook(viewer.get(address(), {"export": "xlsx"}))["A2"].value == "ab"


@pytest.mark.parametrize(
    "query",
    [
        {"ordering": "words"},
        {"ordering": "-advocate"},
        {"network": "\x00"},
        {"network": "x"},
        {"started_at__date__gte": "yesterday"},
        {"p": "99"},
        {"export": "pdf"},
        {"advocate__user__username": "anna"},
    ],
)
def test_odd_questions_are_no_error(viewer, share, query):
    assert viewer.get(address(), query).status_code in (200, 404)


def test_filters_by_network_and_day(viewer, anna, share, item):
    anna.share(item, "linkedin")

    assert [row[1] for row in rows(viewer.get(address(), {"network": "x"}))] == ["X"]
    assert len(rows(viewer.get(address(), {"started_at__date__gte": "2020-01-01"}))) == 2


@pytest.mark.large
def test_pages_keep_a_total_order(viewer, anna, programme):
    for number in range(55):
        anna.share(live_item(captions=0), words=str(number))
    Share.objects.update(started_at="2026-01-01T12:00:00Z")

    seen = [row[0] for page in (1, 2) for row in rows(viewer.get(address(), {"p": page}))]

    assert len(seen) == len(set(seen)) == 55
    assert len(csv_rows(viewer.get(address(), {"export": "csv"}))) == 56


@pytest.mark.projects("own_base")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", VIEWS)
class TestWho:
    def test_strangers_log_in_first(self, client, name, method):
        response = getattr(client, method)(address(name))

        assert response.status_code == 302
        assert response.url.split("?")[0] in ("/admin/login/", "/_util/login/")

    def test_colleagues_without_the_admin_are_sent_away(self, anna, name, method):
        response = getattr(anna.client, method)(address(name))

        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")

    @pytest.mark.parametrize(
        "permissions",
        [(), ("wagtail_advocacy_library.change_shareableitem",), ("wagtail_advocacy_sharing.view_sharer",)],
    )
    def test_editors_without_the_permission_are_sent_away(self, programme, name, method, permissions):
        response = getattr(staff(*permissions), method)(address(name))

        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")

    def test_with_view_share_alone_it_can_be_read(self, viewer, name, method):
        assert getattr(viewer, method)(address(name)).status_code == (200 if method == "get" else 405)

    def test_superusers_read_it_too(self, programme, name, method):
        admin = Colleague(UserFactory(admin=True)).client

        assert getattr(admin, method)(address(name)).status_code == (200 if method == "get" else 405)


def test_the_menu_shows_it_to_who_may_read_it(viewer, programme):
    # The menu's own address stands in its JSON.
    assert address().encode() in viewer.get(reverse("wagtailadmin_home")).content
    assert address().encode() not in staff().get(reverse("wagtailadmin_home")).content


def test_the_permission_can_be_given_in_the_admin(programme):
    page = Colleague(UserFactory(admin=True)).client.get(reverse("wagtailusers_groups:add")).content.decode()

    assert f'value="{Permission.objects.get(codename="view_share").pk}"' in page
