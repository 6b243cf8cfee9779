"""Evidence for regulated firms: who said what, where, when and on which policy, in a file that shows any change.

``evidence.json`` is one JSON object that is laid out for reading line by line: a first line with everything but the
shares, one line for each share, and a last line with the seal over every byte before it. So neither writing nor
checking it needs more memory for more shares.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

FORMAT = "wagtail-advocacy-evidence/1"
JSON_NAME, CSV_NAME, README_NAME = "evidence.json", "shares.csv", "README.txt"
AT_ONCE = 500
"""Shares that are read, or compared, with one query."""

_SALT = "wagtail_advocacy.sharing.evidence"


def seal_of(digest: str) -> str:
    """Return the seal of a file whose SHA-256 is ``digest``: only who has the ``SECRET_KEY`` can make it."""
    return next(seals_of(digest))


def seals_of(digest: str) -> Iterator[str]:
    """Yield the seal by the ``SECRET_KEY`` of today, then those by the keys that came before it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(_SALT, digest, secret=key, algorithm="sha256").hexdigest()
