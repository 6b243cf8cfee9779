"""Numbers that no job has: each is left out or fails its feed, and none stops the server."""

import json

import pytest

from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import Vacancy

from .shapes import MAPPING, SHAPES, jobs

pytestmark = pytest.mark.django_db
HUGE, TINY, LONG, MANY_DIGITS = "1e3000000", "1e-3000000", "1" + "0" * 400, "9" * 5_000


def says(server, kind, old, new):
    """Puts a number where `old` is, which Python itself would not write."""
    path, shape = SHAPES[kind]
    page = shape(jobs()).decode()
    assert old in page
    server.pages[path] = lambda query: page.replace(old, new).encode()


@pytest.mark.parametrize("number", [HUGE, LONG])
@pytest.mark.parametrize("kind", ["greenhouse", "json"])
def test_a_total_beyond_all_measure(make_feed, server, said, kind, number):
    feed = make_feed(kind)
    if kind == "json":
        del feed.mapping["paging"]
    says(server, kind, '"total": 4', f'"total": {number}')
    run = import_feed(feed).run
    assert run.outcome == "partial"
    said("Vacancies from a feed", "a feed announces a number beyond all measure", run.message)
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize("number", [MANY_DIGITS, f"-{MANY_DIGITS}", "1e99999999999999999999"])
@pytest.mark.parametrize("pad", [0, 65_400])
def test_a_number_that_cannot_be_read(make_feed, server, said, number, pad):
    feed = make_feed()
    says(server, "greenhouse", '"internal_job_id": 77', f'"x": "{"x" * pad}", "internal_job_id": {number}')
    run = import_feed(feed).run
    assert run.outcome in {"failed", "partial"}
    said("Vacancies from a feed", "a feed has a number of thousands of digits", run.message)


@pytest.mark.parametrize("number", [HUGE, TINY, "1e999999999", "0e999999999", LONG, f'"{HUGE}"', f'"{MANY_DIGITS}"'])
def test_a_salary_beyond_all_measure(make_feed, server, said, number):
    if MANY_DIGITS in number:
        number = number.replace(MANY_DIGITS, "9" * 900)
    feed = make_feed("lever")
    pay = f'"salaryRange": {{"min": {number}, "max": {number}, "currency": "EUR", "interval": "year"}}'
    says(server, "lever", '"workplaceType": "onsite"', pay)
    run = import_feed(feed).run
    assert (run.outcome, run.new) == ("done", 4)
    said("Vacancies from a feed", "a job has a salary beyond all measure", run.problems[0]["message"])
    assert set(Vacancy.objects.values_list("salary_min", flat=True)) == {None}


def test_a_salary_of_thousands_of_digits_in_words(make_feed):
    run = import_feed(make_feed("indeed", jobs(0, salary=f"{MANY_DIGITS} EUR per year"))).run
    assert (run.outcome, run.new) == ("done", 1)
    assert run.problems[0]["message"] == "The salary was left out: the amount cannot be right."


@pytest.mark.parametrize("number", [HUGE, LONG, f"-{LONG}"])
def test_a_day_beyond_all_measure_is_none(make_feed, server, number):
    feed = make_feed()
    says(server, "greenhouse", '"offices": []', f'"application_deadline": {number}')
    run = import_feed(feed).run
    assert (run.outcome, run.new) == ("done", 4)
    assert set(Vacancy.objects.values_list("valid_through", flat=True)) == {None}


@pytest.mark.parametrize("number", [MANY_DIGITS, "40000", "several"])
def test_how_many_are_wanted_beyond_all_measure(make_feed, said, number):
    more = f"<advocacy><openings>{number}</openings></advocacy>"
    run = import_feed(make_feed("indeed", jobs(0, more=more))).run
    assert (run.outcome, run.new) == ("done", 1)
    said("Vacancies from a feed", "a job wants a number of people that cannot be right", run.problems[0]["message"])
    assert Vacancy.objects.get().openings in {None, 1}


def test_none_wanted_is_nothing_said(make_feed):
    mapping = json.loads(json.dumps(MAPPING))
    mapping["fields"]["openings"] = "ref.none"
    run = import_feed(make_feed("json", mapping=mapping)).run
    assert (run.outcome, run.problems) == ("done", [])
