"""Telling visitors apart for a day without knowing who they are. No address and no full user agent is stored."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from threading import Lock
from time import monotonic

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest

from wagtail_advocacy.conf import advocacy_settings

from .models import Agent, DailySalt

_MOST_AGENTS = 4096

_AGENT_SECONDS = 600
"""Agents that nobody has are deleted: a process that remembers one for days might name a row that is gone."""

_agents: dict[tuple[str, str], tuple[int, float]] = {}
_salts: dict[date, bytes] = {}
_lock = Lock()


def known_agent(text: str, database: BaseDatabaseWrapper = connection) -> int | None:
    """Return the row of a reduced agent if this process has seen it, without a query."""
    found, until = _agents.get((str(database.settings_dict["NAME"]), text), (None, 0.0))
    return found if until > monotonic() and not database.in_atomic_block else None


def agent_id(text: str) -> int | None:
    """Return the row of a reduced agent; one that this process has seen costs no query."""
    if not text:
        return None
    if found := known_agent(text):
        return found
    row = Agent.objects.get_or_create(text=text)[0].pk
    if not connection.in_atomic_block:
        with _lock:
            _agents.pop((_database(), text), None)
            _agents[_database(), text] = row, monotonic() + _AGENT_SECONDS
            if len(_agents) > _MOST_AGENTS:
                del _agents[next(iter(_agents))]
    return row


def known_salt(now: datetime) -> bytes | None:
    """Return the salt of the UTC day of ``now`` if this process has seen it, without a query."""
    return _salts.get(now.astimezone(UTC).date())


def daily_salt(now: datetime) -> bytes:
    """Return the salt of the UTC day of ``now``: one row that all processes agree on; older ones are deleted."""
    if salt := known_salt(now):
        return salt
    day = now.astimezone(UTC).date()
    row, created = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    if created:
        forget_salts(day)
    salt = bytes(row.salt)
    # What a transaction wrote may still be taken back.
    if not connection.in_atomic_block:
        _salts.clear()
        _salts[day] = salt
    return salt


def forget_salts(today: date) -> int:
    """Delete the salts of days before ``today``; with them goes every way from a hash to a visitor."""
    return DailySalt.objects.filter(day__lt=today).delete()[0]


def client_address(request: HttpRequest) -> str:
    """Return the visitor's network address, for hashing only.

    ``PROXY_HOPS`` says how many proxies of ours stand in front; without them ``X-Forwarded-For`` is anybody's claim.
    """
    hops = advocacy_settings.PROXY_HOPS
    if hops:
        claims = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        forwarded = [part.strip() for part in claims if part.strip()]
        if len(forwarded) >= hops:
            return _bare(forwarded[-hops])
    return _bare(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Return what somebody who is counted cannot change at will: a household has 2^64 addresses of version 6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _bare(address: str) -> str:
    """Return ``address`` without a port, and as version 4 what a socket for both versions shows as version 6."""
    if ":" not in address:
        return address
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        return address.partition(":")[0]
    try:
        return str(getattr(ip_address(address), "ipv4_mapped", None) or address)
    except ValueError:
        return address


def visitor_hash(
    request: HttpRequest, address: str, agent: str, now: datetime, salt_of: Callable[[datetime], bytes | None]
) -> str:
    """Return a hash that is equal for one visitor of one UTC day, or nothing where DNT or GPC asks for that.

    Nothing as well where ``salt_of`` knows no salt.
    """
    if request.META.get("HTTP_DNT") == "1" or request.META.get("HTTP_SEC_GPC") == "1":
        return ""
    message = f"{address}\n{agent}".encode(errors="replace")
    if not (salt := salt_of(now)):
        return ""
    return blake2b(message, key=salt, digest_size=16).hexdigest()


def forget_caches() -> None:
    """Forget what this process has seen: somebody changed the database under it."""
    _agents.clear()
    _salts.clear()


def _database() -> str:
    return str(connection.settings_dict["NAME"])
