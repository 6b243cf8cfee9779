"""Looked at without being asked: once after publishing, and in turn."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import default_task_backend

from tests.factories import live_item
from tests.library.conftest import item_form, item_url
from tests.tracking.previews.conftest import URL
from wagtail_advocacy import registries
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.maintenance import run_due
from wagtail_advocacy.tracking.models import PreviewCheck
from wagtail_advocacy.tracking.preview_check import due, looking
from wagtail_advocacy.tracking.preview_check.checking import check_preview
from wagtail_advocacy.tracking.preview_check.tasks import look_at_preview

WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def run():
    [outcome] = run_due("tracking.previews", force=True)
    return outcome.state, outcome.detail


def looked_at():
    return set(PreviewCheck.objects.values_list("item__headline", flat=True))


@pytest.fixture
def looks(monkeypatch, world):
    """The addresses that were looked at, in order; nobody is asked."""
    seen = []

    def look(url, crawlers, **options):
        seen.append(url)
        return looking.Look(url, looking.Answer(url, "status", 404))

    monkeypatch.setattr("wagtail_advocacy.tracking.preview_check.checking.look", look)
    return seen


class TestMaintenance:
    def test_everything_that_is_offered_is_looked_at_once(self, page, outside, item):
        assert run() == ("done", "1")
        assert PreviewCheck.objects.get().problems[0]["code"] == "picture-http"
        outside.seen.clear()
        assert run() == ("done", "0")
        assert not outside.seen

    def test_only_what_is_offered_and_not_our_own(self, looks, intranet):
        live_item(headline="Its own page")
        over = live_item(headline="Over", destination="address", address=URL, expire_at=timezone.now() + timedelta(1))
        ShareableItem.objects.filter(pk=over.pk).update(expire_at=timezone.now())
        closed = live_item(headline="Closed", destination="address", address=URL)
        Target.objects.filter(pk=closed.target_id).update(is_open=False)
        live_item(headline="Offered", destination="address", address=URL)
        run()
        assert looked_at() == {"Offered"}

    def test_whoever_waits_longest_comes_first_and_new_ones_before(self, looks, intranet, monkeypatch):
        monkeypatch.setattr(due, "MOST", 2)
        for number in range(3):
            live_item(headline=str(number), destination="address", address=f"http://news.example.org/{number}")
        assert run() == ("done", "2")
        assert [url[-1] for url in looks] == ["0", "1"]
        PreviewCheck.objects.filter(item__headline="1").update(due_at=timezone.now() - timedelta(days=2))
        PreviewCheck.objects.filter(item__headline="0").update(due_at=timezone.now() - timedelta(days=1))
        run()
        assert [url[-1] for url in looks[2:]] == ["2", "1"]
        run()
        assert [url[-1] for url in looks[4:]] == ["0"]

    def test_an_address_that_changed_is_looked_at_again(self, looks, item):
        run()
        Target.objects.filter(pk=item.target_id).update(url="http://news.example.org/moved")
        run()
        run()
        assert looks == [URL, "http://news.example.org/moved"]

    def test_a_run_ends_after_its_time(self, looks, intranet, monkeypatch):
        monkeypatch.setattr(due, "RUN_SECONDS", -1)
        live_item(destination="address", address=URL)
        assert run() == ("done", "0")

    def test_one_that_breaks_stops_no_other_and_waits_a_day(self, intranet, monkeypatch, world, caplog):
        for number in range(2):
            live_item(headline=str(number), destination="address", address=f"http://news.example.org/{number}")

        def broken(item, url, **options):
            if item.headline == "0":
                raise RuntimeError
            return check_preview(item, url, **options)

        monkeypatch.setattr(due, "check_preview", broken)
        assert run()[0] == "failed"
        assert PreviewCheck.objects.get(item__headline="1").problems
        assert PreviewCheck.objects.get(item__headline="0").due_at > timezone.now() + timedelta(hours=23)
        assert run() == ("done", "0")

    def test_switched_off(self, looks, item, settings):
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        assert run() == ("done", "0")
        assert not looks

    def test_finding_what_is_due_costs_one_query(self, intranet):
        for number in range(3):
            live_item(destination="address", address=f"http://news.example.org/{number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(due.due_items(timezone.now())) == 3
        assert len(queries) == 1

    def test_the_job_has_a_name_for_people(self):
        assert str(registries.maintenance["tracking.previews"].label) == "Looking at previews again"


class TestPublishing:
    @pytest.fixture
    def publish(self, as_editor, intranet, committed, internet):
        internet["news.example.org"] = "93.184.216.34"

        def publish():
            form = item_form(intranet.site, destination="address", address=URL)
            with committed():
                assert as_editor.post(item_url("add"), form | {"action-publish": "1"}).status_code == 302
            return ShareableItem.objects.get()

        return publish

    def test_a_worker_is_asked_to_look(self, settings, publish):
        settings.TASKS = WORKER
        default_task_backend.clear()
        item = publish()
        asked = [each for each in default_task_backend.results if each.task.name == "look_at_preview"]
        assert [each.args for each in asked] == [[item.pk]]

    def test_without_workers_the_editor_does_not_wait(self, publish, looks):
        publish()
        assert not looks
        assert run() == ("done", "1")

    def test_switched_off(self, settings, publish):
        settings.TASKS, settings.WAGTAIL_ADVOCACY = WORKER, {"FETCH": False}
        default_task_backend.clear()
        publish()
        assert not [each for each in default_task_backend.results if each.task.name == "look_at_preview"]

    def test_the_task_looks_once_however_often_it_runs(self, looks, item):
        look_at_preview.call(item.pk)
        look_at_preview.call(item.pk)
        assert looks == [URL]

    def test_what_is_gone_by_then_is_left_alone(self, looks, item):
        item.unpublish()
        look_at_preview.call(item.pk)
        look_at_preview.call(item.pk + 1)
        assert not looks
