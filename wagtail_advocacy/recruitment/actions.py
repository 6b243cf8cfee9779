"""The deeds of recruitment: closing a vacancy, opening it again, and closing what has run out."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..days import site_day
from .models import Vacancy

__all__ = ["VacancyNotOpen", "close_expired", "close_vacancy", "closed_by_itself", "reopen_vacancy"]

CLOSE, REOPEN = "wagtail_advocacy.close_vacancy", "wagtail_advocacy.reopen_vacancy"
"""Names in the log."""


BY_THEMSELVES = (Vacancy.ClosedReason.EXPIRED, Vacancy.ClosedReason.GONE)
"""Reasons that nobody gave."""


class VacancyNotOpen(Exception):
    """A vacancy that is closed already, or not closed; the message says which."""


def closed_by_itself(vacancy: Vacancy) -> bool:
    """Whether ``vacancy`` closed without anybody saying how it ended, so that somebody still may."""
    return bool(vacancy.closed_at) and vacancy.closed_reason in BY_THEMSELVES


@transaction.atomic
def close_vacancy(vacancy: Vacancy, reason: str, user: Any = None, hired: int | None = None) -> Vacancy:
    """Close ``vacancy`` for ``reason`` (a ``Vacancy.ClosedReason``) and return it as it is stored now.

    It leaves the hub and the public list, its links land on what is open, and a workflow that is under way ends.
    ``hired`` is how many people were hired in all. What closed by itself keeps the moment, and is told how it ended.
    Raises :class:`VacancyNotOpen` if somebody closed it before.
    """
    stored = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if stored.closed_at and (reason in BY_THEMSELVES or not closed_by_itself(stored)):
        raise VacancyNotOpen(_("“%(vacancy)s” is closed already.") % {"vacancy": stored})
    stored.closed_at = stored.closed_at or timezone.now()
    stored.closed_reason, stored.hired = Vacancy.ClosedReason(reason), hired
    stored.save(update_fields=["closed_at", "closed_reason", "hired"])
    if state := stored.current_workflow_state:
        state.cancel(user=user)
    _take_back(stored)
    log(instance=stored, action=CLOSE, user=user, data={"reason": str(reason), "hired": hired})
    return stored


@transaction.atomic
def reopen_vacancy(vacancy: Vacancy, user: Any = None) -> Vacancy:
    """Make a closed vacancy a draft again, to be published or approved anew. Raises :class:`VacancyNotOpen`."""
    stored = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if not stored.is_closed:
        raise VacancyNotOpen(_("“%(vacancy)s” is not closed.") % {"vacancy": stored})
    stored.closed_at, stored.closed_reason, stored.hired, stored.expired, stored.missed = None, "", None, False, 0
    stored.save(update_fields=["closed_at", "closed_reason", "hired", "expired", "missed"])
    _take_back(stored)
    log(instance=stored, action=REOPEN, user=user)
    return stored


def _take_back(vacancy: Vacancy) -> None:
    """Unpublish, and let nothing go live by itself later, which somebody had scheduled.

    In nobody's name: taking back what is over asks for no permission to publish. The log names the person.
    """
    if vacancy.live:
        vacancy.unpublish(log_action=None)
    vacancy.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


def close_expired() -> int:
    """Close what has run out by its last day or its expiry; return how many. Drafts stay, also of what was out."""
    now = timezone.now()
    over = Q(valid_through__lt=site_day(now)) | Q(expire_at__lte=now) | Q(expired=True)
    closed = 0
    # What Wagtail takes back at its expiry was out until just now.
    out = Q(live=True) | Q(expired=True)
    was_out = Vacancy.objects.filter(over, out, closed_at=None).exclude(first_published_at=None)
    for vacancy in was_out.order_by("pk").iterator(500):
        try:
            close_vacancy(vacancy, Vacancy.ClosedReason.EXPIRED)
        except VacancyNotOpen:
            continue
        closed += 1
    return closed
