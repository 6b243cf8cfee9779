"""What a share copies at its time, so that history does not change: team, months, audience, UTM."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.factories import AdvocateFactory, CampaignFactory, CategoryFactory, live_item
from wagtail_advocacy.actions import count_heads, erase, join, leave
from wagtail_advocacy.models import AudienceSize, Headcount, Team
from wagtail_advocacy.registries import TeamRef
from wagtail_advocacy.sharing.actions import ShareRequest, utm_query
from wagtail_advocacy.signals import activity_recorded, advocate_joined

pytestmark = pytest.mark.django_db


def resolver_of(answer):
    def resolve(user):
        if isinstance(answer, Exception):
            raise answer
        return answer

    return override_settings(WAGTAIL_ADVOCACY={"LINK_HOST": "https://go.example.com", "TEAM_RESOLVER": resolve})


class TestTeam:
    def test_stays_that_of_the_day(self, anna, item):
        with resolver_of(TeamRef("it", "IT")):
            share = anna.share(item)
        with resolver_of(TeamRef("it", "Technology")):
            anna.share(item, words="Again.")
        with resolver_of(TeamRef("hr", "People")):
            anna.share(item, words="And again.")

        share.refresh_from_db()
        assert share.team.key == "it"
        assert list(Team.objects.values_list("key", "name").order_by("key")) == [("hr", "People"), ("it", "Technology")]

    @pytest.mark.parametrize("answer", [None, RuntimeError("the directory is down")])
    def test_without_a_team_everything_goes_on(self, anna, item, answer):
        with resolver_of(answer):
            assert anna.client.get("/advocacy/").status_code == 200
            assert anna.share(item).team is None
        assert not Team.objects.exists()

    def test_a_resolver_that_fails_writes_no_wrong_headcount(self, anna, programme):
        with resolver_of(RuntimeError("down")), pytest.raises(RuntimeError):
            count_heads()
        assert not Headcount.objects.exists()

    def test_opens_what_is_for_that_team_alone(self, anna, item):
        team = Team.objects.create(key="it", name="IT")
        item.teams.add(team)
        item.save()

        assert anna.open(item).status_code == 410
        with resolver_of(TeamRef("it", "IT")):
            assert anna.share(item).team == team


class TestSharerMonth:
    def test_is_the_same_within_a_month_and_new_in_the_next(self, anna, item, later):
        later.at(datetime(2026, 3, 1, 0, 0, tzinfo=UTC))
        anna.client.force_login(anna.user)
        first = anna.share(item, words="One.")
        later.at(datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
        anna.client.force_login(anna.user)
        second = anna.share(item, words="Two.")
        later.at(datetime(2026, 4, 1, 0, 0, tzinfo=UTC))
        third = anna.share(item, words="Three.")

        assert first.sharer_month == second.sharer_month
        assert third.sharer_month != second.sharer_month

    def test_is_another_for_another_person_and_after_erasing(self, anna, ben, item):
        first = anna.share(item)

        assert ben.share(item).sharer_month != first.sharer_month
        erase(anna.user)
        assert anna.share(item).sharer_month != first.sharer_month

    def test_ends_at_midnight_of_the_site_whatever_a_request_activates(self, anna, item, later, settings):
        settings.TIME_ZONE = "Europe/Berlin"
        later.at(datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
        anna.client.force_login(anna.user)
        before = anna.share(item, words="One.")
        later.at(datetime(2026, 3, 31, 22, 1, tzinfo=UTC))
        with timezone.override("America/New_York"):
            after = anna.share(item, words="Two.")

        assert before.sharer_month != after.sharer_month


def test_joining_month_and_audience_are_those_of_the_day(anna, item):
    advocate = AdvocateFactory(user=anna.user, joined_at=datetime(2025, 1, 31, 12, tzinfo=UTC))
    AudienceSize.objects.create(advocate=advocate, network="x", size=500)
    share = anna.share(item, "x")
    AudienceSize.objects.update(size=900)
    leave(anna.user)
    join(anna.user, item.site)
    share.refresh_from_db()

    assert (share.audience_size, share.joined_month.isoformat()) == (500, "2025-01-01")
    assert anna.share(item, "linkedin").audience_size is None


def test_words_and_headline_do_not_follow_the_item(anna, item):
    share = anna.share(item, words="Mine.")
    item.headline = "Renamed"
    item.save()
    item.captions.all().delete()
    share.refresh_from_db()

    assert share.headline != "Renamed"
    assert share.words == "Mine."


def test_a_share_tells_the_rooms_above_once(anna, item):
    heard = []

    def hear(sender, **kwargs):
        heard.append(kwargs.get("verb", "joined"))

    activity_recorded.connect(hear)
    advocate_joined.connect(hear)
    try:
        form = anna.form(item)
        anna.start(item, form)
        anna.start(item, form)
        anna.start(item)
    finally:
        activity_recorded.disconnect(hear)
        advocate_joined.disconnect(hear)

    assert heard == ["joined", "advocate.joined", "share.started"]


class TestUtm:
    def query(self, settings, item, network="x"):
        return utm_query(settings, ShareRequest(item, network, "", "", "en"))

    def test_is_filled_and_stored_with_the_link(self, anna, programme):
        item = live_item(campaign=CampaignFactory(slug="spring"))

        assert anna.share(item, "x").link.query == "utm_source=x&utm_medium=employee&utm_campaign=spring"

    def test_leaves_out_what_has_no_value(self, programme, item):
        assert self.query(programme, item) == "utm_source=x&utm_medium=employee"
        programme.utm = ""
        assert self.query(programme, item) == ""
        programme.utm = "&&utm_content={category}&a=b&"
        assert self.query(programme, item) == "a=b"

    def test_quotes_what_an_address_cannot_hold(self, programme):
        programme.utm = "c={campaign}&k={category}"
        item = live_item(campaign=CampaignFactory(slug="früh&x=ü #+"), category=CategoryFactory(slug="ja-nein"))

        assert parse_qsl(self.query(programme, item)) == [("c", "früh&x=ü #+"), ("k", "ja-nein")]
        assert "+" not in self.query(programme, item)

    def test_is_never_longer_than_its_column_nor_cut_in_the_middle(self, anna, programme):
        programme.utm = "utm_source={network}&utm_campaign={campaign}&utm_medium=employee"
        programme.save()
        item = live_item(campaign=CampaignFactory(slug="春" * 80))

        assert anna.share(item, "x").link.query == "utm_source=x&utm_medium=employee"
