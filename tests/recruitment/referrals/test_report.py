"""The report: from shares to hires by vacancy, source and network, how long it takes, and what it costs."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ClickFactory, UserFactory, VacancyFactory, default_site, live_vacancy
from tests.recruitment.referrals.conftest import person, shared
from wagtail_advocacy.recruitment import formulas
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.models import ApplyPresses, RecruitmentSettings, Referral, Vacancy, VacancyFeed

pytestmark = pytest.mark.django_db(transaction=False)

REPORT = "wagtail_advocacy_recruitment:report"


@pytest.fixture
def reader(db):
    return person("wagtail_advocacy_tracking.view_programme")[1]


def text_of(client):
    return " ".join(BeautifulSoup(client.get(reverse(REPORT)).content, "html.parser").get_text(" ").split())


def rows_of(client, table):
    answer = client.get(reverse("wagtail_advocacy_recruitment:report_sheet", args=[table]), {"export": "csv"})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    return list(csv.reader(io.StringIO(content)))


def numbers_of(client, table, name):
    """The counts of a row: shares, clicks, presses, applications, interviews, offers, hires."""
    return next([int(cell) for cell in row[1:8]] for row in rows_of(client, table) if row[0] == name)


def pressed(vacancy, share, presses):
    link = share.link if share else None
    ApplyPresses.objects.create(
        vacancy=vacancy, link=link, link_key=link.pk if link else 0, day=timezone.now().date(), presses=presses
    )


@pytest.fixture
def funnel(report, vacancy):
    """Two shares; one brought three clicks, two presses, two applications and a hire."""
    first = shared(vacancy, UserFactory(), days_ago=0)
    shared(vacancy, UserFactory(), "x", days_ago=0)
    for _number in range(3):
        ClickFactory(link=first.link)
    pressed(vacancy, first, 2)
    pressed(vacancy, None, 40)
    report("application", first, reference="A-1")
    report("application", first, reference="A-2")
    report("hire", first, reference="A-1")
    return first


@pytest.mark.smoke
def test_the_funnel(funnel, reader):
    assert numbers_of(reader, "vacancies", "Night chemist") == [2, 3, 2, 2, 0, 0, 1]
    assert numbers_of(reader, "networks", "LinkedIn") == [1, 3, 2, 2, 0, 0, 1]
    assert numbers_of(reader, "networks", "X") == [1, 0, 0, 0, 0, 0, 0]
    assert numbers_of(reader, "sources", "Written here") == [2, 3, 2, 2, 0, 0, 1]
    assert numbers_of(reader, "sources", "All sources") == [2, 3, 2, 2, 0, 0, 1]


def test_the_source_is_the_feed(funnel, vacancy, reader):
    feed = VacancyFeed.objects.create(
        title="Our recruiting system",
        kind="json",
        address="https://x.example",
        site=vacancy.site,
        locale=vacancy.locale,
    )
    Vacancy.objects.filter(pk=vacancy.pk).update(feed=feed, source_id="1")
    assert numbers_of(reader, "sources", "Our recruiting system")[0] == 2


def test_what_is_not_credited_does_not_count(report, vacancy, reader):
    old = shared(vacancy, UserFactory(), days_ago=200)
    report("application", old, reference="A-1")
    assert numbers_of(reader, "vacancies", "Night chemist")[3] == 0


def test_what_was_taken_back_does_not_count(funnel, reader):
    funnel.link.counts = False
    funnel.link.save()
    assert numbers_of(reader, "vacancies", "Night chemist") == [1, 0, 0, 0, 0, 0, 0]


class TestTime:
    def closed(self, days, hired=None, reason="filled"):
        posted = timezone.localdate() - timedelta(days=days)
        vacancy = live_vacancy(date_posted=posted)
        close_vacancy(vacancy, reason, hired=hired)
        return vacancy

    def test_mean_and_median(self, career_site, reader):
        for days in (10, 20, 60):
            self.closed(days)
        self.closed(300, reason="withdrawn")
        text = text_of(reader)
        assert "30.0 days" in text
        assert "20.0 days" in text
        assert "3 vacancies were filled" in text

    def test_one(self, career_site, reader):
        self.closed(10, hired=1)
        text = text_of(reader)
        assert "1 vacancy was filled" in text
        assert "0 of 1 hire" in text
        assert "of 1 hires" not in text

    def test_hires_through_people(self, funnel, vacancy, reader):
        close_vacancy(vacancy, "filled", hired=4)
        self.closed(10, hired=1)
        self.closed(10)
        text = text_of(reader)
        assert "1 of 5 hires" in text
        assert "20 %" in text


class TestMoney:
    def rate(self, **fields):
        RecruitmentSettings.objects.update_or_create(site=default_site(), defaults=fields)

    def test_off_until_the_rate_is_there(self, funnel, reader):
        text = text_of(reader)
        assert "Enter what a hire costs otherwise" in text
        assert "1,500" not in text

    def test_with_a_rate(self, funnel, reader):
        self.rate(cost_per_hire=Decimal(9000), currency="EUR")
        text = text_of(reader)
        assert "1,500.00 EUR" in text
        assert "7,500.00 EUR" in text

    def test_another_currency_is_not_taken_off(self, funnel, reader):
        self.rate(cost_per_hire=Decimal(9000), currency="GBP")
        text = text_of(reader)
        assert "There are bonuses in EUR, and no rate to turn them into GBP." in text

    def test_what_is_forfeited_costs_nothing(self, funnel, reader):
        Referral.objects.update(bonus="forfeited")
        self.rate(cost_per_hire=Decimal(9000), currency="EUR")
        assert "9,000.00 EUR" in text_of(reader)


def test_every_table_says_how_it_is_counted(funnel, reader):
    soup = BeautifulSoup(reader.get(reverse(REPORT)).content, "html.parser")
    assert {each.get_text() for each in soup.select("details dt")} >= {"Applications", "Hires through people"}
    links = [each["href"] for each in soup.select(".wa-downloads a")]
    assert len(links) == 8
    for link in links:
        assert reader.get(link.replace("&amp;", "&")).status_code == 200


def test_no_names(funnel, reader):
    names = {share.advocate.user.username for share in type(funnel).objects.select_related("advocate__user")}
    page = reader.get(reverse(REPORT)).content.decode()
    assert not any(name in page for name in names)


@pytest.mark.parametrize(("permissions", "status"), [(["view_referral"], 200), ([], 302)])
def test_permissions(permissions, status, db):
    assert person(*permissions)[1].get(reverse(REPORT)).status_code == status


def test_a_table_that_is_none(reader):
    assert reader.get(f"{reverse(REPORT)}salaries/", {"export": "csv"}).status_code == 404


def test_queries(funnel, reader):
    text_of(reader)
    with CaptureQueriesContext(connection) as one:
        text_of(reader)
    today, now = timezone.localdate(), timezone.now()
    vacancies = [VacancyFactory.build(site=default_site(), date_posted=today) for _number in range(499)]
    for each in vacancies:
        each.locale_id, each.live, each.first_published_at = funnel.item.locale_id, True, now
    Vacancy.objects.bulk_create(vacancies)
    with CaptureQueriesContext(connection) as many:
        text = text_of(reader)
    assert len(one) == len(many)
    assert "480 more rows are in the download." in text


@given(st.lists(st.integers(0, 3000)), st.integers(0, 500), st.integers(0, 500))
def test_formulas_keep_within_their_bounds(days, through, hired):
    mean, median = formulas.time_to_fill(days), formulas.median_time_to_fill(days)
    assert (mean is None) is (median is None) is (not days)
    assert mean is None or min(days) <= mean <= max(days)
    part = formulas.hires_through_people(through, hired)
    assert (part is None) is (hired == 0)
    assert part is None or 0 <= part <= 1
    assert formulas.cost_saved(hired, None, Decimal(1)) is None
    assert formulas.cost_saved(hired, Decimal(7), Decimal(2)) == hired * 7 - 2
