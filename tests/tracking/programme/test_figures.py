"""The figures of “Programme so far”: what they were made of, and what they were before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    AdvocateFactory,
    CampaignFactory,
    CategoryFactory,
    ClickFactory,
    ItemFactory,
    default_site,
    live_item,
)
from tests.tracking.programme.conftest import (
    NOVEMBER,
    NOW,
    OCTOBER,
    SEPTEMBER,
    counted,
    of_october,
    read,
    shared,
    shared_by,
)
from wagtail_advocacy.library.models import Campaign
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.sharing.models import Share
from wagtail_advocacy.tracking.models import Conversion, Touch
from wagtail_advocacy.tracking.rollup.actions import roll_up

pytestmark = pytest.mark.django_db


class TestPeople:
    def test_enrolled_and_adoption_are_of_one_day(self, lead):
        counted(date(2026, 9, 30), 40, 20)
        counted(date(2026, 10, 30), 40, 27)
        counted(date(2026, 10, 31), 50, 30)
        counted(date(2026, 11, 14), 50, 31)
        page = of_october(lead)
        assert page.number("Enrolled") == ["30 people", "10 more than in September 2026", "On Oct. 31, 2026"]
        assert page.number("Adoption") == [
            "60 %",
            "10 percentage points more than in September 2026",
            "30 ÷ 50 people, on Oct. 31, 2026",
        ]

    def test_who_joined_before_anybody_was_counted_is_enrolled_now(self, lead):
        AdvocateFactory.create_batch(3, joined_at=NOW)
        AdvocateFactory(joined_at=NOW, left_at=NOW)
        AdvocateFactory(joined_at=NOW + timedelta(hours=1))
        page = read(lead)
        assert page.number("Enrolled")[0] == "3 people"
        assert page.number("Adoption")[0] == "no figure"

    def test_a_month_in_which_nobody_was_counted_has_no_figure(self, lead):
        AdvocateFactory()
        page = of_october(lead)
        assert page.number("Enrolled") == [
            "no figure",
            "Nobody was counted in that month: maintenance counts once a day.",
        ]

    def test_active_people_are_counted_once_a_month(self, lead):
        counted(date(2026, 10, 31), 50, 10)
        for person in ("anna", "anna", "anna", "ben"):
            shared(person)
        shared("anna", SEPTEMBER)
        page = of_october(lead)
        assert page.number("Active") == ["2 people", "1 more than in September 2026"]
        assert page.number("Activation") == ["20 %", "No figure for September 2026 to compare with", "2 ÷ 10 people"]

    def test_several_months_show_the_mean(self, lead):
        counted(date(2026, 9, 30), 50, 10)
        counted(date(2026, 10, 31), 50, 30)
        shared_by(1, SEPTEMBER)
        shared_by(4)
        page = read(lead, **{"from": "2026-09", "to": "2026-10"})
        assert page.number("Active")[0] == "2.5 people a month"
        assert page.number("Activation")[0::2] == ["12 %", "5 ÷ 40 people"]
        assert page.number("Enrolled")[0] == "30 people"


class TestShares:
    def test_started_and_confirmed_are_two_figures(self, lead):
        shared("anna", confirmed=True)
        shared("ben")
        shared("ben", SEPTEMBER, confirmed=True)
        page = of_october(lead)
        assert page.number("Started") == ["2 shares", "1 more than in September 2026"]
        assert page.number("Confirmed") == ["1 share", "The same as in September 2026"]
        assert page.number("Confirmed rate") == [
            "50 %",
            "50 percentage points less than in September 2026",
            "1 ÷ 2 shares",
        ]

    def test_a_month_that_runs_is_compared_with_as_many_days(self, lead):
        shared("anna", NOVEMBER)
        shared("anna", OCTOBER, day=15)
        shared("anna", OCTOBER, day=16)
        page = read(lead)
        assert page.number("Started") == ["1 share", "The same as in October 2026 (days 1 to 15)"]
        assert "November 2026 (so far)" in page.text("h2")

    def test_reach_is_potential_and_counts_each_person_once_beside_it(self, lead):
        for person in range(5):
            shared(f"{person}", audience_size=100)
        shared("0", audience_size=300)
        shared("0", network="x", audience_size=20)
        shared("6")
        page = of_october(lead)
        assert page.number("Potential reach")[0::2] == ["820 followers", "From 7 of 8 shares"]
        assert page.number("Potential reach, each person once")[0] == "720 followers"

    def test_of_too_few_audiences_nothing_is_told(self, lead):
        shared_by(4, audience_size=400)
        shared_by(5, SEPTEMBER, audience_size=10)
        page = of_october(lead)
        assert page.number("Potential reach")[0] == "no figure"
        assert "400" not in page.text("#shares")
        both = read(lead, **{"from": "2026-09", "to": "2026-10"})
        assert both.number("Potential reach")[0] == "50 followers"

    def test_a_programme_of_three_is_called_out(self, lead):
        shared_by(5)
        for _ in range(7):
            shared("nobody 0")
        page = of_october(lead)
        assert page.number("Concentration")[0] == "83 %"
        assert "Three people made 83 % of the shares." in page.text("#shares .help-block")
        shared_by(30, SEPTEMBER)
        september = read(lead, **{"from": "2026-09"})
        assert september.number("Concentration")[0] == "10 %"
        assert september.section("shares").select(".help-block") == []


class TestClicks:
    def test_people_and_the_rest_are_counted_apart(self, lead):
        share = shared("anna", clicks=3)
        for kind, number in ((ClickKind.PREVIEW, 4), (ClickKind.REPEAT, 2), (ClickKind.SCANNER, 1)):
            ClickFactory.create_batch(number, link=share.link, kind=kind, at=datetime(2026, 10, 20, tzinfo=UTC))
        page = of_october(lead)
        assert page.number("People’s clicks") == [
            "3 clicks",
            "3 more than in September 2026",
            "3 of them on shares started in that time",
        ]
        assert page.rows("others") == [
            ["Preview", "4", "0"],
            ["Repeat", "2", "0"],
            ["Link checker", "1", "0"],
            ["All", "7", "0"],
        ]

    def test_per_share_counts_the_shares_of_these_months_alone(self, lead):
        old = shared("anna", SEPTEMBER, clicks=1)
        ClickFactory.create_batch(9, link=old.link, at=datetime(2026, 10, 20, tzinfo=UTC))
        new = shared("anna", clicks=5)
        ClickFactory.create_batch(7, link=new.link, at=datetime(2026, 11, 2, tzinfo=UTC))
        shared_by(2)
        page = of_october(lead)
        assert page.number("People’s clicks")[0::2] == ["14 clicks", "5 of them on shares started in that time"]
        assert page.number("Clicks per share") == [
            "1.7 per share",
            "0.7 more than in September 2026",
            "5 clicks ÷ 3 shares",
        ]
        assert page.number("Clicks per share, median")[0] == "0.0 per share"
        assert {row[0]: row[6:8] for row in page.rows("months")} == {
            "October 2026": ["14", "1.7"],
            "September 2026": ["1", "1.0"],
        }

    def test_per_share_counts_the_first_hours_of_a_month_east_of_utc(self, lead, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        october, september = shared("anna", SEPTEMBER, day=30), shared("ben", SEPTEMBER, day=30)
        midnight = datetime(2026, 9, 30, 11, tzinfo=UTC)
        Share.objects.filter(pk=october.pk).update(started_at=midnight + timedelta(hours=1))
        for share, clicks in ((october, 3), (september, 1)):
            ClickFactory.create_batch(clicks, link=share.link, at=midnight + timedelta(hours=2))
        page = of_october(lead)
        assert page.number("Clicks per share")[0] == "3.0 per share"
        assert {row[0]: row[7] for row in page.rows("months")} == {"October 2026": "3.0", "September 2026": "1.0"}

    def test_the_roll_up_changes_nothing_but_visitors(self, lead):
        share = shared("anna", clicks=3)
        for hour in (8, 9):
            ClickFactory(link=share.link, visitor="ada", at=datetime(2026, 10, 14, hour, tzinfo=UTC))
        ClickFactory(link=share.link, kind=ClickKind.CRAWLER, at=datetime(2026, 10, 14, tzinfo=UTC))
        old = shared("anna", SEPTEMBER, clicks=1)
        ClickFactory(link=old.link, visitor="ben", at=datetime(2026, 10, 14, 9, tzinfo=UTC))

        def figures():
            page = of_october(lead)
            months = [[row[0], row[6], row[7]] for row in page.rows("months")]
            return page.number("People’s clicks"), page.number("Clicks per share"), months, page.rows("networks")

        before = figures()
        assert before[2] == [["October 2026", "6", "5.0"], ["September 2026", "1", "1.0"]]
        assert of_october(lead).number("Unique visitors")[0] == "no figure"
        roll_up()
        assert figures() == before
        assert of_october(lead).number("Unique visitors")[0] == "2 visitors"

    def test_another_programme_is_not_counted(self, lead):
        from wagtail.models import Page as WagtailPage
        from wagtail.models import Site

        other = Site.objects.create(hostname="other.example.com", root_page=WagtailPage.objects.get(depth=1))
        shared("anna", clicks=2)
        shared("anna", clicks=7, site=other)
        assert of_october(lead).number("People’s clicks")[0] == "2 clicks"
        page = read(lead, **{"from": "2026-10", "site": str(other.pk)})
        assert page.number("People’s clicks")[0] == "7 clicks"
        assert [each.text for each in page.soup.select("select[name=site] option[selected]")] == ["other.example.com"]


def test_months_stand_below_each_other_with_their_charts(lead):
    counted(date(2026, 9, 30), 50, 10)
    shared_by(2, SEPTEMBER, clicks=2)
    shared_by(3, NOVEMBER, clicks=1, confirmed=True, day=3)
    page = read(lead)
    assert [row[:7] for row in page.rows("months")] == [
        ["November 2026, so far", "0", "3", "", "3", "3", "3"],
        ["October 2026", "", "0", "", "0", "0", "0"],
        ["September 2026", "10", "2", "20 %", "2", "0", "4"],
    ]
    images = page.section("months").select("svg[role=img]")
    assert [each["aria-label"] for each in images] == [
        "People. The most: 10 (September 2026).",
        "Shares. The most: 3 (November 2026).",
        "People’s clicks. The most: 4 (September 2026).",
    ]


def test_a_programme_that_tires_is_called_out(lead):
    counted(date(2026, 8, 31), 50, 20)
    counted(date(2026, 9, 30), 50, 20)
    counted(date(2026, 10, 31), 50, 20)
    shared_by(15, date(2026, 8, 1))
    shared_by(14, SEPTEMBER)
    shared_by(7)
    page = of_october(lead)
    assert "35 % in October 2026, 75 % in August 2026" in page.text("#months .help-block")
    assert read(lead, **{"from": "2026-09"}).section("months").select(".help-block") == []


def test_by_network(lead):
    shared("anna", clicks=4)
    shared("ben", network="x", clicks=1, confirmed=True)
    shared("cleo", network="gone")
    assert of_october(lead).rows("networks") == [
        ["LinkedIn", "1", "0", "4", "4.0"],
        ["X", "1", "1", "1", "1.0"],
        ["gone", "1", "0", "0", "0.0"],
        ["All networks", "3", "1", "5", "1.7"],
    ]


def test_content_against_what_was_aimed_for(lead):
    know, jobs = CategoryFactory(name="Know-how", target_share=70), CategoryFactory(name="Jobs")
    items = [
        live_item(category=know, captions=0),
        live_item(category=know, captions=0),
        live_item(category=jobs, captions=0),
    ]
    draft = ItemFactory(category=jobs)
    for item in (items[0], items[2], items[2], draft):
        shared("anna", item=item)
    type(items[0]).objects.filter(pk=items[0].pk).update(first_published_at=datetime(2026, 11, 1, 12, tzinfo=UTC))
    type(items[0]).objects.filter(pk=items[1].pk).update(first_published_at=datetime(2026, 11, 5, 12, tzinfo=UTC))
    rows = of_october(lead).rows("categories")
    assert {row[0]: row[5:] for row in rows} == {
        "Know-how": ["25 %", "2", "67 %", "70 %", "10"],
        "Jobs": ["75 %", "1", "33 %", "", "0"],
        "All": ["", "3", "", "", ""],
    }


def test_items_and_the_part_of_those_who_could_see_them(lead, teams):
    water, air = teams("Water", "Air")
    counted(date(2026, 10, 31), 50, 20)
    counted(date(2026, 10, 31), 20, 10, water)
    counted(date(2026, 10, 31), 8, 4, air)
    for_all, for_water, for_air = (live_item(headline=name, captions=0) for name in ("All", "Water", "Air"))
    for_water.teams.add(water)
    for_air.teams.add(air)
    for item in (for_water, for_air):
        item.save()
    for place, item in enumerate((for_all, for_all, for_all, for_water, for_water, for_air)):
        shared(f"{place % 2}", item=item)
    rows = of_october(lead).rows("items")
    assert [[row[0], row[1], row[5]] for row in rows] == [
        ["All", "3", "10 %"],
        ["Water", "2", "20 %"],
        ["Air", "1", "too few to show"],
    ]
    assert [len(row) for row in read(lead, **{"from": "2026-09", "to": "2026-10"}).rows("items")] == [5, 5, 5]


def test_campaigns_say_goal_and_result(lead):
    campaign = CampaignFactory(
        title="Spring", metric=Campaign.Metric.SHARES, goal_number=4, starts_on=SEPTEMBER, ends_on=date(2026, 12, 24)
    )
    over = CampaignFactory(title="Over", starts_on=date(2026, 5, 1), ends_on=date(2026, 9, 30))
    without = CampaignFactory(title="Plain", starts_on=OCTOBER)
    CampaignFactory(title="Draft", starts_on=OCTOBER)
    Campaign.objects.filter(pk__in=[campaign.pk, over.pk, without.pk]).update(first_published_at=timezone.now())
    item = live_item(campaign=campaign, captions=0)
    share = shared("anna", item=item)
    type(share.link).objects.filter(pk=share.link_id).update(target=item.target, created_at=share.started_at)
    assert of_october(lead).rows("campaigns") == [
        ["Plain", "from Oct. 1, 2026", "It says no goal in numbers.", "", "0"],
        ["Spring", "Sept. 1, 2026 to Dec. 24, 2026", "1 of 4 shares", "25 %", "1"],
    ]


def test_conversions_by_kind_with_values_where_they_were_reported(lead):
    links = [shared("anna").link, shared("ben").link]

    def came(kind, *credited, **fields):
        made = Conversion.objects.create(
            site=default_site(),
            kind=kind,
            at=datetime(2026, 10, 20, tzinfo=UTC),
            key=f"{Conversion.objects.count()}",
            source="csv",
            **fields,
        )
        for place, link in enumerate(credited):
            Touch.objects.create(conversion=made, link=link, is_credited=place == 0)

    came("hire", links[0], value="1000", currency="EUR")
    came("hire", *links, value="1234.50", currency="EUR")
    came("hire", value="7", currency="EUR")
    came("lead", links[1])
    page = of_october(lead)
    assert page.rows("conversions") == [["Hire", "2", "1", "1", "2,234.50"], ["Lead", "1", "0", "0", ""]]
    assert "Value, EUR" in page.text("#conversions thead")
    assert read(lead).rows("conversions") == []
