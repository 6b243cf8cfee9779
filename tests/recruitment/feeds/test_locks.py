"""Two imports at once, troubles that are told, and who is written to."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from wagtail_advocacy.recruitment.feeds.importing import FeedBusy, import_feed
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from . import server as how

pytestmark = pytest.mark.django_db


class TestLocks:
    def test_two_imports_at_once(self, make_feed, server, said):
        feed = make_feed()
        VacancyFeed.objects.update(locked_until=timezone.now() + timedelta(hours=1))
        with pytest.raises(FeedBusy) as busy:
            import_feed(feed)
        said("Vacancies from a feed", "somebody imports a feed that is being imported", str(busy.value))
        assert server.seen == []
        assert not FeedRun.objects.exists()

    def test_a_lock_of_a_crash_opens_by_itself(self, make_feed):
        feed = make_feed()
        VacancyFeed.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
        assert import_feed(feed).run.outcome == "done"
        feed.refresh_from_db()
        assert feed.locked_until is None

    def test_asked_to_stay_away(self, make_feed, server):
        feed = make_feed()
        server.behave = how.status(429, Retry_After="3600")
        import_feed(feed)
        server.behave = how.whole
        with pytest.raises(FeedBusy, match="asks to be left alone until"):
            import_feed(feed)
        assert len(server.seen) == 1
        VacancyFeed.objects.update(not_before=timezone.now())
        assert import_feed(feed).run.outcome == "done"

    def test_a_letter_for_each_new_trouble_only(self, make_feed, server):
        feed = make_feed()
        for behave, letters in [
            (how.whole, 0),
            (how.cut, 1),
            (how.cut, 1),
            (how.status(500), 2),
            (how.status(404), 3),
            # Known since today, and told again only after a day without it.
            (how.cut, 3),
            (how.whole, 3),
            (how.status(500), 3),
        ]:
            server.behave = behave
            import_feed(feed)
            assert len(mail.outbox) == letters
        server.behave = how.whole
        import_feed(feed)
        FeedRun.objects.update(began_at=timezone.now() - timedelta(hours=25))
        server.behave = how.status(500)
        for _time in range(2):
            import_feed(feed)
            assert len(mail.outbox) == 4
        assert mail.outbox[0].subject == "Vacancies of “Jobs by greenhouse” were not imported"

    def test_a_moment_that_is_another_each_time_is_no_new_trouble(self, make_feed, server):
        feed = make_feed()
        for seconds in ("3600", "7200"):
            server.behave = how.status(429, Retry_After=seconds)
            import_feed(feed)
            VacancyFeed.objects.update(not_before=None)
        assert len(set(FeedRun.objects.values_list("message", flat=True))) == 2
        assert len(mail.outbox) == 1

    def test_what_lasts_longer_than_a_day_is_told_once(self, make_feed, server):
        feed = make_feed()
        server.behave = how.cut
        import_feed(feed)
        FeedRun.objects.update(began_at=timezone.now() - timedelta(hours=25))
        import_feed(feed)
        assert len(mail.outbox) == 1

    def test_nobody_to_write_to(self, make_feed, server):
        server.behave = how.cut
        assert import_feed(make_feed(recruiter=None)).run.outcome == "partial"
        assert mail.outbox == []


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_imports_side_by_side(make_feed, server, db):
    feed, begun, go, raised = make_feed(), threading.Event(), threading.Event(), []

    def wait(handler, body):
        begun.set()
        go.wait(10)
        how.whole(handler, body)

    server.behave = wait

    def first():
        try:
            import_feed(feed)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait(10)
    try:
        import_feed(feed)
    except FeedBusy as busy:
        raised.append(busy)
    go.set()
    thread.join()
    assert len(raised) == 1
    assert Vacancy.objects.count() == 4
