"""The deeds of referrals: following what was reported, recording by hand, and closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...conf import advocacy_settings
from ...days import site_day
from ...sharing.models import Share
from ...tracking.actions import ConversionRefused, record_conversion
from ...tracking.conversions.given import digest
from ...tracking.models import Conversion, Touch
from ..models import RecruitmentSettings, Referral, Vacancy
from .kinds import APPLICATION, IN_PROGRESS, LADDER, STATES, State, is_later
from .steps import CREDIT, ENDED, LATE, Part, ReferralRefused, clean_why, months_after, note

__all__ = ["ConversionRefused", "close_referral", "follow", "record_by_hand", "vacancy_of"]

Bonus = Referral.Bonus


def follow(conversion: Conversion, *, by: Any = None, referral: Referral | None = None) -> Referral | None:
    """Make or move the referral that ``conversion`` tells of, once, and return it; ``None``: it tells of none.

    Only what is credited to a share of a vacancy counts: a share that cannot have led to it earns no bonus, and the
    funnel does not count it either. It is the referral with the same reference, for the same vacancy, whichever share
    that came by. Without one it is the oldest application by the same link that has not come so far yet. Else it is a
    new one. With ``referral`` it is that one, as ``by``, who recorded it, said.

    What comes late, or again, is noted and undoes nothing. A hire moves even what was closed.
    """
    state = STATES.get(conversion.kind)
    share = _credited_share(conversion) if state else None
    if state is None or share is None:
        return None
    with transaction.atomic():
        # All that is reported of one vacancy waits for each other here: two messages make no two referrals.
        vacancy = Vacancy.objects.select_for_update().filter(pk=vacancy_of(share) or 0).first()
        if vacancy is None:
            return None
        known = Referral.objects.select_for_update().filter(steps__conversion=conversion).first()
        if known:
            return _moved_credit(known, share, conversion)
        found = _locked(referral) or _find(vacancy, share, state, conversion)
        if found is None:
            return _make(vacancy, share, state, conversion, by)
        return _move(found, vacancy, state, conversion, by)


def vacancy_of(share: Share) -> str | None:
    """Return the primary key of the vacancy that ``share`` (with its item) is of, as text; ``None``: of none."""
    item = share.item
    if item and item.source_id and item.source_type_id == ContentType.objects.get_for_model(Vacancy).pk:
        return item.source_id
    return None


def reference_key(reference: str) -> str:
    """Return the digest by which an application is found again; ``""`` without a reference."""
    return digest("application", reference) if reference else ""


def _credited_share(conversion: Conversion) -> Share | None:
    credited = Touch.objects.filter(conversion=conversion, is_credited=True).values("link")
    share = Share.objects.filter(link__in=credited).select_related("item").first()
    return share if share and vacancy_of(share) else None


def _locked(referral: Referral | None) -> Referral | None:
    return Referral.objects.select_for_update().get(pk=referral.pk) if referral else None


def _find(vacancy: Vacancy, share: Share, state: str, conversion: Conversion) -> Referral | None:
    mine = Referral.objects.select_for_update().filter(vacancy=vacancy)
    key = reference_key(conversion.reference)
    if key and (known := mine.filter(reference_key=key).order_by("pk").first()):
        return known
    if state == State.APPLIED:
        return None
    earlier = LADDER[: LADDER.index(State(state))]
    waiting = mine.filter(share=share, state__in=earlier).order_by("applied_at", "pk")
    # With a reference of its own it cannot be an application that has another.
    return (waiting.filter(reference_key="") if key else waiting).first()


def _make(vacancy: Vacancy, share: Share, state: str, conversion: Conversion, by: Any) -> Referral:
    referral = Referral(
        site=share.site,
        vacancy=vacancy,
        title=vacancy.title,
        share=share,
        network=share.network,
        conversion=conversion,
        state=state,
        applied_at=conversion.at,
        bonus_amount=vacancy.bonus_amount or None,
        bonus_currency=vacancy.bonus_currency if vacancy.bonus_amount else "",
    )
    _name(referral, conversion)
    _arrived(referral, state, conversion.at)
    referral.save()
    note(referral, Part.STATE, "", state, conversion=conversion, by=by)
    if referral.bonus != Bonus.NONE:
        note(referral, Part.BONUS, Bonus.NONE, referral.bonus, by=by)
    return referral


def _move(referral: Referral, vacancy: Vacancy, state: str, conversion: Conversion, by: Any) -> Referral:
    before, bonus = referral.state, referral.bonus
    reopens = before == State.CLOSED and referral.hired_at is None and state == State.HIRED
    moves = is_later(state, before) or reopens
    _name(referral, conversion)
    if state == State.APPLIED:
        referral.applied_at = min(referral.applied_at, conversion.at)
    if moves:
        referral.state, referral.moved_at = state, timezone.now()
        _arrived(referral, state, conversion.at)
    if referral.conversion_id is None:
        referral.conversion = conversion
    referral.save()
    note(referral, Part.STATE, before, referral.state, conversion=conversion, by=by, why="" if moves else LATE)
    if referral.bonus != bonus:
        note(referral, Part.BONUS, bonus, referral.bonus, by=by)
    return referral


def _name(referral: Referral, conversion: Conversion) -> None:
    if not conversion.reference or referral.reference_key:
        return
    referral.reference_key = reference_key(conversion.reference)
    if advocacy_settings.CANDIDATE_REFERENCES:
        referral.reference = conversion.reference


def _arrived(referral: Referral, state: str, at: datetime) -> None:
    """Note the hire, and promise the bonus to whoever the share is of."""
    if state not in (State.HIRED, State.RETAINED) or referral.hired_at:
        return
    referral.hired_at = at
    if referral.bonus_amount and referral.share and referral.share.advocate_id:
        settings = RecruitmentSettings.for_site(referral.site) if referral.site else RecruitmentSettings()
        referral.bonus = Bonus.PENDING
        referral.bonus_due_on = months_after(site_day(at), settings.bonus_months)


def _moved_credit(referral: Referral, share: Share, conversion: Conversion) -> Referral:
    """Let a referral go with the credit of what it was made of, as long as no bonus is promised for it."""
    stays = referral.conversion_id != conversion.pk or referral.share_id == share.pk or referral.bonus != Bonus.NONE
    if stays or str(referral.vacancy_id) != vacancy_of(share):
        return referral
    referral.share, referral.network = share, share.network
    referral.save(update_fields=["share", "network"])
    note(referral, Part.STATE, referral.state, referral.state, why=CREDIT)
    return referral


@transaction.atomic
def record_by_hand(
    user: Any, kind: str, *, share: Share, referral: Referral | None = None, reference: str = "", key: str = ""
) -> Referral:
    """Record that ``user`` says an application came by ``share``, or came further, and return its referral.

    It is stored as a conversion like all others, which the funnels count. ``key`` stays the same when a form is sent
    twice. With a ``referral`` its own reference is used, so that the recruiting system can report the same later.
    Nobody does so for their own share. Raises :class:`ReferralRefused`, or ``ConversionRefused`` for a wrong reference.
    """
    if kind not in STATES:
        raise ReferralRefused(_("Choose what happened: an application, an interview, an offer or a hire."))
    pk = vacancy_of(share)
    # The same order as in follow(), where it is this row first, and conversions after it.
    vacancy = Vacancy.objects.select_for_update().filter(pk=pk).first() if pk else None
    if vacancy is None:
        raise ReferralRefused(_("This share is of no vacancy that is kept here."))
    if share.advocate and share.advocate.user_id == user.pk:
        # Only the person themselves ever reads this.
        raise ReferralRefused(_("This share is your own, so somebody else has to record what came of it."))
    if referral:
        _require_next(Referral.objects.select_related("conversion").get(pk=referral.pk), kind)
        known = referral.conversion.reference if referral.conversion else ""
        reference = known or referral.reference or reference
        key = f"recruitment referral {referral.pk} {kind}"
    if not (reference or key):
        raise ReferralRefused(_("Send the form once more: it has lost what makes it count once."))
    conversion = record_conversion(
        kind=kind,
        codes=share.link.code,
        reference=reference,
        key=f"by hand {user.pk} {key}" if key and not referral else key,
        source=Conversion.Source.HAND,
    )
    made = follow(conversion, by=user, referral=referral)
    if made is None:
        raise ReferralRefused(
            _("This share was taken back or is too long ago, so nothing is credited to it. Nothing was recorded.")
        )
    return made


def _require_next(referral: Referral, kind: str) -> None:
    reopens = referral.state == State.CLOSED and referral.hired_at is None and STATES[kind] == State.HIRED
    if kind == APPLICATION or not (is_later(STATES[kind], referral.state) or reopens):
        sentence = _("This application is at “%(state)s” already. Reload the page to see what came meanwhile.")
        raise ReferralRefused(sentence % {"state": referral.get_state_display()})


@transaction.atomic
def close_referral(referral: Referral, user: Any, why: str) -> Referral:
    """Close an application that came to an end, such as refused or withdrawn, and return it.

    A bonus that is promised or due is lost with it. Raises :class:`ReferralRefused`.
    """
    why = clean_why(why)
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if stored.state == State.CLOSED:
        raise ReferralRefused(_("This application is closed already."))
    if stored.bonus == Bonus.APPROVED:
        raise ReferralRefused(_("Its bonus is approved. Take the approval back first."))
    if stored.bonus == Bonus.PAID:
        raise ReferralRefused(_("Its bonus was paid, so it stays as it is."))
    before, stored.state, stored.moved_at = stored.state, State.CLOSED, timezone.now()
    note(stored, Part.STATE, before, State.CLOSED, by=user, why=why)
    if stored.bonus in (Bonus.PENDING, Bonus.ELIGIBLE):
        note(stored, Part.BONUS, stored.bonus, Bonus.FORFEITED, by=user, why=ENDED)
        stored.bonus = Bonus.FORFEITED
    stored.save()
    return stored


def next_kinds(referral: Referral) -> list[str]:
    """Return what may be recorded of ``referral`` next."""
    if referral.state == State.CLOSED:
        return ["hire"] if referral.hired_at is None else []
    return [kind for kind, state in STATES.items() if is_later(state, referral.state)]


def is_in_progress(referral: Referral) -> bool:
    return referral.state in IN_PROGRESS
