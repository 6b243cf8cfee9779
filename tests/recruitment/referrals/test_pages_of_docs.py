"""The how-to pages run as they stand."""

import pytest

from tests.test_docs import run
from wagtail_advocacy.signals import conversion_recorded
from wagtail_advocacy.tracking.conversions import kinds

pytestmark = pytest.mark.django_db(transaction=False)


def test_listening(report, share):
    names = run("how-to/report-applications.md", "listen")
    try:
        report("application", share, reference="A-1")
        report("hire", share, reference="A-1")
        assert names["heard"] == [[share.link.code]]
    finally:
        conversion_recorded.disconnect(names["listen"])


def test_a_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_registered", dict(kinds._registered))
    run("how-to/count-conversions.md", "kind")
    assert kinds.known_kinds()["trial"] == "Trial started"
    assert kinds.within_of("contract").days == 210
