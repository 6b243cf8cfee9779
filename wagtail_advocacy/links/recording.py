"""Clicks that come in late, by a queue or a spool: stored once, however often they are handed in."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from .models import Click, Link, Receipt
from .visits import Visit, click_of

logger = logging.getLogger(__name__)

BATCH = 500


def pack(link_id: int, visit: Visit) -> str:
    """Return a click as one line of text, for :func:`unpack`."""
    return json.dumps([link_id, visit.at.isoformat(), *visit[1:]])


def unpack(line: str | bytes) -> tuple[int, Visit]:
    """Return the link and the visit that :func:`pack` wrote. Raises ``ValueError`` for anything else."""
    try:
        link_id, at, *rest = json.loads(line)
        return int(link_id), Visit(datetime.fromisoformat(at), *map(str, rest))
    except (TypeError, ValueError) as error:
        raise ValueError("no click") from error


def store(
    clicks: Sequence[tuple[str, int, Visit]], still_there: Callable[[Collection[str]], Collection[str]] | None = None
) -> int:
    """Store ``(key, link id, visit)``, those whose key is known already left out; return how many were new.

    Clicks and receipts are one transaction. Call :func:`forget` once the origin will not hand them in again. Where two
    may hold the same clicks, ``still_there(keys)`` says, after the receipts are written, which of them the origin has
    not yet been told to forget: whoever was faster forgets only after that.
    """
    batch = uuid.uuid4()
    # A database that was restored may be older than a link.
    known = set(Link.objects.filter(pk__in={link_id for _key, link_id, _visit in clicks}).values_list("pk", flat=True))
    if unknown := sum(link_id not in known for _key, link_id, _visit in clicks):
        logger.error("advocacy links: %d clicks are of links that are not here", unknown)
    # Agents first: they may stay if the rest does not, and other processes wait for no lock on them.
    rows = {key: click_of(link_id, visit) for key, link_id, visit in clicks if link_id in known}
    with transaction.atomic():
        Receipt.objects.bulk_create((Receipt(key=key, batch=batch) for key in rows), ignore_conflicts=True)
        new = set(Receipt.objects.filter(batch=batch).values_list("key", flat=True))
        if still_there:
            new &= set(still_there(new))
        Click.objects.bulk_create(row for key, row in rows.items() if key in new)
    return len(new)


def forget(keys: Iterable[str]) -> None:
    """Delete the receipts of clicks that nobody will hand in again."""
    keys = list(keys)
    # A spool may hold more clicks than a statement may have values.
    for start in range(0, len(keys), BATCH):
        Receipt.objects.filter(key__in=keys[start : start + BATCH]).delete()
