"""When a vacancy is gone, which number is which vacancy, and what else an import keeps to."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import VacancyFactory
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.feeds.importing import forget_old_runs, import_active, import_feed
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from . import server as how
from .imported import AUTO, by_id, numbers, said_of
from .shapes import MAPPING, SHAPES, jobs

pytestmark = pytest.mark.django_db


class TestGone:
    def test_only_after_two_complete_fetches_in_a_row(self, make_feed, server):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        feed.says(jobs(1, 2, 3))
        assert numbers(import_feed(feed).run) == {
            "new": 0,
            "changed": 0,
            "unchanged": 3,
            "missing": 1,
            "gone": 0,
            "refused": 0,
        }
        assert (by_id().live, by_id().missed) == (True, 1)
        server.behave = how.cut
        import_feed(feed)
        assert by_id().missed == 1
        server.behave = how.whole
        assert numbers(import_feed(feed).run)["gone"] == 1
        assert (by_id().live, by_id().closed_reason) == (False, "gone")
        assert numbers(import_feed(feed).run)["gone"] == 0

    def test_seen_in_between_it_counts_anew(self, make_feed):
        feed = make_feed(publish=AUTO)
        for rows in (jobs(), jobs(1, 2, 3), jobs(), jobs(1, 2, 3)):
            feed.says(rows)
            import_feed(feed)
        assert (by_id().live, by_id().missed) == (True, 1)

    def test_back_again_it_opens(self, make_feed):
        feed = make_feed(publish=AUTO)
        for rows in (jobs(), jobs(1, 2, 3), jobs(1, 2, 3), jobs(0, 1, 2, 3, town="Leeds")):
            feed.says(rows)
            run = import_feed(feed).run
        assert numbers(run)["new"] == 1
        vacancy = by_id()
        assert (vacancy.live, vacancy.closed_at, vacancy.is_open, vacancy.missed) == (True, None, True, 0)
        assert vacancy.where == "Leeds, United Kingdom"

    def test_what_was_closed_here_stays_closed(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        close_vacancy(by_id(), "filled", hired=1)
        feed.says(jobs(0, 1, 2, 3, town="Leeds"))
        [sentence] = said_of(import_feed(feed).run, "4001")
        said("Vacancies from a feed", "a vacancy was closed here, and is still in its feed", sentence)
        assert (by_id().closed_reason, by_id().live) == ("filled", False)

    def test_a_number_that_is_used_again_for_another_job(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        old = close_vacancy(by_id(), "filled", hired=1)
        feed.says(jobs(0, 1, 2, 3, title="Diver", requisition="R-900", url="https://jobs.example.com/diver"))
        run = import_feed(feed).run
        [sentence] = said_of(run, "4001")
        said("Vacancies from a feed", "a feed uses the number of a filled vacancy for another job", sentence)
        old.refresh_from_db()
        assert (old.title, old.closed_reason, old.source_id) == ("Night chemist", "filled", None)
        assert (by_id().title, by_id().live) == ("Diver", True)
        assert by_id().pk != old.pk

    def test_believing_a_small_feed(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        feed.says(jobs(0))
        assert import_feed(feed).run.outcome == "shrunken"
        run = import_feed(feed, accept=True).run
        assert (run.outcome, run.missing) == ("done", 3)
        run = import_feed(feed).run
        assert (run.outcome, run.gone) == ("done", 3)


class TestNumbers:
    def test_all_new_numbers_for_the_same_vacancies(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        before = sorted(Vacancy.objects.values_list("pk", "requisition_id", "latest_revision"))
        url = "https://jobs.example.com/{}"
        feed.says([{**each, "id": f"88{each['id']}", "url": url.format(each["id"])} for each in jobs()])
        run = import_feed(feed).run
        assert (run.outcome, run.new, run.missing) == ("done", 0, 0)
        assert sorted(Vacancy.objects.values_list("pk", "requisition_id", "latest_revision")) == before
        assert set(Vacancy.objects.values_list("source_id", flat=True)) == {f"88400{each}" for each in range(1, 5)}
        said("Vacancies from a feed", "a feed gives a vacancy another number", said_of(run, "884001")[0])

    def test_twice_the_same_requisition_is_no_proof(self, make_feed):
        rows = [{**each, "requisition": "R-1"} for each in jobs()]
        feed = make_feed(rows=rows)
        import_feed(feed)
        feed.says([{**each, "id": f"88{each['id']}", "url": f"https://a.example/{each['id']}"} for each in rows])
        assert import_feed(feed).run.outcome == "shrunken"

    @pytest.mark.parametrize("kind", ["indeed", "json"])
    def test_an_address_that_all_share_is_no_proof(self, make_feed, kind):
        rows = [{**each, "url": "https://jobs.example.com/apply"} for each in jobs()]
        feed = make_feed(kind, rows, publish=AUTO)
        import_feed(feed)
        chemist = by_id().pk
        feed.says([{**rows[0], "id": "9999", "requisition": "R-9", "title": "Diver"}, *rows[1:]])
        run = import_feed(feed).run
        assert (run.new, run.missing) == (1, 1)
        assert by_id().pk == chemist
        assert (by_id("9999").title, by_id("9999").live) == ("Diver", True)

    def test_an_address_that_another_job_had_before_is_no_proof(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        moved = jobs(1, 2, 3, url="https://jobs.example.com/moved")
        new = jobs(1, id="9999", requisition="R-9", title="Diver", url="https://jobs.example.com/4002")
        feed.says([*moved, *new])
        run = import_feed(feed).run
        assert (run.outcome, run.new, run.changed, run.missing) == ("done", 1, 1, 1)

    @pytest.mark.parametrize("shares", ["the feed that is here", "the feed that is new"])
    def test_an_address_that_many_share_is_no_proof_between_feeds(self, make_feed, shares):
        def rows(*numbers):
            return [{**each, "url": "https://jobs.example.com/apply"} for each in jobs(*numbers)]

        here, new = (rows(), rows(0)) if shares == "the feed that is here" else (rows(0), rows())
        import_feed(make_feed("json", here, publish=AUTO))
        others = [{**each, "id": f"z{each['id']}", "requisition": f"Z-{each['id']}"} for each in new]
        assert import_feed(make_feed("indeed", others)).run.new == len(new)

    def test_rows_per_location_are_one_vacancy(self, make_feed):
        rows = [*jobs(0), *jobs(0, town="Leeds"), *jobs(1)]
        run = import_feed(make_feed("json", rows)).run
        assert (run.outcome, run.found, run.new) == ("done", 2, 2)
        assert by_id().where == "Eskmouth, United Kingdom; Leeds, United Kingdom"

    def test_one_number_for_two_jobs(self, make_feed, said):
        run = import_feed(make_feed(rows=[*jobs(0, 1), *jobs(2, id="4001")])).run
        assert numbers(run)["new"] == 2
        said("Vacancies from a feed", "a feed has two jobs with one number", said_of(run, "4001")[0])

    @pytest.mark.parametrize(
        "change", [{"requisition": "X", "url": "https://jobs.example.com/4001"}, {"requisition": "R-1"}]
    )
    def test_the_same_job_in_two_feeds(self, make_feed, said, change):
        import_feed(make_feed(publish=AUTO))
        other = make_feed("indeed", jobs(0, id="z", **change))
        run = import_feed(other).run
        assert numbers(run) == {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "gone": 0, "refused": 1}
        [sentence] = said_of(run, "z")
        said("Vacancies from a feed", "a job is in two feeds of a programme", sentence)
        assert Vacancy.objects.count() == 4

    def test_the_same_job_in_two_languages_is_taken_over_in_both(self, make_feed):
        import_feed(make_feed(publish=AUTO))
        spanish = Locale.objects.get_or_create(language_code="es")[0]
        assert import_feed(make_feed("indeed", locale=spanish)).run.new == 4

    def test_closed_in_the_other_feed_it_is_taken_over(self, make_feed):
        import_feed(make_feed(publish=AUTO))
        close_vacancy(by_id(), "withdrawn")
        assert numbers(import_feed(make_feed("indeed", jobs(0, id="z"))).run)["new"] == 1

    def test_a_vacancy_written_here_is_nobodys_business(self, make_feed):
        mine = VacancyFactory(requisition_id="R-1")
        import_feed(make_feed())
        mine.refresh_from_db()
        assert mine.feed is None
        assert Vacancy.objects.count() == 5


class TestMaintenance:
    def test_one_failing_feed_stops_no_other(self, make_feed):
        make_feed(title="A", path="/gone")
        make_feed("lever", title="B")
        make_feed("indeed", title="C", is_active=False)
        VacancyFeed.objects.filter(title="A").update(kind="unheard of")
        assert import_active() == 4
        assert set(FeedRun.objects.values_list("feed__title", "outcome")) == {("A", "failed"), ("B", "done")}

    def test_even_one_whose_own_kind_fails(self, make_feed, monkeypatch):
        from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, FeedKind

        monkeypatch.setitem(FEED_KINDS, "ours", FeedKind())
        make_feed(title="A")
        VacancyFeed.objects.update(kind="ours")
        make_feed("lever", title="B")
        assert import_active() == 4
        assert Vacancy.objects.count() == 4
        assert FeedRun.objects.get(feed__title="A").outcome == "failed"
        assert not VacancyFeed.objects.exclude(locked_until=None).exists()

    def test_old_fetches_are_forgotten_but_the_last_good_one(self, make_feed, server):
        feed = make_feed()
        import_feed(feed)
        import_feed(feed)
        server.behave = how.cut
        import_feed(feed)
        FeedRun.objects.update(began_at=timezone.now() - timedelta(days=400))
        assert forget_old_runs() == 2
        assert [each.outcome for each in FeedRun.objects.all()] == ["done"]


def test_a_kind_of_the_sites_own(make_feed, server, monkeypatch):
    from wagtail_advocacy.recruitment.feeds.jobs import FeedJob
    from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, FeedKind
    from wagtail_advocacy.recruitment.feeds.streams import json_items

    class Ours(FeedKind):
        label = "Ours"

        def read(self, page, feed):
            for row in json_items(page.file, "item"):
                fields = {"title": row["t"], "description": row["d"], "workplace": "remote"}
                yield FeedJob(str(row["n"]), "", fields)

    monkeypatch.setitem(FEED_KINDS, "ours", Ours())
    feed = make_feed(path="/ours")
    VacancyFeed.objects.update(kind="ours")
    feed.refresh_from_db()
    server.pages["/ours"] = lambda query: json.dumps([{"n": 1, "t": "Diver", "d": "You dive."}]).encode()
    import_feed(feed)
    assert (by_id("1").title, by_id("1").description) == ("Diver", "<p>You dive.</p>")


def test_pages_by_number_and_by_link(make_feed, server):
    path, shape = SHAPES["json"]
    rows = jobs()

    def by_number(query):
        start = (int(query["p"]) - 1) * 2
        return json.dumps({"data": {"items": json.loads(shape(rows))["data"]["items"][start : start + 2]}}).encode()

    def by_link(query):
        start = int(query.get("after", 0))
        found = json.loads(shape(rows))["data"]["items"][start : start + 3]
        following = f"?after={start + 3}" if start + 3 < len(rows) else None
        return json.dumps({"data": {"items": found}, "next": following}).encode()

    for paging, answer in (({"page": "p", "start": 1}, by_number), ({"next": "next"}, by_link)):
        mapping = {**MAPPING, "paging": paging}
        del mapping["total"]
        feed = make_feed("json", mapping=mapping)
        server.pages[path] = answer
        run = import_feed(feed, dry_run=True).run
        assert (run.outcome, run.found) == ("done", 4), paging
        feed.delete()
