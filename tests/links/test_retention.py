"""Raw clicks leave after their days; the figures stay."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import override

from wagtail_advocacy.links.actions import drop_old_salts, purge_clicks
from wagtail_advocacy.links.figures import count
from wagtail_advocacy.links.models import Agent, Click, ClickTotal, DailySalt

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
KINDS = ("person", "person", "preview", "crawler", "head", "prefetch")


@pytest.fixture
def links(make_link):
    """Two links with clicks of every class on each of twenty days, at every hour of some."""
    links = [make_link(), make_link()]
    Click.objects.bulk_create(
        Click(link=link, at=NOW - timedelta(days=days, hours=hours), kind=kind, visitor="a" * 32)
        for link in links
        for days in range(20)
        for hours in range(0, 24, 5)
        for kind in KINDS
    )
    return links


def subjects(links):
    return [subject for link in links for subject in (link.subject, link.target.subject)]


def test_figures_are_the_same_before_and_after(links):
    before, total = count(subjects(links)), Click.objects.count()
    purged = purge_clicks(10, NOW)
    assert 0 < purged < total
    assert Click.objects.count() == total - purged
    assert sum(ClickTotal.objects.values_list("clicks", flat=True)) == purged
    assert count(subjects(links)) == before
    assert before[links[0].subject].clicks == 20 * 5 * 2


def test_figures_since_midnight_are_the_same_before_and_after(links):
    east = timezone(timedelta(hours=5))
    for since in (datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 3, 5, tzinfo=east)):
        before = count(subjects(links), since)
        assert before[links[0].subject].clicks
        purge_clicks(10, NOW)
        assert count(subjects(links), since) == before


def test_a_second_run_changes_nothing(links):
    purge_clicks(10, NOW)
    totals = list(ClickTotal.objects.order_by("pk").values())
    assert purge_clicks(10, NOW) == 0
    assert list(ClickTotal.objects.order_by("pk").values()) == totals


def total(day, kind="person"):
    """The clicks of a day, however they are kept."""
    raw = Click.objects.filter(at__gte=day, at__lt=day + timedelta(days=1), kind=kind).count()
    return raw + sum(ClickTotal.objects.filter(day=day.date(), kind=kind).values_list("clicks", flat=True))


@pytest.mark.parametrize("days", [1, 10, 366])
def test_with_a_run_every_hour_nothing_grows_older_than_its_days(make_link, days):
    link, start = make_link(), datetime(2026, 11, 10, tzinfo=UTC)
    Click.objects.bulk_create(
        Click(link=link, at=start + timedelta(minutes=17 * number), kind="person") for number in range(90)
    )
    # An hour, and the five minutes that cron may be late.
    run, over = start + timedelta(days=days) - timedelta(hours=4, minutes=1), start + timedelta(days=days + 1, hours=1)
    while run < over:
        oldest = Click.objects.order_by("at").values_list("at", flat=True).first()
        assert oldest is None or run - oldest <= timedelta(days=days)
        purge_clicks(days, run)
        assert total(start) == 85
        assert total(start + timedelta(days=1)) == 5
        run += timedelta(hours=1, minutes=5)
    assert not Click.objects.exists()
    assert dict(ClickTotal.objects.values_list("day", "clicks")) == {date(2026, 11, 10): 85, date(2026, 11, 11): 5}


def test_nothing_leaves_long_before_its_time(make_link):
    Click.objects.create(link=make_link(), at=NOW, kind="person")
    assert purge_clicks(10, NOW + timedelta(days=10) - timedelta(hours=2)) == 0
    assert purge_clicks(10, NOW + timedelta(days=10) - timedelta(hours=2) + timedelta(microseconds=1)) == 1


def test_the_edges_of_a_day_are_those_of_utc(make_link):
    link = make_link()
    for at in (
        datetime(2026, 11, 9, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 11, 10, tzinfo=UTC),
        datetime(2026, 11, 10, 13, 29, 59, 999999, tzinfo=UTC),
        datetime(2026, 11, 10, 17, 30, tzinfo=UTC),
    ):
        Click.objects.create(link=link, at=at, kind="person")
    assert purge_clicks(10, NOW) == 3
    assert dict(ClickTotal.objects.values_list("day", "clicks")) == {date(2026, 11, 9): 1, date(2026, 11, 10): 2}
    assert purge_clicks(10, NOW + timedelta(hours=1)) == 1
    assert ClickTotal.objects.get(day=date(2026, 11, 10)).clicks == 3


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "UTC"])
@pytest.mark.parametrize("changes", [datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)])
def test_where_clocks_change_a_day_has_24_hours_all_the_same(make_link, settings, zone, changes):
    settings.TIME_ZONE = zone
    link, there = make_link(), ZoneInfo(zone)
    Click.objects.bulk_create(
        Click(link=link, at=changes - timedelta(days=2) + timedelta(hours=hours), kind="person") for hours in range(96)
    )
    with override(there):
        purge_clicks(1, (changes + timedelta(days=1)).astimezone(there))
    # Up to two hours early, and that to the hour.
    assert Click.objects.order_by("at").values_list("at", flat=True).first() == changes + timedelta(hours=2)
    assert sum(ClickTotal.objects.values_list("clicks", flat=True)) == 50
    assert dict(ClickTotal.objects.values_list("day", "clicks"))[changes.date()] == 14


def test_a_click_that_comes_late_is_added_to_its_day(make_link):
    link = make_link()
    old = NOW - timedelta(days=30)
    Click.objects.create(link=link, at=old, kind="person")
    purge_clicks(10, NOW)
    Click.objects.create(link=link, at=old, kind="person")
    assert purge_clicks(10, NOW) == 1
    assert ClickTotal.objects.get().clicks == 2


def test_a_shortened_retention_is_caught_up(links):
    purge_clicks(19, NOW)
    limit = NOW - timedelta(days=5) + timedelta(hours=2)
    left = Click.objects.filter(at__lt=limit).count()
    assert purge_clicks(5, NOW) == left > 0
    assert not Click.objects.filter(at__lt=limit).exists()


def test_a_busy_day_of_more_than_one_batch_is_counted_in_full(make_link):
    link = make_link()
    day = NOW - timedelta(days=40)
    Click.objects.bulk_create(Click(link=link, at=day, kind=KINDS[number % 6]) for number in range(1203))
    before = count([link.subject])
    assert purge_clicks(10, NOW) == 1203
    assert count([link.subject]) == before


def test_nothing_to_do_is_no_work(db):
    assert purge_clicks(90) == 0


def test_old_salts_go_and_todays_stays(db):
    for days in range(3):
        DailySalt.objects.create(day=NOW.date() - timedelta(days=days), salt=bytes(32))
    west = timezone(timedelta(hours=-12))
    assert drop_old_salts(NOW.astimezone(west)) == 2
    assert DailySalt.objects.get().day == NOW.date()
    assert drop_old_salts(NOW) == 0


def test_agents_go_with_the_last_click_that_names_them(make_link):
    link = make_link()
    kept, gone = (Agent.objects.create(text=text) for text in ("Firefox/", "Somebodys phone/"))
    Click.objects.create(link=link, at=NOW, kind=KINDS[0], agent=kept)
    Click.objects.create(link=link, at=NOW - timedelta(days=40), kind=KINDS[0], agent=gone)

    assert purge_clicks(10, NOW) == 1
    assert Agent.objects.get() == kept
