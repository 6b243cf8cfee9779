"""`advocacy_maintenance`: what is due is done once, by whoever comes first, and one failure stops nobody else."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AdvocateFactory, ClickFactory, UserFactory, default_site
from wagtail_advocacy.links.models import Click, DailySalt, Link
from wagtail_advocacy.maintenance import LOCK, months_before, run_due
from wagtail_advocacy.models import AdvocacySettings, AudienceSize, Headcount, MaintenanceJob
from wagtail_advocacy.registries import Job, clicks_by_day, maintenance

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs():
    """The registry with nothing in it; afterwards it is as before."""
    before = dict(maintenance)
    maintenance.clear()
    yield maintenance
    maintenance.clear()
    maintenance.update(before)


@pytest.fixture
def counted(jobs):
    """A job that is due every hour and counts how often it ran."""
    runs = []
    jobs["counted"] = Job(lambda: runs.append(1) or 7, every=timedelta(hours=1))
    return runs


def command(**options):
    output = StringIO()
    call_command("advocacy_maintenance", stdout=output, **options)
    return output.getvalue().splitlines()


def test_what_is_due_runs_once(counted):
    assert command() == ["counted: done 7"]
    assert command() == ["counted: waits"]
    assert counted == [1]


def test_it_is_due_again_after_its_time(counted):
    command()
    MaintenanceJob.objects.update(finished_at=timezone.now() - timedelta(minutes=59))
    assert command() == ["counted: waits"]
    MaintenanceJob.objects.update(finished_at=timezone.now() - timedelta(minutes=61))
    assert command() == ["counted: done 7"]


def test_force_runs_what_is_not_due(counted):
    command()
    assert command(force=True) == ["counted: done 7"]


def test_a_locked_job_is_left_alone_until_its_lock_is_old(counted):
    MaintenanceJob.objects.create(name="counted", locked_until=timezone.now() + timedelta(minutes=1))
    assert command(force=True) == ["counted: waits locked"]
    assert counted == []
    MaintenanceJob.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert command() == ["counted: done 7"]


def test_while_it_runs_nobody_else_runs_it(jobs):
    seen = []

    def run():
        row = MaintenanceJob.objects.get(name="slow")
        seen.append(row.locked_until - timezone.now() > LOCK - timedelta(minutes=1))
        seen.extend(outcome.detail for outcome in run_due(force=True))

    jobs["slow"] = Job(run, every=timedelta(hours=1))
    assert command() == ["slow: done"]
    assert seen == [True, "locked"]
    assert MaintenanceJob.objects.get().locked_until is None


def test_who_looked_before_another_finished_comes_too_late(counted, monkeypatch):
    found = type(MaintenanceJob.objects).get_or_create

    def look_and_dawdle(manager, **values):
        result = found(manager, **values)
        if not counted:
            monkeypatch.undo()
            assert [outcome.state for outcome in run_due()] == ["done"]
        return result

    monkeypatch.setattr(type(MaintenanceJob.objects), "get_or_create", look_and_dawdle)
    assert [outcome.state for outcome in run_due()] == ["waits"]
    assert counted == [1]


def test_one_failure_stops_nobody_else_and_is_told(jobs, counted):
    failing = [True]

    def fail():
        if failing:
            raise ValueError("secret of somebody")

    jobs["failing"] = Job(fail, every=timedelta(days=1))
    jobs["last"] = Job(lambda: None, every=timedelta(days=1))
    output = StringIO()
    with pytest.raises(CommandError, match="failed: failing") as caught:
        call_command("advocacy_maintenance", stdout=output)
    assert caught.value.returncode == 1
    assert output.getvalue().splitlines() == ["counted: done 7", "failing: failed ValueError", "last: done"]
    row = MaintenanceJob.objects.get(name="failing")
    assert (row.error, row.finished_at, row.locked_until) == ("ValueError", None, None)
    assert row.failed_at
    with pytest.raises(CommandError):
        command()
    failing.clear()
    assert command() == ["counted: waits", "failing: done", "last: waits"]
    row.refresh_from_db()
    assert (row.error, row.failed_at) == ("", None)


def test_one_job_alone(jobs, counted):
    jobs["other"] = Job(lambda: 1, every=timedelta(days=1))
    assert command(only="other") == ["other: done 1"]
    assert counted == []


def test_an_unknown_job_is_refused_with_the_names(counted):
    with pytest.raises(CommandError, match="counted"):
        call_command("advocacy_maintenance", "--only", "nothing")


def test_everything_runs_on_an_empty_site():
    lines = command()
    assert {line.partition(":")[0] for line in lines} == set(maintenance)
    assert all(": done" in line for line in lines)
    assert all(line.endswith(": waits") for line in command())


@pytest.mark.projects("minimal")
def test_raw_clicks_leave_after_the_strictest_programmes_days():
    settings = AdvocacySettings.for_site(default_site())
    settings.clicks_days = 10
    settings.save()
    for days in (5, 12, 100):
        ClickFactory(at=timezone.now() - timedelta(days=days))
    assert command(only="links.clicks") == ["links.clicks: done 2"]
    assert Click.objects.count() == 1
    assert sum(clicks_by_day(Link.objects.all(), date(2000, 1, 1)).values()) == 3


def test_salts_of_other_days_leave():
    DailySalt.objects.create(day=datetime.now(UTC).date() - timedelta(days=1), salt=bytes(32))
    DailySalt.objects.create(day=datetime.now(UTC).date(), salt=bytes(32))
    assert command(only="links.salts") == ["links.salts: done 1"]


def test_audiences_leave_after_their_months():
    advocate = AdvocateFactory()
    for network, months in (("x", 1), ("bluesky", 23), ("linkedin", 25)):
        at = months_before(timezone.now(), months)
        size = AudienceSize.objects.create(advocate=advocate, network=network, size=500)
        AudienceSize.objects.filter(pk=size.pk).update(declared_at=at)
    assert command(only="audiences") == ["audiences: done 1"]
    assert AudienceSize.objects.count() == 2


def test_heads_are_counted_once_a_day():
    AdvocacySettings.for_site(default_site())
    AdvocateFactory()
    UserFactory(is_active=False)
    UserFactory()
    command(only="headcount")
    command(only="headcount", force=True)
    row = Headcount.objects.get()
    assert (row.users, row.enrolled, row.team) == (2, 1, None)


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1900), st.integers(0, 120))
def test_months_before_is_that_many_months_before(moment, months):
    before = months_before(moment, months)
    assert (moment.year - before.year) * 12 + moment.month - before.month == months
    assert before.time() == moment.time()
    # The same day, or the last one of a month that is too short.
    assert before.day == moment.day or (before.day < moment.day and (before + timedelta(days=1)).day == 1)
