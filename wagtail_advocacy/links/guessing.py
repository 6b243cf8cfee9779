"""Whoever tries codes is slowed down, without a write for every guess.

Counted in the memory of each process, by a hash of the address under a key that the process made up: nothing of it is
stored, and nothing survives a restart. An address over its limit gets one answer for every code, right or wrong, before
anybody looks it up; so neither answers nor times tell codes apart.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from threading import Lock
from time import monotonic

from wagtail_advocacy.conf import advocacy_settings

from .visitors import network_of

WINDOW = 60
MOST = 10_000

_key = secrets.token_bytes(16)
_wrong: dict[bytes, tuple[float, int]] = {}
_lock = Lock()


def too_many(address: str) -> bool:
    """Return whether ``address`` asked for too many wrong codes within a minute."""
    if not _wrong:
        return False
    began, number = _wrong.get(_name(address), (0.0, 0))
    return number >= advocacy_settings.WRONG_CODES and monotonic() - began < WINDOW


def count_wrong(address: str) -> None:
    """Remember that ``address`` asked for a code that does not exist."""
    name, now = _name(address), monotonic()
    with _lock:
        began, number = _wrong.pop(name, (now, 0))
        _wrong[name] = (began, number + 1) if now - began < WINDOW else (now, 1)
        if len(_wrong) > MOST:
            del _wrong[next(iter(_wrong))]


def forget() -> None:
    _wrong.clear()


def _name(address: str) -> bytes:
    return blake2b(network_of(address).encode(errors="replace"), key=_key, digest_size=8).digest()
