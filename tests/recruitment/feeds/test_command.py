"""`manage.py import_vacancies`, as somebody calls it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from . import server as how
from .shapes import jobs

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self):
        return True


def run(*args, **options):
    out, err = options.pop("out", StringIO()), options.pop("err", StringIO())
    call_command("import_vacancies", *args, stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def test_one_by_name_or_number(make_feed):
    feed = make_feed()
    out, _err = run("Jobs by greenhouse")
    assert out.startswith("Jobs by greenhouse: 4 in the feed; 4 new, 0 changed")
    assert "4 unchanged" in run(str(feed.pk))[0]


def test_a_dry_run_is_a_table(make_feed):
    make_feed(rows=jobs(0, 1, text=""))
    out, err = run("--all", dry_run=True)
    lines = out.splitlines()
    assert lines[0].split() == ["what", "number", "title", "note"]
    assert lines[1].split(None, 2) == ["new", "4002", "Pipe fitter & welder"]
    assert lines[2].startswith("to look at  4001")
    assert lines[2].endswith("It has no description.")
    assert lines[-1] == "Nothing was stored."
    assert err == ""
    assert not Vacancy.objects.exists()


def test_a_dry_run_leaves_alone_who_asked_for_it(make_feed, server):
    make_feed()
    VacancyFeed.objects.update(not_before=timezone.now() + timedelta(hours=1))
    err = StringIO()
    with pytest.raises(CommandError):
        run("--all", dry_run=True, err=err)
    assert "Its system asks to be left alone until" in err.getvalue()
    assert server.seen == []


def test_all_means_those_that_are_fetched_by_themselves(make_feed):
    make_feed(title="A")
    make_feed("lever", title="B", is_active=False)
    assert run("--all")[0].count("in the feed") == 1


def test_one_that_fails_stops_no_other_and_fails_the_command(make_feed, said):
    make_feed(title="A", address="http://127.0.0.1:1/")
    make_feed("lever", title="B")
    with pytest.raises(CommandError) as failed:
        run("--all")
    said("Commands", "`import_vacancies` where a feed cannot be read", str(failed.value))
    assert FeedRun.objects.filter(outcome="done", feed__title="B").exists()


@pytest.mark.parametrize(
    ("what", "args"),
    [
        ("`import_vacancies` without a feed", []),
        ("`import_vacancies` with a feed and `--all`", ["--all", "Jobs by greenhouse"]),
    ],
)
def test_feeds_or_all(make_feed, said, what, args):
    with pytest.raises(CommandError) as refused:
        run(*args)
    said("Commands", what, str(refused.value))


def test_a_name_that_is_none_or_several(make_feed):
    feed = make_feed()
    make_feed("lever", title=feed.title)
    with pytest.raises(CommandError, match="No feed is called “Nope”"):
        run("Nope")
    with pytest.raises(CommandError, match="Several feeds are called “Jobs by greenhouse”"):
        run(feed.title)
    assert not FeedRun.objects.exists()


def test_a_bar_on_a_terminal_alone(make_feed, server):
    make_feed()
    server.behave = how.chunked
    err = run("--all", err=Terminal())[1]
    assert "\rJobs by greenhouse: [##############################] 4 stored" in err
    VacancyFeed.objects.update(title="Again")
    assert run("--all")[1] == ""


def test_believing_a_small_feed(make_feed):
    feed = make_feed()
    run("--all")
    feed.says(jobs(0))
    with pytest.raises(CommandError):
        run("--all")
    assert "3 missing once" in run("--all", accept=True)[0]
