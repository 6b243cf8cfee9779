"""“Conversions” in the admin: item, network, all shares and which is credited; nobody's name, and nothing to edit."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from tests.factories import AdvocateFactory, CampaignFactory, UserFactory, default_site
from tests.library.conftest import permissions_of, person
from tests.sharing.test_report import body, rows, staff
from tests.tracking.shares import NOON, before, share
from wagtail_advocacy.library.models import Campaign
from wagtail_advocacy.library.progress import campaign_progress
from wagtail_advocacy.tracking.actions import record_conversion
from wagtail_advocacy.tracking.models import Conversion, Touch

pytestmark = pytest.mark.django_db

ADD, VIEW, DELETE = (f"wagtail_advocacy_tracking.{action}_conversion" for action in ("add", "view", "delete"))


def address(name="index", *args):
    return reverse(f"advocacy_conversions:{name}", args=args)


@pytest.fixture
def viewer():
    return staff(VIEW)


@pytest.fixture
def sale():
    """Credited to the second of two shares."""
    shares = share(before(days=9), headline="Our bridge", network="x"), share(before(days=2), headline="We won")
    codes = [each.link.code for each in shares]
    return record_conversion(kind="sale", codes=codes, at=NOON, value="1234.5", currency="EUR", reference="B-2")


@pytest.fixture
def uncredited():
    return record_conversion(kind="hire", codes=share(before(days=500)).link.code, at=before(days=1))


class TestTheList:
    def test_says_what_came_of_which_share(self, viewer, sale, uncredited):
        first, second = rows(viewer.get(address()))
        assert first[1:] == ["03/10/2026 noon", "1,234.50 EUR", "We won", "LinkedIn", "2", "Page of our own"]
        assert first[0].startswith("Sale")
        assert second[3:6] == ["Not credited: no share within the days before", "", "1"]

    def test_narrowed(self, viewer, sale, uncredited):
        def kinds(**query):
            return [row[0].split()[0] for row in rows(viewer.get(address(), query))]

        assert kinds(kind="hire") == kinds(credited="no") == kinds(at__date__lte="2026-03-09") == ["Hire"]
        assert kinds(kind="sale") == kinds(credited="yes") == kinds(at__date__gte="2026-03-10") == ["Sale"]
        assert kinds(source="tag") == ["Sale", "Hire"]
        assert kinds(ordering="at") == ["Hire", "Sale"]
        assert "No conversion fits" in viewer.get(address(), {"source": "csv"}).content.decode()

    def test_days_are_those_of_who_reads_and_need_no_time_zones_of_the_database(self, viewer, sale, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        Conversion.objects.update(at=datetime(2026, 3, 10, 11, tzinfo=UTC))

        def number(**query):
            with CaptureQueriesContext(connection) as queries:
                found = len(viewer.get(address(), query).context["object_list"])
            assert not [each for each in queries if re.search(r"cast_date|convert_tz", each["sql"], re.IGNORECASE)]
            return found

        assert (number(at__date__gte="2026-03-11"), number(at__date__lte="2026-03-11")) == (1, 1)
        assert (number(at__date__gte="2026-03-12"), number(at__date__lte="2026-03-10")) == (0, 0)
        Conversion.objects.update(at=datetime(2026, 3, 10, 10, 59, tzinfo=UTC))
        assert (number(at__date__gte="2026-03-11"), number(at__date__lte="2026-03-10")) == (0, 1)

    @pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
    def test_the_first_and_the_last_day_of_all_are_days(self, viewer, sale, settings, zone):
        settings.TIME_ZONE = zone
        for query in ({"at__date__gte": "0001-01-01"}, {"at__date__lte": "9999-12-31"}):
            assert len(rows(viewer.get(address(), query))) == 1
        for query in ({"at__date__lte": "0001-01-01"}, {"at__date__gte": "9999-12-31"}):
            assert "No conversion fits" in viewer.get(address(), query).content.decode()

    @pytest.mark.parametrize(
        "query", [{"kind": "\x00"}, {"credited": "x"}, {"ordering": "key"}, {"at__date__gte": "x"}, {"p": "9"}]
    )
    def test_odd_questions_are_no_error(self, viewer, sale, query):
        assert viewer.get(address(), query).status_code == 200

    def test_before_there_is_one(self, viewer):
        assert "Nothing was reported yet" in viewer.get(address()).content.decode()

    def test_more_rows_take_no_more_queries(self, viewer, sale):
        viewer.get(address())
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                viewer.get(address())
            counts.append(len(queries))
            for day in range(1, 12):
                record_conversion(kind="lead", codes=share(before(days=day)).link.code, at=NOON)
        assert counts[0] == counts[1]

    def test_pages_keep_a_total_order(self, viewer):
        code = share(before(days=1)).link.code
        for number in range(55):
            record_conversion(kind="lead", codes=code, at=NOON, reference=f"A-{number}")
        seen = [row["reference"] for page in (1, 2) for row in self.shown(viewer, page)]
        assert len(seen) == len(set(seen)) == 55

    def shown(self, viewer, page):
        return [vars(each) for each in viewer.get(address(), {"p": page}).context["object_list"]]


class TestExports:
    def test_hold_the_same_rows(self, viewer, sale, uncredited):
        table = list(csv.reader(io.StringIO(body(viewer.get(address(), {"export": "csv"})).decode())))
        headings = ["When", "Kind", "Value", "Currency", "Credited to", "Network", "Shares", "Reference", "Came by"]
        assert table[0] == headings
        assert table[1][1:] == ["Sale", "1234.50", "EUR", "We won", "LinkedIn", "2", "B-2", "Page of our own"]
        assert table[2][1:] == [
            "Hire",
            "",
            "",
            "Not credited: no share within the days before",
            "",
            "1",
            "",
            table[1][8],
        ]
        sheet = load_workbook(io.BytesIO(body(viewer.get(address(), {"export": "xlsx"})))).active
        assert [cell.value for cell in sheet[2]][1:] == ["Sale", 1234.5, *table[1][3:6], 2, *table[1][7:]]
        assert len(table) == sheet.max_row == 3

    @pytest.mark.parametrize("start", "=+-@")
    def test_a_reference_cannot_become_a_formula(self, viewer, sale, start):
        Conversion.objects.update(reference=f"{start}1+cmd|' /C calc'!A0")
        table = list(csv.reader(io.StringIO(body(viewer.get(address(), {"export": "csv"})).decode())))
        assert table[1][7].startswith(f"'{start}")
        sheet = load_workbook(io.BytesIO(body(viewer.get(address(), {"export": "xlsx"})))).active
        assert sheet["H2"].data_type == "s"

    def test_more_than_a_batch(self, viewer):
        made = share(before(days=1))
        Conversion.objects.bulk_create(
            Conversion(kind="lead", at=NOON, key=str(number), source="csv") for number in range(1001)
        )
        Touch.objects.create(conversion=Conversion.objects.first(), link=made.link, at=NOON, is_credited=True)
        text = body(viewer.get(address(), {"export": "csv"})).decode()
        assert text.count("\n") == 1002


class TestOne:
    def test_shows_all_shares_and_which_is_credited(self, viewer, sale):
        page = BeautifulSoup(viewer.get(address("inspect", sale.pk)).content, "html.parser")
        touches = [
            [cell.get_text(" ", strip=True) for cell in row.select("td")]
            for row in page.select("table[aria-labelledby=wa-touches] tbody tr")
        ]
        assert [[each[0], each[1], each[4]] for each in touches] == [
            ["Our bridge", "X", "Had a part in it"],
            ["We won", "LinkedIn", "Credited"],
        ]
        text = page.get_text(" ", strip=True)
        assert "1,234.50 EUR" in text
        assert "The last one within 30 days is credited" in text
        assert sale.key not in text

    def test_names_nobody_anywhere(self, viewer, sale):
        advocate = AdvocateFactory(user=UserFactory(username="anna", first_name="Anna", last_name="Berg"))
        for touch in sale.touches.all():
            type(share(NOON)).objects.filter(link=touch.link).update(advocate=advocate, words="Words of Anna")
        for answer in (
            viewer.get(address()),
            viewer.get(address("inspect", sale.pk)),
            viewer.get(address(), {"export": "csv"}),
        ):
            text = body(answer).decode()
            assert "nna" not in text
            for touch in sale.touches.all():
                assert touch.link.code not in text

    def test_is_deleted_with_its_touches_and_a_note(self, sale):
        client = staff(VIEW, DELETE)
        asked = client.get(address("delete", sale.pk))
        assert "its shares lose the credit" in asked.content.decode()
        assert client.post(address("delete", sale.pk)).status_code == 302
        assert not Conversion.objects.exists()
        assert not Touch.objects.exists()
        assert ModelLogEntry.objects.get(action="wagtail.delete").object_id == str(sale.pk)


class TestWho:
    @pytest.mark.parametrize("name", ["index", "index_results", "inspect", "delete", "import", "example"])
    def test_strangers_and_editors_are_sent_away(self, client, sale, name):
        args = [sale.pk] if name in ("inspect", "delete") else []
        for who in (client, staff("wagtail_advocacy_library.change_shareableitem")):
            assert who.get(address(name, *args)).status_code == who.post(address(name, *args)).status_code == 302
        assert Conversion.objects.exists()

    def test_who_may_look_may_not_delete(self, viewer, sale):
        assert viewer.post(address("delete", sale.pk)).status_code == 302
        assert Conversion.objects.exists()
        assert address("delete", sale.pk) not in viewer.get(address()).content.decode()

    def test_nobody_adds_or_changes_one_by_hand(self, viewer, sale):
        for path in ("new/", f"edit/{sale.pk}/", f"history/{sale.pk}/"):
            assert viewer.get(address() + path).status_code == 404

    @pytest.mark.parametrize("permission", [ADD, VIEW, DELETE])
    def test_the_menu_shows_it(self, permission):
        assert address().encode() in staff(permission).get(reverse("wagtailadmin_home")).content

    def test_the_menu_hides_it(self):
        assert address().encode() not in staff().get(reverse("wagtailadmin_home")).content

    def test_the_permissions_can_be_given_in_the_admin(self):
        page = staff("auth.add_group", "auth.change_group").get(reverse("wagtailusers_groups:add")).content.decode()
        for permission in Permission.objects.filter(content_type__model="conversion"):
            assert f'value="{permission.pk}"' in page


class TestCampaigns:
    @pytest.fixture
    def as_editor(self, client):
        client.force_login(person(permissions_of(Campaign, "add", "change", "publish")))
        return client

    def test_the_editor_offers_the_kinds_and_takes_others(self, as_editor, settings):
        settings.WAGTAIL_ADVOCACY = {"CONVERSION_KINDS": {"trial": "Trial started"}}
        add = reverse(Campaign.snippet_viewset.get_url_name("add"))
        page = BeautifulSoup(as_editor.get(add).content, "html.parser")
        field = page.select_one("input[name=conversion_kind]")
        offered = {each["value"]: each.text for each in page.select(f"datalist#{field['list']} option")}
        assert offered["application"] == "Application"
        assert offered["trial"] == "Trial started"
        form = dict.fromkeys(
            ["goal", "objective", "hashtags", "starts_on", "ends_on", "go_live_at", "expire_at", "owner"], ""
        )
        form |= {"title": "Spring", "slug": "spring", "site": default_site().pk, "goal_number": "9"}
        as_editor.post(
            add, {**form, "metric": "conversions", "conversion_kind": "anything else", "action-publish": "1"}
        )
        assert Campaign.objects.get(live=True).conversion_kind == "anything else"

    def test_says_how_far_it_has_come(self):
        campaign = CampaignFactory(metric="conversions", conversion_kind="Application", goal_number=20)
        made = share(before(days=1))
        made.item.campaign = campaign
        made.item.save()
        record_conversion(kind="application", codes=made.link.code, at=NOON)
        assert str(campaign_progress(campaign)) == "1 of 20: Application"
