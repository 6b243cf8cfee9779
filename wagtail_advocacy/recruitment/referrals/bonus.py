"""The bonus of a hire: which change may follow which, who may make it, and four eyes for the money."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Referral
from .steps import ERASED, UNTIED, Part, ReferralRefused, clean_why, note

Bonus = Referral.Bonus

TRANSITIONS: dict[str, tuple[str, ...]] = {
    Bonus.NONE: (Bonus.PENDING,),
    Bonus.PENDING: (Bonus.ELIGIBLE, Bonus.FORFEITED),
    Bonus.ELIGIBLE: (Bonus.APPROVED, Bonus.FORFEITED),
    Bonus.APPROVED: (Bonus.PAID, Bonus.ELIGIBLE, Bonus.FORFEITED),
    Bonus.PAID: (),
    Bonus.FORFEITED: (),
}
"""What may follow what. A hire begins it, its day makes it due, people decide the rest."""

APPROVE, PAY = "wagtail_advocacy_recruitment.approve_bonus", "wagtail_advocacy_recruitment.pay_bonus"

NEEDED = {
    (Bonus.ELIGIBLE, Bonus.APPROVED): APPROVE,
    (Bonus.APPROVED, Bonus.ELIGIBLE): APPROVE,
    (Bonus.PENDING, Bonus.FORFEITED): APPROVE,
    (Bonus.ELIGIBLE, Bonus.FORFEITED): APPROVE,
    (Bonus.APPROVED, Bonus.FORFEITED): APPROVE,
    (Bonus.APPROVED, Bonus.PAID): PAY,
}
"""What people may do, and the permission for it. Each needs a reason, which the history shows."""

OPEN = (Bonus.PENDING, Bonus.ELIGIBLE, Bonus.APPROVED)
"""Bonuses that are promised and not paid."""


class BonusRefused(ReferralRefused):
    """A change of a bonus that is not made; the message says why."""


@transaction.atomic
def change_bonus(referral: Referral, to: str, user: Any, why: str = "") -> Referral:
    """Move the bonus of ``referral`` on behalf of ``user``, and return the referral as it is stored now.

    Raises ``PermissionDenied``, and :class:`BonusRefused` where this step cannot follow, without a reason, or where
    a second pair of eyes is needed. Superusers are people as well.
    """
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    step = (stored.bonus, to)
    if to not in TRANSITIONS[stored.bonus] or step not in NEEDED:
        raise BonusRefused(_cannot(stored, to))
    if not user.has_perm(NEEDED[step]):
        raise PermissionDenied
    reason = clean_why(why)
    if to in (Bonus.APPROVED, Bonus.PAID):
        _require_person(stored)
    _require_other_eyes(stored, to, user)
    stored.bonus = to
    stored.save(update_fields=["bonus"])
    note(stored, Part.BONUS, step[0], to, by=user, why=reason)
    return stored


def possible_changes(referral: Referral, user: Any) -> list[str]:
    """Return to what ``user`` may move the bonus now, as far as permissions go."""
    steps = ((referral.bonus, to) for to in TRANSITIONS[referral.bonus])
    return [step[1] for step in steps if step in NEEDED and user.has_perm(NEEDED[step])]


def _cannot(referral: Referral, to: str) -> str:
    if referral.bonus == Bonus.NONE:
        return _("There is no bonus for this application.")
    if referral.bonus == Bonus.PENDING and to in (Bonus.APPROVED, Bonus.PAID):
        return _("This bonus is not due yet, so it can be neither approved nor paid.")
    if referral.bonus == Bonus.ELIGIBLE and to == Bonus.PAID:
        return _("This bonus is not approved yet. Let somebody approve it first.")
    sentence = _("This bonus is at “%(state)s” already. Reload the page to see what happened meanwhile.")
    return sentence % {"state": referral.get_bonus_display()}


def _require_person(referral: Referral) -> None:
    if not (referral.share and referral.share.advocate_id):
        raise BonusRefused(_("The share is no longer tied to anybody, so nobody can be paid."))


def _require_other_eyes(referral: Referral, to: str, user: Any) -> None:
    share = referral.share
    if to != Bonus.FORFEITED and share and share.advocate and share.advocate.user_id == user.pk:
        raise BonusRefused(_("This bonus is your own. Somebody else has to decide."))
    if to == Bonus.APPROVED and referral.steps.filter(part=Part.STATE, by=user).exists():
        raise BonusRefused(_("You recorded how far this application came, so somebody else has to approve its bonus."))
    if to != Bonus.PAID:
        return
    approval = referral.steps.filter(part=Part.BONUS, after=Bonus.APPROVED).order_by("at", "pk").last()
    if approval is None or approval.by_id is None:
        raise BonusRefused(
            _("Nobody can tell any more who approved this. Take the approval back, and let somebody approve it again.")
        )
    if approval.by_id == user.pk:
        raise BonusRefused(_("You approved this bonus, so somebody else has to record that it was paid."))


def forget_referrer(user: Any) -> None:
    """Let the open bonuses of ``user`` go, with the reason and without the name; what was paid stays a figure."""
    _forfeit(Referral.objects.filter(share__advocate__user_id=user.pk), ERASED)


def forfeit_untied() -> int:
    """Let bonuses go whose share is tied to nobody any more, as its retention or the account ended; return how many."""
    return _forfeit(Referral.objects.filter(share__advocate=None), UNTIED)


@transaction.atomic
def _forfeit(referrals: Any, why: str) -> int:
    ids = list(referrals.filter(bonus__in=OPEN).values_list("pk", flat=True))
    lost = 0
    for referral in Referral.objects.select_for_update().filter(pk__in=ids, bonus__in=OPEN).order_by("pk"):
        note(referral, Part.BONUS, referral.bonus, Bonus.FORFEITED, why=why)
        referral.bonus = Bonus.FORFEITED
        referral.save(update_fields=["bonus"])
        lost += 1
    return lost
