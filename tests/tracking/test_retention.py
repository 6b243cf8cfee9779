"""Raw clicks leave by whole days; each is either raw or in the tallies of a day that is over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import ClickFactory, LinkFactory, default_site
from wagtail_advocacy.links.actions import purge_clicks as plain_purge
from wagtail_advocacy.links.models import Agent, Click, ClickTotal
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.registries import clicks_by_day, figures, maintenance
from wagtail_advocacy.tracking.models import DailyTally, TalliedDay
from wagtail_advocacy.tracking.rollup import days, statements
from wagtail_advocacy.tracking.rollup.actions import purge_clicks, rebuild, reclassify, roll_up

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
OLD = NOW - timedelta(days=30)


def shown(link):
    """What figures say of a link: people, and all others."""
    found = figures([link.subject])[link.subject]
    return found.clicks, sum(found.others.values())


@pytest.mark.parametrize("kept", [1, 2, 10, 366])
def test_with_a_run_every_hour_nothing_grows_older_than_its_days(kept):
    link, start = LinkFactory(), datetime(2026, 11, 10, tzinfo=UTC)
    Click.objects.bulk_create(
        Click(link=link, at=start + timedelta(minutes=17 * number), kind="person") for number in range(90)
    )
    # An hour, and the five minutes that cron may be late.
    run, over = start + timedelta(days=kept) - timedelta(hours=4, minutes=1), start + timedelta(days=kept + 1, hours=1)
    while run < over:
        oldest = Click.objects.order_by("at").values_list("at", flat=True).first()
        assert oldest is None or run - oldest <= timedelta(days=kept)
        purge_clicks(kept, run)
        assert shown(link) == (90, 0)
        run += timedelta(hours=1, minutes=5)
    assert not Click.objects.exists()
    counted = DailyTally.objects.values_list("day", "clicks")
    assert dict(counted) == {date(2026, 11, 10): 85, date(2026, 11, 11): 5}


def test_a_day_leaves_with_its_oldest_click_and_not_before():
    start = datetime(2026, 11, 10, 5, tzinfo=UTC)
    for hours in range(19):
        ClickFactory(at=start + timedelta(hours=hours))
    two_hours_early = start + timedelta(days=10) - timedelta(hours=2)
    assert purge_clicks(10, two_hours_early) == 0
    assert not TalliedDay.objects.filter(is_final=True).exists()
    assert purge_clicks(10, two_hours_early + timedelta(microseconds=1)) == 19
    assert TalliedDay.objects.get().is_final


def test_clicks_that_nobody_counted_before_are_counted_as_they_leave():
    link = LinkFactory()
    for seconds in (1, 2, 61):
        ClickFactory(link=link, at=OLD + timedelta(seconds=seconds), visitor="a")
    assert purge_clicks(10, NOW) == 3
    assert dict(DailyTally.objects.values_list("kind", "clicks")) == {"person": 2, "repeat": 1}
    assert DailyTally.objects.get(kind="person").visitors == 1


def test_a_click_that_comes_late_is_added_to_its_day_and_leaves_at_once():
    link = LinkFactory()
    ClickFactory(link=link, at=OLD, visitor="a")
    purge_clicks(10, NOW)
    for number in range(1, 4):
        ClickFactory(link=link, at=OLD + timedelta(minutes=number), kind="person" if number < 3 else "preview")
        assert sum(shown(link)) == number + 1
        assert roll_up() == 1
        assert not Click.objects.exists()
        assert sum(shown(link)) == number + 1
    assert shown(link) == (3, 1)
    assert clicks_by_day(type(link).objects.all(), OLD.date()) == {OLD.date(): 3}


@pytest.mark.parametrize("times", [2, days.TRIES])
def test_what_is_deleted_is_what_was_counted_or_nothing_is_done(monkeypatch, times):
    link = LinkFactory()
    first = ClickFactory(link=link, at=OLD)
    ClickFactory(link=link, at=OLD, pk=first.pk + 10)
    delete, late = statements.delete, list(range(first.pk + 1, first.pk + 1 + times))

    def delete_after_somebody_came(part):
        if late:
            ClickFactory(pk=late.pop(), link=link, at=OLD)
        return delete(part)

    monkeypatch.setattr(statements, "delete", delete_after_somebody_came)
    if times < days.TRIES:
        assert days.finish(OLD.date()) == 2
        assert not Click.objects.exists()
    else:
        with pytest.raises(days.Overtaken):
            days.finish(OLD.date())
        assert Click.objects.count() == 2
        assert not TalliedDay.objects.get().is_final
    assert shown(link) == (2, 0)


def test_a_crash_in_the_middle_leaves_everything_as_it_was(monkeypatch):
    link = LinkFactory()
    for number in range(5):
        ClickFactory(link=link, at=OLD + timedelta(minutes=number))
    roll_up()
    monkeypatch.setattr(days, "_sum_up", lambda day: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        days.finish(OLD.date())
    assert Click.objects.count() == 5
    assert not TalliedDay.objects.get().is_final
    assert shown(link) == (5, 0)


def test_nobody_counts_a_day_anew_whose_clicks_are_gone():
    link = LinkFactory()
    ClickFactory(link=link, at=OLD)
    purge_clicks(10, NOW)
    ClickFactory(link=link, at=OLD)
    assert list(rebuild()) == []
    assert reclassify() == {}
    assert shown(link) == (2, 0)
    DailyTally.objects.update(clicks=7)
    assert list(rebuild(check=True)) == []


def test_what_the_link_room_kept_before_is_adopted_once():
    link, other = LinkFactory(), LinkFactory()
    for each in (link, other):
        for hours in range(0, 40, 3):
            ClickFactory(link=each, at=OLD + timedelta(hours=hours), kind="person" if hours % 2 else "crawler")
            ClickFactory(link=each, at=NOW, kind="person")
    # A part of a day: the link room's retention goes by the hour.
    plain_purge(10, OLD + timedelta(days=10) + timedelta(hours=12))
    assert ClickTotal.objects.exists()
    assert Click.objects.filter(at__lt=NOW).exists()
    before = shown(link), shown(other)
    roll_up()
    assert (shown(link), shown(other)) == before
    purge_clicks(60, NOW)
    assert not ClickTotal.objects.exists()
    assert (shown(link), shown(other)) == before
    purge_clicks(10, NOW)
    assert (shown(link), shown(other)) == before
    ClickTotal.objects.create(link=link, day=OLD.date(), kind="person", clicks=5)
    purge_clicks(10, NOW)
    assert shown(link) == (before[0][0] + 5, before[0][1])


def test_the_strictest_programme_says_how_long():
    settings = AdvocacySettings.for_site(default_site())
    settings.clicks_days = 10
    settings.save()
    for days_ago in (5, 12, 100):
        ClickFactory(at=datetime.now(UTC) - timedelta(days=days_ago))
    assert maintenance["links.clicks"].run() == 2
    assert (Click.objects.count(), ClickTotal.objects.count()) == (1, 0)


def test_agents_go_with_the_last_click_that_names_them(monkeypatch):
    kept, gone, taken = (Agent.objects.create(text=text) for text in ("Firefox/", "Somebodys phone/", "Nobodys phone/"))
    ClickFactory(at=NOW, agent=kept)
    ClickFactory(at=OLD, agent=gone)
    ClickFactory(at=OLD, agent=taken)
    purge_clicks(10, NOW)
    assert list(Agent.objects.all()) == [kept]


def test_an_agent_that_processes_may_know_by_its_key_stays():
    late = NOW.replace(hour=23, minute=0)
    just_now, this_morning = (Agent.objects.create(text=text) for text in ("Firefox/", "Somebodys phone/"))
    ClickFactory(at=late - timedelta(minutes=30), agent=just_now)
    ClickFactory(at=late - timedelta(hours=22, minutes=30), agent=this_morning)
    assert purge_clicks(1, late) == 2
    assert list(Agent.objects.all()) == [just_now]


def test_an_agent_that_is_gone_all_the_same_stops_nothing():
    agent = Agent.objects.create(text="Somebodys phone/")
    click = ClickFactory(at=NOW, agent=agent, kind="person")
    statements.delete_agents([agent.pk])
    roll_up()
    assert DailyTally.objects.get().clicks == 1
    reclassify()
    assert Click.objects.get(pk=click.pk).kind == "person"


def test_where_clocks_change_a_day_has_24_hours_all_the_same(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    link, changes = LinkFactory(), datetime(2026, 10, 25, 12, tzinfo=UTC)
    Click.objects.bulk_create(
        Click(link=link, at=changes - timedelta(days=2) + timedelta(hours=hours), kind="person") for hours in range(96)
    )
    purge_clicks(1, changes + timedelta(days=1))
    assert Click.objects.order_by("at").values_list("at", flat=True).first() == datetime(2026, 10, 26, tzinfo=UTC)
    assert dict(DailyTally.objects.values_list("day", "clicks"))[changes.date()] == 24
    assert shown(link) == (96, 0)
