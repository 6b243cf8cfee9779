"""What is wrong with one job of a feed stops no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import Vacancy
from wagtail_advocacy.recruitment.texts import LONGEST

from .imported import AUTO, by_id, numbers, said_of
from .shapes import jobs

pytestmark = pytest.mark.django_db


WRONG = {
    "a job has a salary that ends below where it begins": {
        "pay": {"min": 50, "max": 40, "currency": "EUR", "interval": "year"}
    },
    "a job has a salary in a currency that is none": {
        "pay": {"min": 4, "max": 5, "currency": "XQZ", "interval": "per-year"}
    },
    "a job has a salary without currency": {"pay": {"min": 4, "max": 5, "interval": "per-year-salary"}},
    "a job has a salary that does not say for how long": {
        "pay": {"min": 4, "max": 5, "currency": "EUR", "interval": ""}
    },
    "a job has a salary below zero": {"pay": {"min": -4, "max": 5, "currency": "EUR", "interval": "per-year-salary"}},
    "a job has no title": {"title": " "},
    "a job has no description": {"text": "<p> </p>"},
    "a job has a description of 500 KB": {"text": f"<p>{'Long. ' * 90_000}</p>"},
    "a job has no number": {"id": ""},
    "a job has a number of 200 characters": {"id": "7" * 200},
    "a job has a title of 200 characters": {"title": "x" * 200},
    "a job has an address to apply at that is a script": {"url": "javascript:alert(1)"},
    "a job has no location": {"town": "", "country": ""},
}
REFUSED = {
    "a job has no title",
    "a job has no description",
    "a job has a description of 500 KB",
    "a job has no number",
    "a job has a number of 200 characters",
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_one_job_does_not_stop_the_others(make_feed, said, what):
    run = import_feed(make_feed("lever", jobs(0, 1, 2, 3, **WRONG[what]), publish=AUTO)).run
    assert run.outcome == "done"
    assert numbers(run)["refused"] == (what in REFUSED)
    assert numbers(run)["new"] == 4 - (what in REFUSED)
    assert Vacancy.objects.count() == numbers(run)["new"]
    [problem] = run.problems
    said("Vacancies from a feed", what, problem["message"])
    if what not in REFUSED:
        vacancy = by_id()
        assert vacancy.salary_min is None
        assert "javascript" not in vacancy.apply_url
        vacancy.full_clean(exclude=["locale"])


def test_a_refused_job_that_was_here_is_not_missing(make_feed):
    feed = make_feed("lever", publish=AUTO)
    import_feed(feed)
    feed.says(jobs(0, 1, 2, 3, text=""))
    for _time in range(3):
        run = import_feed(feed).run
    assert numbers(run)["refused"] == 1
    assert (by_id().live, by_id().missed) == (True, 0)


def test_a_last_day_in_the_past(make_feed, said):
    past = (timezone.localdate() - timedelta(days=3)).isoformat()
    feed = make_feed("indeed", jobs(0, 1, 2, more=f"<expirationdate>{past}</expirationdate>", posted="2020-01-01"))
    run = import_feed(feed).run
    assert numbers(run)["new"] == 2
    said("Vacancies from a feed", "a job whose last day is over", said_of(run, "4001")[0])


def test_scripts_and_pixels_leave_nothing_behind(make_feed):
    evil = (
        '<p onclick="x()">Hello <a href="javascript:x()">you</a></p><script>bad()</script><style>p{}</style>'
        '<img src="https://p.example/1.gif"><iframe src="https://p.example"></iframe><svg onload=x()></svg>'
    )
    import_feed(make_feed(rows=jobs(0, text=evil), publish=AUTO))
    assert by_id().description == "<p>Hello <a>you</a></p>"


def test_markup_of_half_a_megabyte_around_few_words(make_feed):
    text = "<p>Short.</p>" + "<span style='color:red;font:12px Arial, sans-serif'></span>" * 9_000
    assert len(text) > 5 * LONGEST
    import_feed(make_feed(rows=jobs(0, text=text)))
    assert by_id().description == "<p>Short.</p>"
