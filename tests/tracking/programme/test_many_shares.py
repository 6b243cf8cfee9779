"""Ten thousand shares and ninety days of tallies: as many queries as with a few, and no long wait."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import CategoryFactory, LinkFactory, TargetFactory, TeamFactory, default_site, live_item
from tests.tracking.programme.conftest import address
from wagtail_advocacy.links.models import Link
from wagtail_advocacy.sharing.models import Share
from wagtail_advocacy.tracking.models import DailyTally, ProgrammeDay

pytestmark = pytest.mark.django_db

MOST_QUERIES = 60
MOST_SECONDS = 8
"""For a machine that does other things as well; a quiet one takes a tenth."""


def fill(number, days=90):
    """So many shares of as many days up to the end of October, with tallies of the three days after each."""
    chance = Random(7)
    items = [live_item(captions=0, category=CategoryFactory()) for _ in range(5)]
    teams = TeamFactory.create_batch(8)
    target = TargetFactory()
    links = Link.objects.bulk_create([LinkFactory.build(target=target) for _ in range(number)], batch_size=500)
    shares, tallies = [], []
    for place, link in enumerate(links):
        day = date(2026, 10, 31) - timedelta(days=place % days)
        person = chance.randrange(max(number // 20, 1))
        shares.append(
            Share(
                link=link,
                site=default_site(),
                headline="Something",
                network=chance.choice(("linkedin", "x", "facebook")),
                language="en",
                item=chance.choice(items),
                team=teams[person % len(teams)],
                audience_size=chance.choice((None, 300)),
                joined_month=date(2026, 1 + person % 8, 1),
                sharer_month=UUID(int=person * 10_000 + day.year * 100 + day.month),
                started_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            )
        )
        tallies += [
            DailyTally(link=link, day=day + timedelta(days=later), kind=kind, clicks=2, visitors=1)
            for later in range(3)
            for kind in ("person", "preview")
        ]
    Share.objects.bulk_create(shares, batch_size=200)
    DailyTally.objects.bulk_create(tallies, batch_size=500)
    for day in {each.day for each in tallies}:
        people = [each for each in tallies if each.day == day and each.kind == "person"]
        found, _new = ProgrammeDay.objects.get_or_create(site=default_site(), day=day)
        found.clicks += 2 * len(people)
        found.visitors += len(people)
        found.save()


def queries(lead, **query):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert lead.get(address(**query)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("months", [{"from": "2026-10"}, {"from": "2026-08", "to": "2026-11"}, {}])
def test_queries_do_not_grow(lead, months):
    fill(400)
    lead.get(address(**months))
    few = queries(lead, **months)
    fill(400)
    assert queries(lead, **months) == few
    assert few <= MOST_QUERIES


@pytest.mark.large
def test_nobody_waits_long(lead):
    fill(10_000)
    lead.get(address())
    for months in ({"from": "2026-10"}, {"from": "2026-08", "to": "2026-10"}):
        began = perf_counter()
        count = queries(lead, **months)
        took = perf_counter() - began
        assert count <= MOST_QUERIES
        assert took < MOST_SECONDS
        print(months, count, round(took, 2))  # noqa: T201
