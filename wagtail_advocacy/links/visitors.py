"""Telling visitors apart for a day without knowing who they are. No address and no full user agent is stored."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from datetime import UTC, date, datetime
from hashlib import blake2b
from threading import Lock

from django.db import connection
from django.http import HttpRequest

from wagtail_advocacy.conf import advocacy_settings

from .models import Agent, DailySalt

# A dot belongs to the name only before another letter: two neighbours that both take dots could be made to try all
# ways of sharing them, and anybody may send any agent.
_TOKEN = re.compile(r"([A-Za-z](?:[A-Za-z_+-]|\.(?=[A-Za-z_+-]))*)[\d.]*/[^\s;()]*|([A-Za-z]{2,})")
_MOST_AGENTS = 4096

_agents: OrderedDict[tuple[str, str], int] = OrderedDict()
_salts: dict[tuple[str, date], bytes] = {}
_lock = Lock()


def reduce_agent(agent: str) -> str:
    """Return the words of a user agent: product tokens with their slash but no digit, at most 160 characters."""
    words = (f"{product}/" if product else word for product, word in _TOKEN.findall(agent[:1024]))
    return " ".join(dict.fromkeys(words))[:160].rstrip()


def agent_id(text: str) -> int | None:
    """Return the row of a reduced agent; one that this process has seen costs no query."""
    if not text:
        return None
    key = _database(), text
    with _lock:
        if not connection.in_atomic_block and (found := _agents.get(key)):
            _agents.move_to_end(key)
            return found
    row = Agent.objects.get_or_create(text=text)[0].pk
    # What a transaction wrote may still be taken back.
    if not connection.in_atomic_block:
        with _lock:
            _agents[key] = row
            if len(_agents) > _MOST_AGENTS:
                _agents.popitem(last=False)
    return row


def daily_salt(now: datetime) -> bytes:
    """Return the salt of the UTC day of ``now``: one row that all processes agree on; older ones are deleted."""
    day = now.astimezone(UTC).date()
    key = _database(), day
    if not connection.in_atomic_block and (salt := _salts.get(key)):
        return salt
    row, created = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    if created:
        forget_salts(day)
    salt = bytes(row.salt)
    if not connection.in_atomic_block:
        _salts.clear()
        _salts[key] = salt
    return salt


def forget_salts(today: date) -> int:
    """Delete the salts of days before ``today``; with them goes every way from a hash to a visitor."""
    return DailySalt.objects.filter(day__lt=today).delete()[0]


def client_address(request: HttpRequest) -> str:
    """Return the visitor's network address, for hashing only.

    ``PROXY_HOPS`` says how many proxies of ours stand in front; without them ``X-Forwarded-For`` is anybody's claim.
    """
    hops = advocacy_settings.PROXY_HOPS
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return request.META.get("REMOTE_ADDR", "")


def visitor_hash(request: HttpRequest, agent: str, now: datetime) -> str:
    """Return a hash that is equal for one visitor of one UTC day, or nothing where DNT or GPC asks for that."""
    if request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1":
        return ""
    message = f"{client_address(request)}\n{agent}".encode(errors="replace")
    return blake2b(message, key=daily_salt(now), digest_size=16).hexdigest()


def forget_caches() -> None:
    """Forget what this process has seen: somebody changed the database under it."""
    _agents.clear()
    _salts.clear()


def _database() -> str:
    return str(connection.settings_dict["NAME"])
