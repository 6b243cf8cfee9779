"""Every change of a referral as a row: who, what, why. And what the machine says of its own changes."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Referral, ReferralStep

Part = ReferralStep.Part

LATE, CREDIT, ENDED, DUE, ERASED, UNTIED = "@late", "@credit", "@ended", "@due", "@erased", "@untied"

REASONS = {
    LATE: gettext_lazy("Reported late or twice: nothing was undone."),
    CREDIT: gettext_lazy("Credited to another share, which was reported later."),
    ENDED: gettext_lazy("The application was closed."),
    DUE: gettext_lazy("The day has come, and nobody said that it ended."),
    ERASED: gettext_lazy("The colleague erased their data before it was paid."),
    UNTIED: gettext_lazy("The share is no longer tied to anybody."),
}
"""What a change that nobody made says for itself, by what is stored."""

MOST_WORDS = 500
SHORTEST = 3

_PHONE = re.compile(r"\+?\d[\d ()./-]{7,}\d")
# Between words stands a separator, so that each text is read in one way only, and long ones fast.
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ .,]+[^\W\d_a-z][^\W\d_]+){1,3}[ .,]*")


class ReferralRefused(Exception):
    """A change of a referral that is not made; the message says why, and what to do."""


def note(referral: Referral, part: str, before: str, after: str, **more: Any) -> ReferralStep:
    """Store one step of ``referral``; ``more`` are ``by``, ``why`` and ``conversion``."""
    return ReferralStep.objects.create(referral=referral, part=part, before=before, after=after, **more)


def reason_in_words(why: str) -> str:
    return str(REASONS.get(why, why))


def clean_why(text: str) -> str:
    """Return a reason that somebody gives. Raises :class:`ReferralRefused` for none, and for what names a person."""
    why = " ".join(text.replace("\0", "").split())
    if len(why) < SHORTEST:
        raise ReferralRefused(_("Say why, in a few words and without names."))
    if len(why) > MOST_WORDS:
        raise ReferralRefused(_("A reason has at most %(most)d characters.") % {"most": MOST_WORDS})
    if "@" in why or _PHONE.search(why) or _NAME.fullmatch(why):
        raise ReferralRefused(_("This reason looks like a name, an address or a phone number. Say it without."))
    return why


def months_after(day: date, months: int) -> date:
    """Return the day ``months`` calendar months later; a day that month does not have is its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
