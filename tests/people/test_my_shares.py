"""“My shares”: mine alone, three figures that are never one, a chart with its table, and the list to take along."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from tests.factories import ClickFactory, live_item
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.links.models import ClickTotal, Link
from wagtail_advocacy.sharing import mine
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

PAGE = "wagtail_advocacy:my_shares"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def open_page(colleague, **query):
    response = colleague.client.get(reverse(PAGE), query)
    assert response.status_code == 200
    return response


def plain(element) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


def rows(response):
    """The list as cells: item and words, where, when, state, clicks."""
    return [[plain(cell) for cell in row.select("th, td")] for row in soup(response).select(".wa-shares tbody tr")]


def figures(response):
    return [int(each.text) for each in soup(response).select(".wa-figure dd")]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def bulk_shares(colleague, item, number):
    """Many shares at once, as copies of one that was really started."""
    first = colleague.share(item)
    links = Link.objects.bulk_create([Link(target=first.link.target) for _ in range(number - 1)])
    fields = {
        each.attname: getattr(first, each.attname) for each in Share._meta.concrete_fields if not each.primary_key
    }
    Share.objects.bulk_create([Share(**{**fields, "link_id": link.pk}) for link in links])


@pytest.mark.smoke
@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_what_where_when_and_what_came_of_it(anna, item):
    share = anna.share(item, "x", words="Look at this.")
    ClickFactory.create_batch(3, link=share.link)
    ClickFactory(link=share.link, kind=ClickKind.PREVIEW)
    ClickFactory(link=share.link, kind=ClickKind.CRAWLER)

    response = open_page(anna)

    (row,) = rows(response)
    assert row[0] == f"{share.headline} Look at this."
    assert row[1:] == ["X", row[2], "Started", "3 and 2 that are not counted"]
    assert figures(response) == [1, 0, 3]
    assert "3.0 per share (people’s clicks ÷ shares started: 3 ÷ 1)" in plain(soup(response))
    assert "2 more were previews, robots or repeats; they are not counted." in plain(soup(response))
    link = soup(response).select_one(".wa-shares tbody th a")
    assert link["href"] == reverse("wagtail_advocacy:started", args=[share.link.code])


def test_confirmed_is_what_i_said_and_leads_to_my_post(anna, item):
    share = anna.share(item)
    Share.objects.update(
        confirmed_at=datetime(2026, 3, 4, 12, tzinfo=UTC), posted_url="https://social.example.com/@anna/1"
    )

    response = open_page(anna)

    assert "Posted, as you said on" in rows(response)[0][3]
    post = soup(response).select_one('a[href="https://social.example.com/@anna/1"]')
    assert (post["target"], post["rel"]) == ("_blank", ["noopener", "noreferrer"])
    assert figures(response)[:2] == [1, 1]
    assert share.link.code


def test_an_address_that_is_no_web_address_is_not_linked(anna, item):
    anna.share(item)
    Share.objects.update(posted_url="javascript:alert(1)")

    assert "javascript:" not in open_page(anna).content.decode()


def test_nobody_elses(anna, ben, item):
    anna.share(item, words="Of Anna.")
    ClickFactory(link=ben.share(item, words="Of Ben.").link)

    text = open_page(anna).content.decode()

    assert "Of Anna." in text
    assert "Of Ben." not in text
    assert figures(open_page(anna)) == [1, 0, 0]


def test_words_are_called_offered_and_shown_as_text(anna, item):
    anna.share(item, words="<script>alert(1)</script> & more")
    text = open_page(anna).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text
    assert "Offered words" in text


def test_a_share_stays_when_item_and_network_are_gone(anna, item):
    share = anna.share(item)
    Share.objects.update(network="gone_network")
    item.delete()

    assert rows(open_page(anna))[0][:2] == [f"{share.headline} {share.words}".replace("\n\n", " "), "gone_network"]


def test_best_of_mine_is_by_people_and_mine_alone(anna, ben, programme):
    shares = [anna.share(live_item(headline=f"Story {number}")) for number in range(5)]
    for share, number in zip(shares, [1, 0, 4, 2, 3], strict=True):
        ClickFactory.create_batch(number, link=share.link)
    ClickFactory.create_batch(9, link=shares[1].link, kind=ClickKind.CRAWLER)
    ClickFactory.create_batch(9, link=ben.share(live_item(headline="Of Ben")).link)

    best = [plain(each) for each in soup(open_page(anna)).select(".wa-best li")]

    assert [each.split(" LinkedIn")[0] for each in best] == ["Story 2", "Story 4", "Story 3"]
    assert best[0].endswith("4 clicks")


def test_without_clicks_nothing_is_best(anna, item):
    anna.share(item)
    page = soup(open_page(anna))

    assert not page.select(".wa-best li")
    assert not page.select("svg[role=img]")
    assert "No clicks in the last twelve weeks." in page.text


def test_who_shared_nothing_is_told_what_will_be_here(anna):
    page = soup(open_page(anna))

    assert page.select_one(".wa-empty h2").text == "Nothing shared yet"
    assert page.select_one(".wa-empty a")["href"] == reverse("wagtail_advocacy:hub")


class TestChart:
    def test_is_drawn_from_the_numbers_of_its_table(self, anna, item):
        share = anna.share(item)
        now = timezone.now()
        for weeks, number in ((0, 1), (1, 4), (11, 2), (40, 7)):
            ClickFactory.create_batch(number, link=share.link, at=now - timedelta(weeks=weeks))
        ClickFactory(link=share.link, kind=ClickKind.PREVIEW)

        page = soup(open_page(anna))

        numbers = [int(cell.text) for cell in page.select(".wa-more tbody td")]
        assert numbers == [2, *[0] * 9, 4, 1]
        bars = page.select("svg[role=img] rect")
        assert [int(bar["height"]) for bar in bars] == [50, 100, 25]
        assert [bar.title.text.rpartition(": ")[2] for bar in bars] == ["2", "4", "1"]
        assert "The most: 4" in page.select_one("figcaption").text

    def test_has_months_for_who_shared_long_ago(self, anna, item, later):
        later.at(datetime(2026, 3, 15, 12, tzinfo=UTC))
        anna.client.force_login(anna.user)
        share = anna.share(item)
        Share.objects.update(started_at=datetime(2025, 1, 10, tzinfo=UTC))
        ClickFactory(link=share.link, at=datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
        ClickTotal.objects.create(link=share.link, day=date(2025, 4, 1), kind=ClickKind.PERSON, clicks=5)
        ClickTotal.objects.create(link=share.link, day=date(2025, 4, 1), kind=ClickKind.CRAWLER, clicks=50)
        ClickTotal.objects.create(link=share.link, day=date(2025, 3, 31), kind=ClickKind.PERSON, clicks=500)

        table = [[plain(cell) for cell in row.select("th, td")] for row in soup(open_page(anna)).select(".wa-more tr")]

        assert table[0] == ["Month", "People’s clicks"]
        assert (table[1], table[11], table[12]) == (["April 2025", "5"], ["February 2026", "1"], ["March 2026", "0"])

    def test_counts_a_click_of_tomorrow_in_utc(self, anna, item, later, settings):
        settings.TIME_ZONE = "America/Los_Angeles"
        later.at(datetime(2026, 3, 1, 3, tzinfo=UTC))
        anna.client.force_login(anna.user)
        ClickFactory(link=anna.share(item).link)

        assert mine.chart_of(anna.user).total == 1

    def test_begins_at_the_side_where_reading_begins(self, anna, item):
        ClickFactory(link=anna.share(item).link)
        with translation.override("ar"):
            (first, *_rest, last) = mine.chart_of(anna.user).bars

        assert first.x > last.x

    def test_forgets_a_link_that_no_longer_counts(self, anna, item):
        share = anna.share(item)
        ClickFactory(link=share.link)
        Link.objects.update(counts=False)

        assert mine.chart_of(anna.user).total == 0

    @given(day=some.dates(date(2000, 1, 1), date(2100, 1, 1)))
    def test_periods_follow_each_other_without_a_gap(self, day):
        for starts in (mine._weeks(day), mine._months(day)):
            assert len(starts) == mine.PERIODS
            assert starts == sorted(set(starts))
            assert starts[-1] <= day
        assert {(each.weekday()) for each in mine._weeks(day)} == {0}
        assert {(each.day) for each in mine._months(day)} == {1}


class TestExport:
    @pytest.fixture
    def shared(self, anna, item):
        share = anna.share(item, "x", words="=cmd|' /C calc'!A0")
        ClickFactory.create_batch(2, link=share.link)
        ClickFactory(link=share.link, kind=ClickKind.HEAD)
        Share.objects.update(headline="@evil", confirmed_at=datetime(2026, 3, 4, 12, tzinfo=UTC))
        return share

    def csv(self, colleague):
        return list(csv.reader(io.StringIO(body(open_page(colleague, export="csv")).decode())))

    def test_csv_is_my_list(self, anna, ben, shared, item):
        ben.share(item, words="Of Ben.")
        head, row = self.csv(anna)

        assert head[:4] == ["Item", "Network", "Started", "Offered words"]
        assert row[:2] == ["'@evil", "X"]
        assert row[3:] == ["'=cmd|' /C calc'!A0", "2026-03-04", "", row[6], "2", "1"]
        assert row[6].endswith(f"/{shared.link.code}")

    def test_xlsx_is_the_same(self, anna, shared):
        sheet = load_workbook(io.BytesIO(body(open_page(anna, export="xlsx")))).active
        row = [cell.value for cell in sheet[2]]

        assert (row[0], row[3], row[7], row[8]) == ("@evil", "=cmd|' /C calc'!A0", 2, 1)
        assert {sheet["A2"].data_type, sheet["D2"].data_type} == {"s"}

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_becomes_a_formula(self, anna, shared, start):
        Share.objects.update(words=f"{start}1+1", headline=f"{start}1+1")

        assert [cell[0] for cell in self.csv(anna)[1] if "1+1" in cell] == ["'", "'"]

    @pytest.mark.parametrize("how", ["csv", "xlsx"])
    def test_is_kept_by_nobody_on_the_way(self, anna, shared, how):
        assert open_page(anna, export=how).headers["Cache-Control"] == "private, no-store"

    def test_of_nothing_has_a_head(self, anna):
        assert len(self.csv(anna)) == 1

    def test_holds_all_pages(self, anna, item):
        bulk_shares(anna, item, 60)

        assert len(self.csv(anna)) == 61

    def test_in_an_unknown_format_is_the_page(self, anna, shared):
        assert b"<h1>My shares</h1>" in open_page(anna, export="pdf").content


class TestThousands:
    def test_come_in_pages_without_a_gap(self, anna, item):
        bulk_shares(anna, item, 60)
        Share.objects.update(started_at=timezone.now())
        codes = []
        for page in ("1", "2", "3"):
            links = soup(open_page(anna, p=page)).select(".wa-shares tbody th a")
            codes += [link["href"] for link in links]

        assert len(codes) == len(set(codes)) == 60

    @pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "", "1e3", "９"])
    def test_odd_pages_are_no_error(self, anna, item, page):
        anna.share(item)

        assert len(rows(open_page(anna, p=page))) == 1

    def test_the_first_page_alone_has_figures(self, anna, item):
        bulk_shares(anna, item, 30)

        assert figures(open_page(anna)) == [30, 0, 0]
        assert figures(open_page(anna, p="2")) == []

    def test_ask_the_database_as_often_as_three(self, anna, item):
        def asked(**query):
            open_page(anna, **query)
            with CaptureQueriesContext(connection) as captured:
                body(open_page(anna, **query))
            return len(captured)

        bulk_shares(anna, item, 3)
        ClickFactory(link=Link.objects.first())
        few = asked(), asked(export="csv")
        bulk_shares(anna, live_item(), 2_000)

        assert (asked(), asked(export="csv")) == few
        assert few[0] <= 25


@pytest.mark.parametrize("query", [{}, {"export": "csv"}, {"p": "2"}])
def test_strangers_log_in_first(client, programme, query):
    response = client.get(reverse(PAGE), query)

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailcore_login"))


def test_it_is_only_read(anna):
    assert anna.client.post(reverse(PAGE)).status_code == 405
