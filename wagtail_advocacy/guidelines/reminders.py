"""Letters to members about a policy that they have not agreed to: few, announced, and never two in a week."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site
from wagtail.users.models import UserProfile

from ..registries import paused_among
from .access import who_sees_agreement
from .due import Due, agreed_by_each, due_of, text_for
from .in_force import InForce, policies_in_force
from .members import members
from .models import PolicyVersion, Reminder

logger = logging.getLogger(__name__)

APART = timedelta(days=7)
"""Between two letters to one person, whatever they are about."""

MOST_AT_ONCE = 500
"""int, letters in one run; the next day goes on with those who waited longest."""

FAILURES = 3
"""int, letters in a row that could not be sent until a run gives up: so many are lost to a mail server that is down."""

CHUNK = 500
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Letter:
    """What somebody is written to about, in which language, and when they were last written to."""

    user: Any
    address: str
    language: str
    dues: list[Due]
    last_at: datetime


@dataclass(frozen=True)
class Run:
    """What a run looks up once: the versions that are asked about, their titles, and how many letters each may have."""

    versions: list[InForce]
    titles: dict[int, str]
    budgets: dict[int, int]
    today: date

    @classmethod
    def of_today(cls) -> Run:
        versions = [each for each in policies_in_force() if each.asked]
        rows = PolicyVersion.objects.filter(pk__in=[each.pk for each in versions])
        found = list(rows.values_list("pk", "title", "reminders"))
        titles, budgets = {pk: title for pk, title, _most in found}, {pk: most for pk, _title, most in found}
        return cls(versions, titles, budgets, timezone.localdate())


def send_reminders() -> int:
    """Write to members who are asked to agree to something; return how many letters were sent.

    What was written is stored before it is sent: a letter too few is better than one every day.
    """
    run = Run.of_today()
    address = _address_field()
    if not address or not any(run.budgets.values()):
        return 0
    waiting: list[tuple[datetime, int, Any]] = []
    everybody = members().exclude(**{f"user__{address}": ""}).exclude(**{f"user__{address}": None})
    for chunk in _chunks(everybody.order_by("pk").values_list("user_id", f"user__{address}").iterator(CHUNK)):
        waiting += [(each.last_at, place, each.user) for place, each in enumerate(_letters(chunk, run), len(waiting))]
    sent = failed = 0
    for _last_at, _place, user in sorted(waiting)[:MOST_AT_ONCE]:
        letter = _claim(user, address, run)
        if letter is None:
            continue
        if _send(letter, run):
            sent, failed = sent + 1, 0
        elif (failed := failed + 1) == FAILURES:
            logger.warning("advocacy: no reminder got through; the rest waits for another day")
            break
    return sent


def forget_old_reminders() -> int:
    """Delete when people were written to about what has been replaced by a newer question; return how many."""
    now, old = timezone.now(), []
    asked = PolicyVersion.objects.filter(is_material=True, asks_from__lte=timezone.localdate()).order_by("number")
    newest = dict(asked.exclude(policy=None).values_list("policy", "number"))
    rows = Reminder.objects.filter(last_at__lt=now - APART)
    for pk, policy, number in rows.values_list("pk", "version__policy", "version__number").iterator():
        if policy is None or number < newest.get(policy, 0):
            old.append(pk)
    return sum(Reminder.objects.filter(pk__in=each).delete()[0] for each in _chunks(old))


def _address_field() -> str:
    User = get_user_model()
    name = User.get_email_field_name() if hasattr(User, "get_email_field_name") else "email"
    return name if any(each.name == name for each in User._meta.concrete_fields) else ""


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _letters(people: list[tuple[Any, str]], run: Run) -> Iterator[Letter]:
    """Yield a letter to each of ``people`` who is due one today; four queries for all of them."""
    users = [user for user, _address in people]
    agreed, paused = agreed_by_each(users), paused_among(users)
    languages = dict(UserProfile.objects.filter(user__in=users).values_list("user_id", "preferred_language"))
    written: dict[Any, list[tuple[int, int, int, datetime]]] = defaultdict(list)
    rows = Reminder.objects.filter(user__in=users)
    for user, *row in rows.values_list("user_id", "version__policy", "version__number", "times", "last_at"):
        written[user].append(tuple(row))  # type: ignore[arg-type]
    for user, address in people:
        last_at = max((each[3] for each in written[user]), default=NEVER)
        if user in paused or last_at > timezone.now() - APART:
            continue
        mine, language = agreed.get(user, {}), languages.get(user) or ""
        dues = [due for each in text_for(mine, run.versions, language) if (due := due_of(mine, each, run.today))]
        if open_ := [due for due in dues if _sent(due, written[user], run.today) < run.budgets.get(due.version.pk, 0)]:
            known = language if language in dict(settings.LANGUAGES) else open_[0].version.language
            yield Letter(user, address, known, open_, last_at)


def _sent(due: Due, written: list[tuple[int, int, int, datetime]], today: date) -> int:
    """Return how many letters were sent about what is asked; a version that asks nothing new has no budget itself."""
    asked = max(number for number, begins, _stops in due.version.asked if number > due.since and begins <= today)
    return sum(times for policy, number, times, _at in written if policy == due.version.policy and number >= asked)


def _claim(user: Any, address: str, run: Run) -> Letter | None:
    """Note that ``user`` is written to, and return the letter; ``None`` if that is not due any more.

    Erasing, leaving and another process wait at the row of the account.
    """
    User = get_user_model()
    with transaction.atomic():
        list(User._base_manager.select_for_update().filter(pk=user).values_list("pk"))
        people = list(members().filter(user=user).values_list("user_id", f"user__{address}"))
        letter = next(iter(_letters(people, run)), None)
        for due in letter.dues if letter else ():
            row, _new = Reminder.objects.get_or_create(
                user_id=user, version_id=due.version.pk, defaults={"last_at": timezone.now()}
            )
            row.times, row.last_at = row.times + 1, timezone.now()
            row.save()
    return letter


def _send(letter: Letter, run: Run) -> bool:
    with translation.override(letter.language):
        context = {
            "titles": sorted(run.titles[due.version.pk] for due in letter.dues),
            "stops_from": min(due.stops_from for due in letter.dues),
            "stops": any(due.stops for due in letter.dues),
            "again": all(due.since for due in letter.dues),
            "most": max(run.budgets[due.version.pk] for due in letter.dues),
            "who_sees": who_sees_agreement(),
            **_addresses(letter.dues),
        }
        subject = " ".join(render_to_string("wagtail_advocacy/guidelines/reminder_subject.txt", context).split())
        body = render_to_string("wagtail_advocacy/guidelines/reminder.txt", context)
    # So that nobody's absence note answers it (RFC 3834).
    message = EmailMessage(subject, body, to=[letter.address], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except Exception as error:  # Whatever a mail backend raises; the next letter may get through.
        logger.warning("advocacy: a reminder was not sent: %s", type(error).__name__)
        return False
    return True


def _addresses(dues: list[Due]) -> dict[str, str]:
    base = _base({due.version.site for due in dues})
    path = reverse("wagtail_advocacy:policies")
    if len(dues) == 1:
        path = reverse("wagtail_advocacy:policy", args=[dues[0].version.policy])
    return {"url": f"{base}{path}", "me": f"{base}{reverse('wagtail_advocacy:me')}"}


def _base(sites: set[int | None]) -> str:
    """Return the address of the one programme that asks, else what the settings file says."""
    mine = Site.objects.filter(pk__in=sites - {None}).first() if len(sites) == 1 else None
    stated = getattr(settings, "WAGTAILADMIN_BASE_URL", None) or ""
    found = mine or (None if stated else Site.objects.filter(is_default_site=True).first())
    return (found.root_url if found else stated).rstrip("/")
