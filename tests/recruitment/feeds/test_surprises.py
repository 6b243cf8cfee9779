"""Whatever goes wrong in an import that nobody thought of: somebody hears of it, and nothing else stops."""

import pytest
from django.core import mail
from django.db.models.signals import pre_save
from django.urls import reverse

from wagtail_advocacy.recruitment.feeds.importing import import_active, import_feed
from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, FeedKind
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from .shapes import jobs

pytestmark = pytest.mark.django_db
SECRET = "Bob Miller, +44 20 7946 0000"


class Surprise(Exception):
    pass


class Ours(FeedKind):
    """A kind of the site's own, with an error in it that quotes what it reads."""

    def read(self, page, feed):
        raise Surprise(SECRET)


@pytest.fixture
def surprising(make_feed, monkeypatch):
    monkeypatch.setitem(FEED_KINDS, "ours", Ours())
    feed = make_feed(title="A")
    VacancyFeed.objects.update(kind="ours")
    feed.refresh_from_db()
    return feed


@pytest.fixture
def raising():
    """Lets a receiver of the site's own raise on a save; they are gone after the test."""
    receivers = []

    def connect(model, when):
        def receiver(instance, **kwargs):
            if when(instance):
                raise Surprise(SECRET)

        pre_save.connect(receiver, sender=model, weak=False)
        receivers.append((model, receiver))

    yield connect
    for model, receiver in receivers:
        pre_save.disconnect(receiver, sender=model)


def test_it_is_a_fetch_that_failed_and_the_recruiter_hears(surprising, said, caplog):
    run = import_feed(surprising).run
    assert FeedRun.objects.get().outcome == "failed"
    said("Vacancies from a feed", "reading a feed meets an error that nobody thought of", run.message)
    assert run.message in mail.outbox[0].body
    surprising.refresh_from_db()
    assert surprising.locked_until is None
    assert "could not be read: Surprise, " in caplog.text
    assert "test_surprises.py:" in caplog.text
    assert "Bob" not in caplog.text


def test_trying_it_says_so_too(surprising, client, recruiter, said):
    client.force_login(recruiter)
    response = client.post(reverse("advocacy_feeds:try", args=[surprising.pk]))
    assert response.status_code == 200
    assert "It could not be read. The log of the server says why." in response.content.decode()
    assert not FeedRun.objects.exists()


def test_one_vacancy_that_cannot_be_stored_stops_no_other(make_feed, raising, caplog):
    raising(Vacancy, lambda vacancy: vacancy.source_id == "4001")
    run = import_feed(make_feed()).run
    assert (run.outcome, run.new, run.refused) == ("done", 3, 1)
    assert [each["message"] for each in run.problems] == ["It could not be stored. The log of the server says why."]
    assert "Bob" not in caplog.text


def test_one_vacancy_that_cannot_be_closed_stops_no_other(make_feed, raising, caplog, said):
    feed = make_feed(publish=VacancyFeed.Publish.AUTO)
    import_feed(feed)
    raising(Vacancy, lambda vacancy: vacancy.source_id == "4001" and vacancy.closed_reason)
    feed.says(jobs(2, 3))
    import_feed(feed)
    run = import_feed(feed).run
    assert (run.outcome, run.gone) == ("done", 1)
    said("Vacancies from a feed", "a vacancy that is gone cannot be closed", run.problems[0]["message"])
    assert set(Vacancy.objects.exclude(closed_at=None).values_list("source_id", flat=True)) == {"4002"}
    assert "Bob" not in caplog.text


def test_a_fetch_that_cannot_be_noted_stops_no_other(make_feed, raising, caplog):
    make_feed(title="A")
    make_feed("lever", [{**each, "id": f"9{each['id']}", "url": f"https://b.example/{each['id']}"} for each in jobs()])
    raising(FeedRun, lambda run: run.feed.title == "A")
    with pytest.raises(Surprise):
        import_active()
    assert Vacancy.objects.filter(feed__kind="lever").count() == 4
    assert "was not imported: Surprise" in caplog.text
    assert "Bob" not in caplog.text
