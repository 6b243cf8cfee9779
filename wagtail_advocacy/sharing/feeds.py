"""A feed of what somebody may share, for programs that cannot log in: the address itself is the key."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.utils import timezone

from ..actions import advocate_of
from ..models import Advocate
from .models import FeedAddress

PER_HOUR = 60
"""Requests for one feed; programs ask a few times an hour."""

HOUR = 3600
"""Seconds."""

_signer = signing.Signer(salt="wagtail_advocacy.sharing.feed")


def token_of(user: Any) -> str:
    """Return the token in the feed address of ``user``, or an empty string if they have none."""
    address = FeedAddress.objects.filter(advocate=advocate_of(user)).first()
    return _signer.sign(address.key) if address else ""


def make_address(user: Any) -> bool:
    """Give ``user`` a new feed address, which ends the old one; ``False`` for who has not joined."""
    advocate = advocate_of(user)
    if advocate is None:
        return False
    values = {"key": secrets.token_urlsafe(24), "made_at": timezone.now()}
    FeedAddress.objects.update_or_create(advocate=advocate, defaults=values)
    return True


def end_address(advocate: Advocate | None) -> None:
    """Let the feed of ``advocate`` answer nobody any more."""
    FeedAddress.objects.filter(advocate=advocate).delete()


def reader_of(token: str) -> Any:
    """Return the user whose feed ``token`` opens: a member who may still log in; else ``None``.

    The signature is looked at first, so guessing costs us no query.
    """
    try:
        key = _signer.unsign(token)
    except signing.BadSignature:
        return None
    found = FeedAddress.objects.select_related("advocate__user").filter(key=key).first()
    if found is None or not found.advocate.is_enrolled or not found.advocate.user.is_active:
        return None
    return found.advocate.user


def is_too_often(token: str) -> bool:
    """Count this request and return whether the feed was asked for more than sixty times within the hour."""
    # Counted in the cache, forgotten after the hour: nobody keeps when somebody reads.
    name = f"wagtail_advocacy.feed.{hashlib.sha256(token.encode()).hexdigest()}"
    if cache.add(name, 1, HOUR):
        return False
    try:
        return cache.incr(name) > PER_HOUR
    except ValueError:
        return False
