"""What an import may take: memory for what is refused, time for a try, and only its own lock."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from wagtail_advocacy.recruitment.feeds import fetching
from wagtail_advocacy.recruitment.feeds.fetching import fetch_feed
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import VacancyFeed

from . import server as how
from .shapes import jobs

pytestmark = pytest.mark.django_db
LONG = "long " * 20_000


def test_of_jobs_without_a_number_little_is_remembered(make_feed):
    feed = make_feed(rows=[*jobs(0, id="", title=LONG, text=LONG), *jobs(1)])
    with fetch_feed(feed) as fetched:
        [job] = fetched.unnumbered
        assert len(repr(job)) < 500
        assert job.refused == "It has no number of its own, so the next fetch could not find it again."
        assert len(fetched) == 2
    run = import_feed(feed).run
    assert (run.new, run.refused) == (1, 1)
    assert run.problems[0]["title"].startswith("long long")


def test_of_other_refused_jobs_as_well(make_feed):
    rows = [*jobs(0, id="7" * 300, title=LONG, requisition=LONG, url=f"https://jobs.example.com/{'x' * 90_000}")]
    rows += [{**rows[0], "title": f"Other {LONG}"}]
    with fetch_feed(make_feed(rows=rows)) as fetched:
        [entry] = fetched.entries.values()
        assert len(repr(entry)) < 5_000
        assert "“Other long" in entry.problems[0]


def test_a_lock_that_a_successor_has_taken_stays(make_feed):
    feed, theirs = make_feed(), timezone.now() + timedelta(hours=5)

    def meanwhile(step, done, of):
        VacancyFeed.objects.update(locked_until=theirs)

    assert import_feed(feed, progress=meanwhile).run.outcome == "done"
    feed.refresh_from_db()
    assert feed.locked_until == theirs


def test_a_try_in_a_request_waits_less_than_an_import(make_feed, server, client, recruiter, monkeypatch, said):
    monkeypatch.setattr(fetching, "TRY_SECONDS", 0.15)
    feed = make_feed()
    client.force_login(recruiter)
    server.behave = how.silent
    tried = client.post(reverse("advocacy_feeds:try", args=[feed.pk])).context["tried"]
    assert tried.outcome == "failed"
    assert "takes too long" in tried.message
    server.behave = how.whole
    monkeypatch.setattr(fetching, "TRY_SECONDS", 0.0)
    tried = client.post(reverse("advocacy_feeds:try", args=[feed.pk])).context["tried"]
    said("Vacancies from a feed", "a feed takes too long altogether", tried.message)
    # Nobody waits for these in a browser.
    call_command("import_vacancies", "--all", dry_run=True)
    assert import_feed(feed).run.outcome == "done"
