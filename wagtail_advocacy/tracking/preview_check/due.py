"""Looking without being asked: once after publishing, and in turn at everything that is offered."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ...library.models import ShareableItem
from ..models import PreviewCheck
from .checking import BROKEN, can_look, check_preview
from .looking import RobotsByHost

logger = logging.getLogger(__name__)

MOST = 20
RUN_SECONDS = 60.0
"""int and float, items and time of one run; the next one goes on."""

JUST_NOW = timedelta(minutes=10)


def items_to_watch(now: datetime) -> QuerySet[ShareableItem]:
    """Return the items that are offered and lead to a page that is not of our own making."""
    items = ShareableItem.objects.shareable(now).exclude(destination=ShareableItem.Destination.CARD)
    return items.exclude(target__url="").select_related("target", "site")


def due_items(now: datetime) -> QuerySet[ShareableItem]:
    """Return those of them that are due or lead elsewhere than before: new ones first, then whoever waits longest."""
    is_new, is_due = Q(preview_check__isnull=True), Q(preview_check__due_at__lte=now)
    leads_elsewhere = ~Q(preview_check__url=F("target__url"))
    items = items_to_watch(now).filter(is_new | is_due | leads_elsewhere)
    return items.order_by(F("preview_check__due_at").asc(nulls_first=True), "pk")


def look_again() -> int:
    """Look at what is due, within bounds; return how many. A look that breaks stops no other, and is told at last."""
    if not can_look():
        return 0
    now, ends_at = timezone.now(), time.monotonic() + RUN_SECONDS
    robots: RobotsByHost = {}
    errors: list[Exception] = []
    done = 0
    for item in due_items(now)[:MOST]:
        if time.monotonic() > ends_at:
            break
        try:
            check_preview(item, _address(item), robots=robots)
        except Exception as error:
            logger.exception("preview of item %s", item.pk)
            errors.append(error)
            _postpone(item, now)
        done += 1
    if errors:
        raise ExceptionGroup("previews that could not be looked at", errors)
    return done


def _postpone(item: ShareableItem, now: datetime) -> None:
    due = {"due_at": now + BROKEN}
    url = _address(item)
    PreviewCheck.objects.update_or_create(
        item=item, defaults=due, create_defaults={**due, "url": url, "checked_at": now}
    )


def look_once(item_id: int) -> bool:
    """Look at an item that went live, unless somebody just did; return whether it was looked at."""
    now = timezone.now()
    item = items_to_watch(now).filter(pk=item_id).first() if can_look() else None
    if item is None:
        return False
    seen = PreviewCheck.objects.filter(item=item, url=_address(item), checked_at__gt=now - JUST_NOW)
    if seen.exists():
        return False
    check_preview(item, _address(item))
    return True


def _address(item: ShareableItem) -> str:
    return item.target.url if item.target else ""
