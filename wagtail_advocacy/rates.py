"""How often somebody may ask, counted in the cache alone: nobody's name or address is kept."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

PERIOD = 60
"""int, seconds that are counted together."""


def seconds_to_wait(what: str, caller: str, most: int) -> int:
    """Count one request of ``caller`` for ``what``; return 0, or beyond ``most`` in how many seconds to come again."""
    now = time.time()
    # A name may hold what a key of a cache may not.
    who = salted_hmac(f"wagtail_advocacy.{what}", caller, algorithm="sha256").hexdigest()[:32]
    key = f"wagtail_advocacy.{what}.{int(now // PERIOD)}.{who}"
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        count = cache.incr(key)
    except ValueError:  # It ran out in between.
        return 0
    return PERIOD - int(now % PERIOD) if count > most else 0
