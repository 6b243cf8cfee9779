"""Something long from outside, in a temporary file: through the same door as ``fetch``, with limits of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import IO, Any
from urllib.parse import SplitResult

import requests
import urllib3
from django.utils import timezone
from django.utils.translation import gettext as _

from . import outgoing
from .conf import advocacy_settings
from .fetch import Fetched, FetchFailed, ask, follow, in_words, next_address, require_found, type_of

BYTES = 100 * 1024 * 1024
"""int, the longest unpacked file."""

SECONDS = 120.0
"""float, all redirects included; and never longer than ``outgoing.SILENCE`` without a byte."""

JSON = ("application/json", "text/json", "application/feed+json", "application/ld+json", "text/plain")
XML = ("application/xml", "text/xml", "application/rss+xml", "text/plain")
AGENT = "wagtail-advocacy (reads vacancies that are published for other websites)"

LONGEST_WAIT = 24 * 60 * 60
"""int, seconds that an answer may ask us to stay away; what asks for more gets this."""


@dataclass(frozen=True)
class Downloaded:
    """A file that came whole: ``url`` after all redirects, ``file`` open at its beginning, ``size`` in bytes."""

    url: str
    file: IO[bytes]
    content_type: str
    charset: str
    size: int


@contextmanager
def download(
    url: str,
    *,
    accept: tuple[str, ...],
    limit: int = BYTES,
    seconds: float = SECONDS,
    agent: str = AGENT,
) -> Iterator[Downloaded]:
    """Yield what lies at ``url`` as a temporary file, which is gone afterwards.

    At most ``limit`` bytes, unpacked, within ``seconds``. Raises ``AddressNotPublic`` for an address that must not be
    reached, ``FetchFailed`` for what goes wrong: as ``fetch`` does, and with the reason ``broken`` for a body that
    ends before it should, ``busy`` for 429 or 503, with ``wait`` if the answer says how long.
    """
    if not advocacy_settings.FETCH:
        raise FetchFailed(_("Reading other websites is switched off here."), "off")
    with tempfile.TemporaryFile() as file:

        def visit(parts: SplitResult) -> Any:
            return _visit(parts, file, accept, limit, agent)

        with outgoing.deadline(most=seconds):
            found = follow(url, visit)
        size = file.tell()
        file.seek(0)
        yield Downloaded(found.url, file, found.content_type, found.charset, size)


def _visit(parts: SplitResult, file: IO[bytes], accept: tuple[str, ...], limit: int, agent: str) -> Fetched | str:
    with in_words(parts, limit), ask(parts, accept, agent) as response:
        if response.is_redirect:
            return next_address(parts, response)
        _require_leisure(parts, response)
        require_found(parts, response)
        content_type, charset = type_of(response)
        if content_type not in accept:
            values = {"type": content_type[:60] or "?", "expected": "XML" if accept is XML else "JSON"}
            sentence = _("There is a file of another kind (%(type)s), not %(expected)s.") % values
            raise FetchFailed(sentence, "type", response.status_code, content_type[:60])
        _store(parts, response, file, limit)
        return Fetched(parts.geturl(), b"", content_type, charset)


def _store(parts: SplitResult, response: requests.Response, file: IO[bytes], limit: int) -> None:
    try:
        for piece in outgoing.pieces_of(response, limit):
            file.write(piece)
    except (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError):
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError, outgoing.Unreadable, ConnectionError):
        values = {"host": parts.hostname}
        raise FetchFailed(_("%(host)s broke off in the middle.") % values, "broken", response.status_code) from None


def _require_leisure(parts: SplitResult, response: requests.Response) -> None:
    if response.status_code not in {429, 503}:
        return
    values = {"host": parts.hostname, "status": response.status_code}
    failed = FetchFailed(_("%(host)s is too busy to answer (%(status)s).") % values, "busy", response.status_code)
    failed.wait = min(_seconds(response.headers.get("Retry-After", "")), LONGEST_WAIT)
    raise failed


def _seconds(text: str) -> int:
    """Return the seconds of a ``Retry-After``: a number, or a date as RFC 9110 writes it; 0 for anything else."""
    text = text.strip()
    if text.isdecimal() and text.isascii():
        return int(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, int((moment - timezone.now()).total_seconds()))
