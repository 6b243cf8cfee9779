"""What is shown is the same from raw clicks alone, and from tallies and whatever is still raw."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories import ClickFactory, LinkFactory, default_site
from wagtail_advocacy.links.models import Click, ClickTotal, Link
from wagtail_advocacy.registries import clicks_by_day, figures
from wagtail_advocacy.sharing.models import Share
from wagtail_advocacy.tracking.counts import Clicks, clicks_by, programme_by_day
from wagtail_advocacy.tracking.models import DailyTally, ProgrammeDay, RollUpMark, TalliedDay
from wagtail_advocacy.tracking.rollup.actions import purge_clicks, roll_up

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 10)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
START = datetime(2026, 11, 1, tzinfo=UTC)

moments = st.integers(0, 11 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
steps = st.one_of(
    st.tuples(st.just("click"), st.integers(0, 2), moments, st.sampled_from(["person", "person", "crawler", "head"])),
    st.tuples(st.just("roll up")),
    st.tuples(st.just("purge"), st.integers(3, 12)),
)


def forget_everything():
    for model in (Click, DailyTally, ProgrammeDay, TalliedDay, RollUpMark, Share):
        model.objects.all().delete()


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(steps, max_size=25), moments, st.booleans())
def test_figures_are_those_of_all_clicks_that_ever_came(db, steps, since, at_midnight):
    forget_everything()
    links = list(Link.objects.order_by("pk")) or [LinkFactory() for _ in range(3)]
    site = default_site().pk
    for link in links[:2]:
        Share.objects.create(link=link, site_id=site, network="x", joined_month=DAY, sharer_month=uuid4())
    Link.objects.filter(pk=links[2].pk).update(counts=False)
    if at_midnight:
        since = since.replace(hour=0, minute=0, second=0, microsecond=0)
    came = []
    for what, *details in steps:
        if what == "click":
            link, at, kind = details
            came.append((link, at, kind, ClickFactory(link=links[link], at=at, kind=kind).pk))
        elif what == "roll up":
            roll_up()
        else:
            purge_clicks(details[0], datetime(2026, 11, 12, tzinfo=UTC))
        over = set(TalliedDay.objects.filter(is_final=True).values_list("day", flat=True))
        midnight = datetime(since.year, since.month, since.day, tzinfo=UTC)
        # Of a day that is over, nobody knows the hours; a click that came late for it still has its own.
        raw = set(Click.objects.values_list("pk", flat=True))
        begins = {pk: since if pk in raw or at.date() not in over else midnight for _link, at, _kind, pk in came}
        for begin, expected in ((None, came), (since, [each for each in came if each[1] >= begins[each[3]]])):
            counted = Counter((link, kind) for link, _at, kind, _pk in expected if link != 2)
            found = figures([link.subject for link in links], begin)
            for number, link in enumerate(links):
                assert found[link.subject].clicks == counted[number, "person"]
                assert dict(found[link.subject].others) == {
                    kind: counted[number, kind] for kind in ("crawler", "head") if counted[number, kind]
                }
        people = Counter(at.date() for link, at, kind, _pk in came if kind == "person" and link != 2)
        assert clicks_by_day(Link.objects.all(), DAY) == {day: people[day] for day in people if day >= DAY}
        by_share = clicks_by(Share.objects.filter(site=site), link="link", every="day")
        assert {day: each.clicks for (day,), each in by_share.items()} == people
        assert programme_by_day(site) == {day: each for (day,), each in by_share.items()}


def test_tallies_tail_and_what_the_link_room_kept_are_added_up():
    one, other = LinkFactory(), LinkFactory()
    counted = [ClickFactory(link=one, at=NOON + timedelta(hours=number)) for number in range(10)]
    TalliedDay.objects.create(day=DAY, through=counted[-1].pk)
    DailyTally.objects.create(link=one, day=DAY, kind="person", clicks=10, visitors=3)
    ClickFactory(link=one, at=NOON + timedelta(hours=4))
    ClickTotal.objects.create(link=other, day=DAY, kind="person", clicks=3)
    found = figures([one.subject, other.subject, one.target.subject])
    assert [each.clicks for each in found.values()] == [11, 3, 11]
    assert figures([one.subject], NOON + timedelta(hours=4))[one.subject].clicks == 7
    assert clicks_by_day(Link.objects.all(), DAY) == {DAY: 14}
    assert clicks_by_day(Link.objects.all(), DAY + timedelta(days=1)) == {}
    tomorrow = DAY + timedelta(days=1)
    by_link = clicks_by(Link.objects.all(), "pk", every="day", since=DAY, until=tomorrow)
    assert by_link == {(DAY, one.pk): Clicks(11, 3), (DAY, other.pk): Clicks(3, 0)}
    assert clicks_by(Link.objects.all(), every="month") == {(date(2026, 11, 1),): Clicks(14, 3)}
    assert clicks_by(Link.objects.all()) == {(): Clicks(14, 3)}
    assert clicks_by(Link.objects.all(), until=DAY) == {}


def test_clicks_by_columns_of_shares():
    site = default_site()
    for network, number in (("linkedin", 3), ("x", 2), ("linkedin", 1)):
        link = LinkFactory()
        Share.objects.create(link=link, site=site, network=network, joined_month=DAY, sharer_month=uuid4())
        for minutes in range(number):
            ClickFactory(link=link, at=NOON + timedelta(minutes=minutes), visitor="a")
    roll_up()
    ClickFactory(link=link, at=NOON + timedelta(days=30))
    expected = {("linkedin", DAY.replace(day=1)): Clicks(4, 2), ("x", DAY.replace(day=1)): Clicks(2, 1)}
    found = clicks_by(Share.objects.all(), "network", link="link", every="month", until=date(2026, 12, 1))
    assert {(network, month): clicks for (month, network), clicks in found.items()} == expected
    assert clicks_by(Share.objects.all(), "network", link="link")["linkedin",] == Clicks(5, 2)
    assert clicks_by(Share.objects.filter(network="x"), "item__category", "team", link="link") == {(None, None): (2, 1)}
    assert programme_by_day(site.pk, DAY, DAY + timedelta(days=1)) == {DAY: Clicks(6, 3)}
    assert programme_by_day(None) == {}


def test_queries_do_not_grow_with_subjects(django_assert_num_queries):
    links = [ClickFactory(at=NOON).link for _ in range(30)]
    roll_up()
    site = default_site().pk
    since = {link.subject: NOON + timedelta(minutes=number) for number, link in enumerate(links)}
    for some in (links[:1], links):
        with django_assert_num_queries(3):
            figures([link.subject for link in some])
        with django_assert_num_queries(6):
            figures([subject for link in some for subject in (link.subject, link.target.subject)], since)
        with django_assert_num_queries(2):
            clicks_by_day(Link.objects.filter(pk__in=[link.pk for link in some]), DAY)
        with django_assert_num_queries(2):
            clicks_by(Link.objects.all(), "target__subject", every="month")
        with django_assert_num_queries(2):
            programme_by_day(site)
