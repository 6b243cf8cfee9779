"""Something long comes through the same door as a page: checked, limited, whole or not at all."""

import gzip

import pytest
from django.utils.http import http_date

from wagtail_advocacy.downloads import JSON, LONGEST_WAIT, download
from wagtail_advocacy.fetch import FetchFailed
from wagtail_advocacy.hosts import AddressNotPublic

from . import server as how


@pytest.fixture
def there(server):
    server.pages["/long"] = lambda query: b"x" * 300_000
    return server


def got(server, **options):
    with download(server.address("/long"), accept=JSON, **options) as found:
        return found.size, found.file.read()


@pytest.mark.parametrize("behave", [how.whole, how.gzipped, how.chunked, how.redirecting])
def test_whole(there, behave):
    there.behave = behave
    assert got(there) == (300_000, b"x" * 300_000)


@pytest.mark.parametrize("behave", [how.whole, how.gzipped, how.chunked])
def test_too_large_packed_or_not(there, behave):
    there.behave = behave
    with pytest.raises(FetchFailed) as failed:
        got(there, limit=200_000)
    assert failed.value.reason == "large"


def test_a_bomb(there):
    def bomb(handler, body):
        packed = gzip.compress(b"0" * 30_000_000)
        handler.head(length=len(packed), Content_Encoding="gzip")
        handler.wfile.write(packed)

    there.behave = bomb
    with pytest.raises(FetchFailed) as failed:
        got(there, limit=1_000_000)
    assert failed.value.reason == "large"


@pytest.mark.parametrize("behave", [how.cut, how.cut_chunks, how.cut_gzip, how.broken_gzip])
def test_broken(there, behave):
    there.behave = behave
    with pytest.raises(FetchFailed) as failed:
        got(there)
    assert failed.value.reason == "broken"


def test_too_slow(there):
    there.behave = how.silent
    with pytest.raises(FetchFailed) as failed:
        got(there, seconds=0.2)
    assert failed.value.reason == "slow"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 0), ("soon", 0), ("99999999", LONGEST_WAIT), ("-5", 0), (http_date(0), 0), ("", 0)],
)
@pytest.mark.parametrize("code", [429, 503])
def test_asked_to_wait(there, code, header, seconds):
    there.behave = how.status(code, Retry_After=header)
    with pytest.raises(FetchFailed) as failed:
        got(there)
    assert (failed.value.reason, failed.value.status, failed.value.wait) == ("busy", code, seconds)


def test_asked_to_wait_until_a_date(there):
    import time

    there.behave = how.status(503, Retry_After=http_date(time.time() + 600))
    with pytest.raises(FetchFailed) as failed:
        got(there)
    assert 590 <= failed.value.wait <= 600


def test_nobody_is_asked_where_nobody_may_be(there, settings):
    there.behave = how.to_inside
    with pytest.raises(AddressNotPublic):
        got(there)
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "TRUSTED_HOSTS": []}
    there.seen.clear()
    with pytest.raises(AddressNotPublic):
        got(there)
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "FETCH": False}
    with pytest.raises(FetchFailed) as failed:
        got(there)
    assert failed.value.reason == "off"
    assert there.seen == []
