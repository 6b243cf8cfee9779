"""Whoever listens hears of each conversion once, after it is stored; whoever fails while listening harms nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tracking.shares import TWO, before, share
from tests.tracking.signed import CODE, send
from wagtail_advocacy.signals import conversion_recorded
from wagtail_advocacy.tracking.actions import record_conversion
from wagtail_advocacy.tracking.conversions import kinds
from wagtail_advocacy.tracking.conversions.given import look_through
from wagtail_advocacy.tracking.conversions.kinds import known_kinds, register_kind
from wagtail_advocacy.tracking.conversions.recording import record
from wagtail_advocacy.tracking.models import Conversion

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def heard(made, monkeypatch):
    """What one receiver hears; all others are away."""
    monkeypatch.setattr(conversion_recorded, "receivers", [])
    conversion_recorded.sender_receivers_cache.clear()
    calls = []

    def listen(sender, conversion, touches, **kwargs):
        calls.append((sender, conversion.kind, [touch.link.code for touch in touches]))

    conversion_recorded.connect(listen)
    yield calls
    conversion_recorded.sender_receivers_cache.clear()


def given(number):
    return look_through(kind="sale", codes=CODE, source="csv", key=f"{number:064}")


def test_once_after_the_commit(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record_conversion(kind="sale", codes=CODE, reference="O-1")
        assert heard == []
    assert heard == [(Conversion, "sale", [CODE])]

    with django_capture_on_commit_callbacks(execute=True):
        record_conversion(kind="sale", codes=CODE, reference="O-1")
    assert len(heard) == 1


def test_again_with_a_further_touch(heard, django_capture_on_commit_callbacks):
    share(before(days=2), code=TWO[0])
    for code in (CODE, TWO[0]):
        with django_capture_on_commit_callbacks(execute=True):
            record_conversion(kind="sale", codes=code, reference="O-1")
    assert [codes for _sender, _kind, codes in heard] == [[CODE], [CODE, TWO[0]]]


def test_by_webhook(heard, webhook_keys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send([{"kind": "sale", "codes": CODE}, {"kind": "lead", "codes": CODE}])
    assert {kind for _sender, kind, _codes in heard} == {"sale", "lead"}


def test_a_receiver_that_fails(heard, caplog, django_capture_on_commit_callbacks):
    def fails(**kwargs):
        raise ValueError("I am broken")

    conversion_recorded.connect(fails)
    with django_capture_on_commit_callbacks(execute=True):
        record_conversion(kind="sale", codes=CODE, reference="O-77")
    assert len(heard) == 1
    assert Conversion.objects.count() == 1
    assert "fails" in caplog.text
    assert "O-77" not in caplog.text


def test_a_batch_is_told_in_two_queries(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        record([given(number) for number in range(200)])
    assert len(callbacks) == 1
    with CaptureQueriesContext(connection) as queries:
        callbacks[0]()
    assert len(queries) == 2
    assert len(heard) == 200


def test_where_nobody_listens_nothing_waits_for_the_commit(made, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(conversion_recorded, "receivers", [])
    conversion_recorded.sender_receivers_cache.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        record([given(1)])
    assert callbacks == []
    conversion_recorded.sender_receivers_cache.clear()


def test_a_kind_of_another_app(made, monkeypatch):
    monkeypatch.setattr(kinds, "_registered", dict(kinds._registered))
    register_kind("trial", "Trial started")
    assert known_kinds()["trial"] == "Trial started"
    assert record_conversion(kind="Trial started", codes=CODE).kind == "trial"
