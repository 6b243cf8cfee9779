"""What is broken down by people: no group too small is shown, in no month, no sum of months and no rest."""

from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest

from tests.factories import AdvocateFactory, default_site
from tests.tracking.programme.conftest import OCTOBER, SEPTEMBER, counted, read, shared, shared_by
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.tracking.programme.access import report_on
from wagtail_advocacy.tracking.programme.facts import Facts
from wagtail_advocacy.tracking.programme.months import Months, shifted
from wagtail_advocacy.tracking.programme.teams import teams_of

pytestmark = pytest.mark.django_db

LEAST = 5


def names(page):
    return [row[0] for row in page.rows("teams")]


def started(page):
    return {row[0]: int(row[3]) for row in page.rows("teams")}


def october(lead):
    return read(lead, **{"from": "2026-10"})


class TestTeams:
    def test_small_ones_are_other_teams(self, lead, teams):
        for team, number in zip(teams("Water", "Air", "Fire"), (7, 3, 2), strict=True):
            shared_by(number, team=team)
        assert october(lead).rows("teams") == [
            ["Water", "7", "", "7", "0", "0", "0.0", "0.0"],
            ["Other teams", "5", "", "5", "0", "0", "0.0", "0.0"],
            ["All teams", "12", "", "12", "0", "0", "0.0", ""],
        ]

    def test_one_small_team_takes_the_next_larger_with_it(self, lead, teams):
        for team, number in zip(teams("Water", "Air", "Fire"), (7, 6, 4), strict=True):
            shared_by(number, team=team)
        assert started(october(lead)) == {"Water": 7, "Other teams": 10, "All teams": 17}

    def test_a_large_team_of_which_few_shared_is_small(self, lead, teams):
        water, air = teams("Water", "Air")
        counted(date(2026, 10, 31), 100, 60)
        counted(date(2026, 10, 31), 50, 30, water)
        counted(date(2026, 10, 31), 50, 30, air)
        shared_by(8, team=water)
        shared_by(1, team=air)
        page = october(lead)
        assert "Every team is too few to show" in page.text("#teams")
        assert page.rows("teams") == []
        assert "Air" not in page.text("#teams")

    def test_a_team_that_did_not_share_is_not_pointed_at(self, lead, teams):
        water, air, fire = teams("Water", "Air", "Fire")
        counted(date(2026, 10, 31), 100, 60)
        for team in (water, air, fire):
            counted(date(2026, 10, 31), 30, 20, team)
        shared_by(9, team=water)
        shared_by(8, team=air)
        # Nobody of Fire shared: alone as “other teams” that would be told of each of them.
        assert started(october(lead)) == {"Water": 9, "Other teams": 8, "All teams": 17}

    def test_the_programme_can_be_stricter(self, lead, teams, november):
        for team, number in zip(teams("Water", "Air", "Fire"), (12, 9, 8), strict=True):
            shared_by(number, team=team)
        assert names(october(lead)) == ["Water", "Air", "Fire", "All teams"]
        november.min_group = 10
        november.save()
        page = october(lead)
        assert names(page) == ["Water", "Other teams", "All teams"]
        assert "10 active people" in page.text("#teams")

    def test_a_team_of_clicks_has_a_score(self, lead, teams):
        water, air = teams("Water", "Air")
        shared_by(5, team=water, clicks=2)
        shared("Water 0", team=water, clicks=5)
        shared_by(5, team=air)
        rows = {row[0]: row[1:] for row in october(lead).rows("teams")}
        assert rows["Water"] == ["5", "", "6", "0", "15", "2.5", "3.0"]

    def test_a_month_that_runs_is_not_told(self, lead, teams):
        november = date(2026, 11, 1)
        shared_by(9, november, team=teams("Water")[0], day=3, audience_size=100)
        page = read(lead)
        assert "Shown once the month is over" in page.text("#teams")
        assert page.number("Potential reach")[1] == "Shown once the month is over."
        assert page.number("Concentration")[0] == "no figure"
        assert page.rows("decay") == []
        # Nor as a part of several months.
        shared_by(6, team=teams("Water")[0])
        both = read(lead, **{"from": "2026-10", "to": "2026-11"})
        assert started(both) == {"Water": 6, "All teams": 6}
        assert "October 2026" in both.text("#teams h3")

    def test_several_months_tell_no_more_than_each(self, lead, teams):
        water, air, fire = teams("Water", "Air", "Fire")
        for month, sizes in ((SEPTEMBER, (6, 7, 6)), (OCTOBER, (6, 2, 6))):
            for team, number in zip((water, air, fire), sizes, strict=True):
                shared_by(number, month, team=team)
        assert started(october(lead)) == {"Water": 6, "Other teams": 8, "All teams": 14} or started(october(lead)) == {
            "Fire": 6,
            "Other teams": 8,
            "All teams": 14,
        }
        september, both = read(lead, **{"from": "2026-09"}), read(lead, **{"from": "2026-09", "to": "2026-10"})
        sums = Counter(started(september)) + Counter(started(october(lead)))
        assert started(both) == dict(sums)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_taken_from_whatever_leaves_enough_people(november, teams, seed):
    """Every range of months against its own parts, for programmes at random."""
    chance = Random(seed)
    all_teams = [*teams("Water", "Air", "Fire", "Earth"), None]
    months = [shifted(OCTOBER, -back) for back in (2, 1, 0)]
    for month in months:
        for team in all_teams:
            shared_by(chance.choice((0, 1, 3, 5, 6, 9)), month, team=team)
    single = {month: teams_of(Facts(default_site(), Months(month, month), LEAST)) for month in months}
    for month, found in single.items():
        for key, figures in found.shown.items():
            assert figures.active >= LEAST, (month, key)
        assert not found.shown or not found.others.rows or found.others.active >= LEAST
    for start in range(len(months)):
        for end in range(start + 1, len(months)):
            several = teams_of(Facts(default_site(), Months(months[start], months[end]), LEAST))
            for key, figures in several.shown.items():
                parts = [single[month].shown[key] for month in months[start : end + 1] if key in single[month].shown]
                assert len(figures.rows) == sum(len(part.rows) for part in parts)
                assert figures.active == sum(part.active for part in parts)


class TestDecay:
    def joined(self, number, month, **fields):
        at = datetime(month.year, month.month, 3, 12, tzinfo=UTC)
        return AdvocateFactory.create_batch(number, joined_at=at, **fields)

    def test_those_who_joined_together_and_how_many_go_on(self, lead):
        self.joined(10, date(2026, 8, 1))
        self.joined(8, SEPTEMBER)
        shared_by(10, date(2026, 8, 1), joined=date(2026, 8, 1))
        shared_by(5, SEPTEMBER, joined=date(2026, 8, 1))
        shared_by(6, SEPTEMBER, joined=SEPTEMBER, network="x")
        for person in range(2):
            shared(f"late {person}", OCTOBER, joined=SEPTEMBER)
        assert october(lead).rows("decay") == [
            ["August 2026", "100 %", "50 %", "0 %"],
            ["September 2026", "", "75 %", "25 %"],
        ]
        chart = october(lead).section("decay").select_one("svg[role=img]")
        assert chart["aria-label"].startswith("Active part of those who joined together. The most: 100 %")

    def test_few_are_counted_with_their_neighbours(self, lead):
        for month, number in ((date(2026, 7, 1), 6), (date(2026, 8, 1), 3), (SEPTEMBER, 4), (OCTOBER, 1)):
            self.joined(number, month)
        page = october(lead)
        assert [row[0] for row in page.rows("decay")] == ["July 2026", "August 2026 to October 2026"]
        # In August the three of August are too few, and the six of July would give them away.
        assert page.rows("decay")[0] == ["July 2026", "0 %", "", "0 %", "0 %"]
        assert page.rows("decay")[1] == ["August 2026 to October 2026", "", "", "0 %", "0 %"]

    def test_of_four_members_nothing_is_told(self, lead):
        self.joined(4, SEPTEMBER)
        shared_by(4, SEPTEMBER, joined=SEPTEMBER)
        assert "Too few have joined" in october(lead).text("#decay")

    def test_who_left_has_not_gone_on(self, lead):
        self.joined(5, SEPTEMBER)
        self.joined(5, SEPTEMBER, left_at=datetime(2026, 10, 1, tzinfo=UTC))
        shared_by(5, joined=SEPTEMBER)
        assert october(lead).rows("decay") == [["September 2026", "0 %", "50 %"]]


def test_the_floor_is_the_one_of_the_settings_file(november, settings):
    months = Months(OCTOBER, OCTOBER)
    assert report_on(default_site(), months, date(2026, 11, 15)).least == 5
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "MIN_GROUP": 8}
    assert report_on(default_site(), months, date(2026, 11, 15)).least == 8
    assert AdvocacySettings.for_site(default_site()).min_group is None
