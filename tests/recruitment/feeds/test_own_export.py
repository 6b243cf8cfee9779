"""What our own XML export says, our own importer reads back: the same vacancies."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories import live_vacancy
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import Vacancy, VacancyFeed

from .shapes import jobs

pytestmark = pytest.mark.django_db

SAME = [
    *("title", "team", "workplace", "employment_type", "salary_min", "salary_max", "salary_currency", "salary_unit"),
    *("description", "requirements", "benefits", "languages", "date_posted", "valid_through", "openings"),
    *("requisition_id", "apply_url", "apply_email", "direct_apply"),
]


def said_by(vacancy):
    places = [(each.place, each.region, each.postal_code, each.country) for each in vacancy.locations.all()]
    return {**{name: getattr(vacancy, name) for name in SAME}, "locations": places}


@pytest.fixture
def export(career_site):
    today = timezone.localdate()
    live_vacancy(
        title="Chemist <water> & more",
        requisition_id="W-1",
        valid_through=today + timedelta(days=20),
        benefits="<p>Tea ]]&gt; &amp; <b>cake</b></p>",
        languages="English, good Spanish",
        openings=3,
        salary_min="42000.50",
        salary_max=None,
        locations=[
            {"place": "Eskmouth", "region": "Cumbria", "postal_code": "CA1", "country": "GB"},
            {"place": "Graz", "country": "AT"},
        ],
    )
    live_vacancy(title="Remote reader", workplace="remote", locations=[{"country": "ES"}], employment_type="PART_TIME")
    live_vacancy(title="Pipe fitter", salary_min=None, salary_max=None, salary_currency="", salary_unit="")
    live_vacancy(title="By letter", apply_url="", apply_email="jobs@example.com")
    live_vacancy(title="Right there", direct_apply=True)
    live_vacancy(title="By the hour", salary_unit="HOUR", workplace="hybrid", employment_type="OTHER")

    def get():
        response = Client().get("/advocacy/jobs/export.xml", secure=True, HTTP_HOST="www.example.com")
        return b"".join(response.streaming_content) if response.streaming else response.content

    return get


def test_the_same_vacancies(export, make_feed, server):
    originals = {str(each.pk): said_by(each) for each in Vacancy.objects.all()}
    feed = make_feed("indeed", publish=VacancyFeed.Publish.AUTO)
    body = export()
    server.pages["/jobs.xml"] = lambda query: body
    run = import_feed(feed).run
    assert (run.outcome, run.new, run.problems) == ("done", 6, [])
    imported = {each.source_id: said_by(each) for each in Vacancy.objects.filter(feed=feed)}
    for key, original in originals.items():
        without = original["salary_min"] is None and original["salary_max"] is None
        # Without an amount a unit says nothing.
        expected = {**original, "salary_unit": "YEAR"} if without else original
        assert imported[key] == expected, original["title"]
    assert all(each.live for each in Vacancy.objects.filter(feed=feed))


def test_a_second_fetch_changes_nothing(export, make_feed, server):
    feed = make_feed("indeed")
    body = export()
    server.pages["/jobs.xml"] = lambda query: body
    import_feed(feed)
    run = import_feed(feed).run
    assert (run.unchanged, run.changed) == (6, 0)


def test_from_a_form_to_letters(export, make_feed, server):
    feed = make_feed("indeed")
    original = Vacancy.objects.get(title="Right there")
    for address, email in (("https://jobs.example.com/", ""), ("", "jobs@example.com")):
        original.apply_url, original.apply_email = address, email
        original.save()
        # An export is kept for five minutes.
        cache.clear()
        body = export()
        server.pages["/jobs.xml"] = lambda query, body=body: body
        import_feed(feed)
    vacancy = Vacancy.objects.get(feed=feed, source_id=original.pk)
    assert (vacancy.apply_url, vacancy.apply_email) == ("", "jobs@example.com")


def test_jobs_without_our_own_element(make_feed):
    rows = jobs(0, salary="€42,000 - €51,000 per year", more="<remotetype>Hybrid remote</remotetype>")
    import_feed(make_feed("indeed", rows))
    vacancy = Vacancy.objects.get()
    assert (vacancy.salary_min, vacancy.salary_max) == (42000, 51000)
    assert (vacancy.salary_currency, vacancy.salary_unit, vacancy.workplace) == ("EUR", "YEAR", "hybrid")
    assert vacancy.team == "Laboratories"
