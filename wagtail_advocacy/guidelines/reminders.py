"""Letters to members about a policy that they have not agreed to: few, and never two in a week."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ..models import Advocate
from .due import Due, agreed_by, due_of, text_for
from .in_force import policies_in_force
from .models import PolicyVersion, Reminder

logger = logging.getLogger(__name__)

APART = timedelta(days=7)
"""Between two letters to one person, whatever they are about."""

MOST_AT_ONCE = 500
"""int, letters in one run; the next day goes on."""


def send_reminders() -> int:
    """Write to enrolled members who are asked to agree to something; return how many letters were sent."""
    versions = [each for each in policies_in_force() if each.asked]
    budgets = dict(PolicyVersion.objects.filter(pk__in=[each.pk for each in versions]).values_list("pk", "reminders"))
    if not any(budgets.values()):
        return 0
    today, sent = timezone.localdate(), 0
    members = Advocate.objects.enrolled().select_related("user").order_by("pk")
    for member in members.iterator(chunk_size=500):
        user: Any = member.user
        if sent == MOST_AT_ONCE:
            break
        if not getattr(user, "is_active", True) or not getattr(user, "email", ""):
            continue
        agreed = agreed_by(user)
        dues = [due for each in text_for(agreed, versions, "") if (due := due_of(agreed, each, today))]
        if wanted := [due for due in dues if budgets.get(due.version.pk)]:
            sent += _remind(user, wanted, budgets)
    return sent


def _remind(user: Any, dues: list[Due], budgets: dict[int, int]) -> bool:
    now = timezone.now()
    rows = {each.version_id: each for each in Reminder.objects.filter(user=user)}
    if any(each.last_at > now - APART for each in rows.values()):
        return False
    open_ = [due for due in dues if due.version.pk not in rows or rows[due.version.pk].times < budgets[due.version.pk]]
    if not open_:
        return False
    # Written down first: a letter too few is better than one every day.
    for due in open_:
        row = rows.get(due.version.pk) or Reminder(user=user, version_id=due.version.pk)
        row.times, row.last_at = row.times + 1, now
        row.save()
    return _send(user, open_)


def _send(user: Any, dues: list[Due]) -> bool:
    titles = dict(PolicyVersion.objects.filter(pk__in=[due.version.pk for due in dues]).values_list("pk", "title"))
    with translation.override(dues[0].version.language):
        context = {
            "titles": [titles[due.version.pk] for due in dues],
            "stops_from": min(due.stops_from for due in dues),
            "stops": any(due.stops for due in dues),
            "url": _address(),
        }
        subject = " ".join(render_to_string("wagtail_advocacy/guidelines/reminder_subject.txt", context).split())
        body = render_to_string("wagtail_advocacy/guidelines/reminder.txt", context)
    try:
        EmailMessage(subject, body, to=[user.email]).send()
    except Exception as error:  # Whatever a mail backend raises; the next letter may get through.
        logger.warning("advocacy: a reminder was not sent: %s", type(error).__name__)
        return False
    return True


def _address() -> str:
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")
    return f"{base}{reverse('wagtail_advocacy:policies')}"
