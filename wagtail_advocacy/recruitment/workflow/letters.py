"""Letters to whoever a step of a workflow waits for: one when it begins, and a few reminders.

Pausing does not stop them: it is about being asked to share. To approve is a duty of the job, and a vacancy that nobody
decides about goes nowhere. Who wants no letters about submissions says so in their account in the admin.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site, TaskState
from wagtail.users.models import UserProfile

from ...days import site_day
from ..models import HiringManagerApprovalTask, RecruitmentSettings, StepNotice, Vacancy
from .asked import Askable, Asked, address_field, without_letters
from .days import working_days_since
from .waiting import objects_of, open_states

logger = logging.getLogger(__name__)

REMINDERS = 3
"""int, letters after the first one, about one step to one person."""

FAILURES = 3
"""int, letters in a row that could not be sent until a run gives up: so many are lost to a mail server that is down."""

CHUNK = 200


@dataclass(frozen=True)
class Due:
    """A letter that is due: ``times`` is its number, the first being 1; ``notice`` tells of those before."""

    asked: Asked
    times: int
    notice: StepNotice | None


def send_first_letters(state_id: int) -> int:
    """Write to whom this step waits for and who has heard nothing of it yet; return how many letters were sent."""
    return _send_all(due for due in _due(open_states().filter(pk=state_id)) if due.times == 1)


def send_reminders() -> int:
    """Write to whom steps wait for today, after so many working days as the programme says; return how many letters.

    Who has become responsible since, as a deputy or as another hiring manager, gets the first letter. What was written
    is stored before it is sent: a letter too few is better than one every day.
    """
    kinds = ContentType.objects.get_for_models(Vacancy, HiringManagerApprovalTask, for_concrete_models=False)
    vacancies = Q(workflow_state__content_type=kinds[Vacancy])
    ours = vacancies | Q(task__content_type=kinds[HiringManagerApprovalTask])
    return _send_all(_due(open_states().filter(ours)))


def days_until_reminder() -> dict[int, int]:
    """Return the working days until a reminder for each site that has settings of its own."""
    return dict(RecruitmentSettings.objects.values_list("site", "step_days"))


OTHERWISE: int = RecruitmentSettings._meta.get_field("step_days").default
"""int, working days where a site has no settings."""


def _due(states: QuerySet[TaskState]) -> Iterator[Due]:
    """Yield the letters that are due about ``states``, a few queries for each two hundred of them."""
    days, askable, last = days_until_reminder(), Askable(), 0
    while chunk := list(states.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        objects = objects_of(chunk)
        asked = [each for state in chunk if state.pk in objects for each in askable.of(state, objects[state.pk])]
        users = {each.user.pk for each in asked}
        silent = set(without_letters().filter(user__in=users).values_list("user", flat=True))
        rows = StepNotice.objects.filter(task_state__in=chunk)
        notices = {(row.task_state_id, row.user_id): row for row in rows}
        for each in asked:
            notice = notices.get((each.state.pk, each.user.pk))
            limit = days.get(getattr(each.obj, "site_id", 0), OTHERWISE)
            if each.user.pk not in silent and (times := _number(each, notice, limit)):
                yield Due(each, times, notice)


def _number(asked: Asked, notice: StepNotice | None, limit: int) -> int:
    """Return the number of the letter that is due now; 0: none is."""
    if notice is None and not asked.told:
        return 1
    written = notice.times if notice else 1
    since = notice.last_at if notice else asked.state.started_at
    return written + 1 if written <= REMINDERS and working_days_since(since) >= limit else 0


def _send_all(dues: Iterable[Due]) -> int:
    sent = failed = 0
    for due in dues:
        if not getattr(due.asked.user, address_field(), "") or not _claim(due):
            continue
        if _send(due):
            sent, failed = sent + 1, 0
        elif (failed := failed + 1) == FAILURES:
            logger.warning("advocacy: no letter about a vacancy got through; the rest waits for another day")
            break
    return sent


def _claim(due: Due) -> bool:
    """Note that this letter is written; ``False`` if another process was faster, or the step or person is gone."""
    now, asked = timezone.now(), due.asked
    try:
        with transaction.atomic():
            if due.notice is not None:
                same = StepNotice.objects.filter(pk=due.notice.pk, times=due.notice.times)
                return bool(same.update(times=due.times, last_at=now))
            noted = {"times": due.times, "last_at": now}
            which = {"task_state_id": asked.state.pk, "user_id": asked.user.pk}
            return StepNotice.objects.get_or_create(**which, defaults=noted)[1]
    except IntegrityError:
        return False


def _send(due: Due) -> bool:
    asked = due.asked
    with translation.override(_language_of(asked.user)):
        context = {
            "title": _title_of(asked.obj),
            "url": _address_of(asked.obj),
            "since": site_day(asked.state.started_at),
            "reminder": due.times - 1,
            "most": REMINDERS,
            "decision": asked.decision,
        }
        subject = " ".join(render_to_string("wagtail_advocacy/recruitment/step_subject.txt", context).split())
        body = render_to_string("wagtail_advocacy/recruitment/step.txt", context)
    sender = getattr(settings, "WAGTAILADMIN_NOTIFICATION_FROM_EMAIL", None)
    # So that nobody's absence note answers it (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject, body, sender, [getattr(asked.user, address_field())], headers=headers).send()
    except Exception as error:  # Whatever a mail backend raises; the next letter may get through.
        logger.warning("advocacy: a letter about a vacancy was not sent: %s", type(error).__name__)
        return False
    return True


def _language_of(user: Any) -> str:
    chosen = UserProfile.objects.filter(user=user.pk).values_list("preferred_language", flat=True).first()
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _title_of(obj: Any) -> str:
    revision = getattr(obj, "latest_revision", None)
    return revision.object_str if revision else str(obj)


def _address_of(obj: Any) -> str:
    """Return where ``obj`` is approved: its editor. Who may open it is asked there."""
    stated = getattr(settings, "WAGTAILADMIN_BASE_URL", None) or ""
    site = None if stated else Site.objects.filter(is_default_site=True).first()
    base = (site.root_url if site else stated).rstrip("/")
    return f"{base}{AdminURLFinder().get_edit_url(obj) or ''}"
