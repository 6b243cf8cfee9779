"""Every kind of feed behind a real server that behaves in every way: what is taken over, what changes nothing."""

import pytest
from django.core import mail

from wagtail_advocacy.recruitment.feeds import fetching
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from . import server as how
from .outcomes import came_out
from .shapes import SHAPES, jobs

# What a server does makes no difference to a database.
pytestmark = [pytest.mark.django_db, pytest.mark.walk]

FINE = {
    "sends all of it": how.whole,
    "packs it with gzip": how.gzipped,
    "sends it in chunks": how.chunked,
    "sends it slowly": how.slowly,
    "redirects once": how.redirecting,
}
BAD = {
    "stops in the middle, short of its length": how.cut,
    "stops in the middle of its chunks": how.cut_chunks,
    "stops in the middle of its gzip": how.cut_gzip,
    "sends broken gzip": how.broken_gzip,
    "stops in the middle, and named no length": how.cut_without_length,
    "falls silent": how.silent,
    "sends nothing at all": how.nothing,
    "sends a web page": how.html,
    "sends a web page that says it is data": how.html_as_data,
    "redirects in circles": how.in_circles,
    "redirects into your network": how.to_inside,
    "answers 404": how.status(404),
    "answers 401": how.status(401),
    "answers 500": how.status(500),
    "answers 503": how.status(503),
    "answers 429 with Retry-After": how.status(429, Retry_After="3600"),
}


def state():
    names = ["pk", "title", "live", "missed", "seen_at", "closed_at", "source_hash", "latest_revision"]
    return list(Vacancy.objects.order_by("pk").values_list(*names))


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("what", FINE)
def test_taken_over(make_feed, server, kind, what):
    feed = make_feed(kind, publish=VacancyFeed.Publish.AUTO)
    server.behave = FINE[what]
    run = import_feed(feed).run

    came_out(what, kind, run.outcome, run.message)
    assert (run.outcome, run.found, run.new) == ("done", 4, 4)
    assert run.problems == []
    vacancies = {each.source_id: each for each in Vacancy.objects.all()}
    assert sorted(vacancies) == ["4001", "4002", "4003", "4004"]
    chemist, welder, reader = vacancies["4001"], vacancies["4002"], vacancies["4003"]
    assert chemist.live
    assert (chemist.title, chemist.team, chemist.where) == ("Night chemist", "Laboratories", "Eskmouth, United Kingdom")
    assert "<strong>forty</strong>" in chemist.description
    assert chemist.employment_type == "FULL_TIME"
    assert welder.employment_type == "PART_TIME"
    assert welder.title == "Pipe fitter & welder"
    assert "alert" not in welder.description
    assert "pixel" not in reader.description
    assert str(chemist.date_posted) in {"2026-11-02", "2026-11-03"}
    assert chemist.requisition_id == ("R-1" if kind in {"greenhouse", "indeed", "json"} else "")
    address = server.address("/job/4001") if kind == "personio" else "https://jobs.example.com/4001"
    assert chemist.apply_url == address
    assert chemist.recruiter == feed.recruiter


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("what", BAD)
def test_changes_nothing(make_feed, server, monkeypatch, kind, what):
    feed = make_feed(kind)
    import_feed(feed)
    before = state()
    monkeypatch.setattr(fetching, "SECONDS", 0.15 if what == "falls silent" else 5.0)
    # Even with something new and without something old.
    feed.says([*jobs(0, 1, title="Day chemist"), *jobs(3, id="9999")])
    server.behave = BAD[what]
    run = import_feed(feed).run

    assert run.outcome in {"failed", "partial"}
    came_out(what, kind, run.outcome, run.message)
    assert state() == before
    assert [each.to for each in mail.outbox] == [["rosa@example.com"]]
    assert run.message in mail.outbox[0].body
    VacancyFeed.objects.update(not_before=None)
    assert import_feed(feed).run.outcome == run.outcome
    assert len(mail.outbox) == 1
    assert FeedRun.objects.filter(feed=feed, outcome=run.outcome).count() == 2


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize(
    ("what", "rows", "outcome"),
    [
        ("has no vacancies any more", [], "empty"),
        ("has fewer than half of the vacancies", jobs(0), "shrunken"),
        (
            "has other vacancies only, with new numbers",
            [{**each, "id": f"77{n}", "requisition": f"S-{n}", "title": f"Other {n}"} for n, each in enumerate(jobs())],
            "shrunken",
        ),
    ],
)
def test_too_few(make_feed, kind, what, rows, outcome):
    feed = make_feed(kind)
    import_feed(feed)
    before = state()
    feed.says(rows)
    run = import_feed(feed).run
    assert run.outcome == outcome
    came_out(what, kind, run.outcome, run.message)
    assert state() == before
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("kind", ["lever", "json"])
def test_the_second_page_fails(make_feed, server, kind):
    many = [{**jobs(0)[0], "id": f"5{n:03}", "requisition": f"Q-{n}"} for n in range(150)]
    feed = make_feed(kind, many)
    if kind == "json":
        feed.mapping["paging"]["size"] = 100
    server.behave = how.second_page_fails
    run = import_feed(feed).run
    assert run.outcome == "partial"
    came_out("fails at the second page", kind, run.outcome, run.message)
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize("kind", ["lever", "json"])
def test_the_same_page_again_and_again(make_feed, server, kind):
    path, shape = SHAPES[kind]
    feed = make_feed(kind)
    many = [{**jobs(0)[0], "id": f"5{n:03}"} for n in range(100)]
    if kind == "json":
        feed.mapping["paging"]["size"] = 100
        del feed.mapping["total"]
    server.pages[path] = lambda query: shape(many)
    run = import_feed(feed).run
    assert run.outcome == "partial"
    came_out("sends the first page whatever is asked", kind, run.outcome, run.message)
    assert len(server.seen) == 2


@pytest.mark.parametrize("kind", ["personio", "indeed"])
def test_a_document_type(make_feed, server, kind):
    path, shape = SHAPES[kind]
    feed = make_feed(kind)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    server.pages[path] = lambda query: shape(jobs()).replace(b"?>", b"?>" + bomb, 1)
    run = import_feed(feed).run
    assert run.outcome == "failed"
    came_out("declares entities", kind, run.outcome, run.message)


def test_too_few_against_what_it_announces(make_feed, server):
    path, shape = SHAPES["greenhouse"]
    feed = make_feed()
    server.pages[path] = lambda query: shape(jobs()).replace(b'"total": 4', b'"total": 40')
    run = import_feed(feed).run
    assert run.outcome == "partial"
    came_out("announces more than it sends", "greenhouse", run.outcome, run.message)
