"""What maintenance does for referrals: follow what a missed signal left, let bonuses fall due, and forget old words."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from ...days import site_day
from ...sharing.models import Share
from ...tracking.models import Conversion, Touch
from ..models import Referral, ReferralStep, Vacancy
from .actions import follow
from .bonus import forfeit_untied
from .kinds import STATES, State
from .steps import DUE, Part

logger = logging.getLogger("wagtail_advocacy.recruitment")

BATCH = 500
"""int, how many conversions, and how many bonuses, one run takes at most; the next run takes the next."""

Bonus = Referral.Bonus

KEPT = timedelta(days=365)
"""How long reasons and numbers of applications are kept after the last change of what is over."""


def conversion_heard(sender: Any, conversion: Conversion, touches: Any = (), **kwargs: Any) -> None:
    """Follow what was recorded. Should that fail, :func:`look_after` does it some minutes later."""
    if conversion.kind not in STATES or not any(touch.is_credited for touch in touches):
        return
    _follow(conversion)


def look_after() -> int:
    """Follow conversions that no referral knows yet, and let bonuses fall due; return how many changed."""
    return follow_missed() + make_due() + forfeit_untied()


def follow_missed() -> int:
    """Follow at most a batch of conversions that no referral knows yet; return how many were followed."""
    return sum(_follow(each) for each in missed()[:BATCH])


def missed() -> QuerySet[Conversion]:
    """Return the conversions that are credited to a share of a vacancy and that no referral knows."""
    vacancies = Vacancy.objects.annotate(text=Cast("pk", CharField())).filter(text=OuterRef("item__source_id"))
    shares = Share.objects.filter(
        Exists(vacancies), item__source_type=ContentType.objects.get_for_model(Vacancy), link=OuterRef("link")
    )
    credited = Touch.objects.filter(Exists(shares), conversion=OuterRef("pk"), is_credited=True)
    known = ReferralStep.objects.filter(conversion=OuterRef("pk"))
    of_applications = Conversion.objects.filter(kind__in=STATES)
    return of_applications.filter(Exists(credited), ~Exists(known)).order_by("at", "pk")


def _follow(conversion: Conversion) -> bool:
    try:
        return follow(conversion) is not None
    except Exception as error:
        # By its number alone: what a database says of a row may quote it.
        logger.error("Referrals could not follow conversion %s: %s", conversion.pk, type(error).__name__)
        return False


@transaction.atomic
def make_due() -> int:
    """Make bonuses due whose day has come, at most a batch, in four queries; return how many."""
    today = site_day()
    waiting = Referral.objects.filter(bonus=Bonus.PENDING, bonus_due_on__lte=today).order_by("bonus_due_on", "pk")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    due = list(Referral.objects.select_for_update().filter(pk__in=ids, bonus=Bonus.PENDING).order_by("pk"))
    stayed = [each for each in due if each.state == State.HIRED]
    steps = [
        ReferralStep(referral=each, part=Part.STATE, before=State.HIRED, after=State.RETAINED, why=DUE)
        for each in stayed
    ]
    steps += [
        ReferralStep(referral=each, part=Part.BONUS, before=Bonus.PENDING, after=Bonus.ELIGIBLE, why=DUE)
        for each in due
    ]
    ReferralStep.objects.bulk_create(steps)
    Referral.objects.filter(pk__in=[each.pk for each in due]).update(bonus=Bonus.ELIGIBLE)
    Referral.objects.filter(pk__in=[each.pk for each in stayed]).update(state=State.RETAINED, moved_at=timezone.now())
    return len(due)


@transaction.atomic
def forget_old_words() -> int:
    """Empty the reasons people gave, and the numbers of applications, a year after all is over; return how many rows.

    What the machine says of its own changes stays: it is about nobody.
    """
    over = Q(state=State.CLOSED) | Q(bonus__in=[Bonus.NONE, Bonus.PAID, Bonus.FORFEITED])
    old = Referral.objects.filter(over, moved_at__lt=timezone.now() - KEPT).order_by()
    steps = ReferralStep.objects.filter(referral__in=old).exclude(why="").exclude(why__startswith="@")
    numbered = old.exclude(reference="", reference_key="")
    return steps.order_by().update(why="") + numbered.update(reference="", reference_key="")
