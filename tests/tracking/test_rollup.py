"""The roll-up: a day is counted anew whenever something of it is new, and never wrongly, whoever else is at it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import ClickFactory, LinkFactory
from wagtail_advocacy.links.models import Click
from wagtail_advocacy.registries import figures, maintenance
from wagtail_advocacy.tracking.models import DailyTally, RollUpMark, TalliedDay
from wagtail_advocacy.tracking.rollup import days, statements
from wagtail_advocacy.tracking.rollup.actions import rebuild, roll_up
from wagtail_advocacy.tracking.rollup.days import count_news
from wagtail_advocacy.tracking.rollup.marks import LATE, Run, news

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 10)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def tallies(link=None):
    """Day, class, clicks and visitors of what was counted."""
    found = DailyTally.objects.filter(clicks__gt=0, **({"link": link} if link else {}))
    return list(found.order_by("day", "kind").values_list("day", "kind", "clicks", "visitors"))


@pytest.fixture
def counted(monkeypatch):
    """Which links were counted: a list of ids, or `None` for all, for each time."""
    links = []
    recount = statements.recount
    monkeypatch.setattr(statements, "recount", lambda part, some=None: (links.append(some), recount(part, some)))
    return links


@pytest.fixture
def later(monkeypatch):
    """Lets time pass."""
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def pass_by(duration):
        now[0] += duration

    return pass_by


def test_a_tally_is_a_link_a_day_and_a_class():
    link, other = LinkFactory(), LinkFactory()
    for visitor in ("a", "a", "b", ""):
        ClickFactory(link=link, at=NOON + timedelta(minutes=Click.objects.count()), visitor=visitor)
    ClickFactory(link=link, at=NOON, kind="preview")
    ClickFactory(link=link, at=datetime(2026, 11, 9, 23, 59, 59, 999999, tzinfo=UTC))
    ClickFactory(link=other, at=datetime(2026, 11, 11, tzinfo=UTC))
    assert roll_up() == 3
    assert tallies(link) == [(DAY - timedelta(days=1), "person", 1, 0), (DAY, "person", 4, 2), (DAY, "preview", 1, 0)]
    assert tallies(other) == [(DAY + timedelta(days=1), "person", 1, 0)]
    assert list(rebuild(check=True)) == []


def test_a_second_run_changes_nothing(counted):
    ClickFactory(at=NOON)
    assert roll_up() == 1
    before = tallies(), counted.copy()
    assert roll_up() == 0
    assert (tallies(), counted) == before


def test_only_links_with_something_new_are_counted(counted, later):
    old, new = LinkFactory(), LinkFactory()
    ClickFactory(link=old, at=NOON)
    ClickFactory(link=new, at=NOON)
    roll_up()
    for minutes in (1, 5, 90, 200):
        later(timedelta(minutes=minutes))
        counted.clear()
        ClickFactory(link=new, at=NOON + timedelta(minutes=minutes))
        assert roll_up() == 1
        assert counted == [[new.pk]]
    assert tallies(old) == [(DAY, "person", 1, 0)]
    assert tallies(new) == [(DAY, "person", 5, 0)]


def committed_late(at, link, pk):
    """A click whose transaction took its key before others, and was committed after a run had counted these."""
    return ClickFactory(pk=pk, at=at, link=link)


def test_a_click_that_was_committed_late_is_counted_with_the_next_run(later):
    link = LinkFactory()
    first = ClickFactory(link=link, at=NOON)
    ClickFactory(link=link, at=NOON, pk=first.pk + 10)
    roll_up()
    for number, minutes in enumerate((1, 20, 37)):
        later(timedelta(minutes=minutes))
        committed_late(NOON - timedelta(hours=1), link, first.pk + 1 + number)
        assert figures([link.subject])[link.subject].clicks == 2 + number
        assert roll_up() == 1
        assert figures([link.subject])[link.subject].clicks == 3 + number
        assert roll_up() == 0


def test_late_and_new_ones_at_once_are_both_counted(later):
    link = LinkFactory()
    first = ClickFactory(link=link, at=NOON)
    ClickFactory(link=link, at=NOON, pk=first.pk + 10)
    roll_up()
    committed_late(NOON - timedelta(hours=3), link, first.pk + 1)
    ClickFactory(link=link, at=NOON + timedelta(hours=1), pk=first.pk + 11)
    assert roll_up() == 1
    assert tallies() == [(DAY, "person", 4, 0)]


def test_old_marks_are_forgotten(later):
    for _ in range(40):
        ClickFactory(at=NOON)
        roll_up()
        later(timedelta(minutes=5))
    assert LATE // timedelta(minutes=5) <= RollUpMark.objects.count() <= LATE // timedelta(minutes=5) + 3
    assert sum(clicks for _day, _kind, clicks, _visitors in tallies()) == 40


def test_two_runs_at_once_agree():
    link = LinkFactory()
    ClickFactory(link=link, at=NOON)
    slow = Run.begin()
    found = list(news(slow))
    ClickFactory(link=link, at=NOON)
    roll_up()
    ClickFactory(link=link, at=NOON)
    for each in found:
        count_news(slow, each)
    slow.finish()
    assert figures([link.subject])[link.subject].clicks == 3
    roll_up()
    assert tallies() == [(DAY, "person", 3, 0)]


def test_a_run_that_was_killed_goes_on_with_the_next(monkeypatch):
    link = LinkFactory()
    for number in range(3):
        ClickFactory(link=link, at=NOON + timedelta(days=number))
    sum_up, done = days._sum_up, []

    def die(day):
        if done:
            raise KeyboardInterrupt
        done.append(day)
        sum_up(day)

    monkeypatch.setattr(days, "_sum_up", die)
    with pytest.raises(KeyboardInterrupt):
        roll_up()
    assert tallies() == [(DAY, "person", 1, 0)]
    assert figures([link.subject])[link.subject].clicks == 3
    monkeypatch.setattr(days, "_sum_up", sum_up)
    roll_up()
    assert [clicks for _day, _kind, clicks, _visitors in tallies()] == [1, 1, 1]
    assert figures([link.subject])[link.subject].clicks == 3


def test_clocks_that_jump_lose_nothing(later):
    link = LinkFactory()
    for number, jump in enumerate((1, 30, -26, 0, 50, -24, 1)):
        later(timedelta(hours=jump))
        ClickFactory(link=link, at=timezone.now())
        roll_up()
        assert figures([link.subject])[link.subject].clicks == number + 1
    assert sum(clicks for _day, _kind, clicks, _visitors in tallies()) == 7


def test_a_click_dated_in_the_future_is_counted_on_that_day():
    link = LinkFactory()
    ahead = timezone.now() + timedelta(days=400)
    ClickFactory(link=link, at=ahead)
    roll_up()
    assert tallies() == [(ahead.astimezone(UTC).date(), "person", 1, 0)]
    assert not TalliedDay.objects.get().is_final


def test_the_days_are_those_of_utc_wherever_the_site_is(settings):
    settings.TIME_ZONE = "America/St_Johns"
    with timezone.override("Pacific/Kiritimati"):
        for hour in (0, 23):
            ClickFactory(at=NOON.replace(hour=hour))
        roll_up()
    assert [day for day, *_rest in tallies()] == [DAY, DAY]


def test_it_is_a_job_of_every_five_minutes():
    job = maintenance["tracking.rollup"]
    ClickFactory(at=NOON)
    assert job.run() == 1
    assert job.every == timedelta(minutes=5)
    assert job.run() == 0


def test_a_hundred_links_cost_no_more_queries_than_one(django_assert_max_num_queries):
    for _ in range(100):
        ClickFactory(at=NOON)
    with django_assert_max_num_queries(35):
        roll_up()
