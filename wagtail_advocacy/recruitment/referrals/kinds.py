"""Which kinds of conversion tell of an application, and how far it has come with each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...tracking.conversions.kinds import register_kind
from ..models import Referral

State = Referral.State

APPLICATION, HIRE, RETAINED = "application", "hire", "retained"
STATES = {
    APPLICATION: State.APPLIED,
    "interview": State.INTERVIEW,
    "offer": State.OFFER,
    HIRE: State.HIRED,
    RETAINED: State.RETAINED,
}
"""Kind of conversion → how far an application has come with it."""

LADDER = [*STATES.values()]
"""The states of an application that is not closed, in order."""

IN_PROGRESS = LADDER[: LADDER.index(State.HIRED)]

TAKES_DAYS = 365
"""int, how many days more than ``ATTRIBUTION_DAYS`` may lie between a click and what comes after an application."""


def register_kinds() -> None:
    """Let other systems report what comes after an application, and credit it although it comes months later."""
    later = {
        "interview": pgettext_lazy("kind of conversion", "Interview"),
        "offer": pgettext_lazy("kind of conversion", "Offer"),
        HIRE: pgettext_lazy("kind of conversion", "Hire"),
        RETAINED: _("Stayed after the hire"),
    }
    for key, label in later.items():
        register_kind(key, label, takes_days=TAKES_DAYS)


def is_later(state: str, than: str) -> bool:
    """Return whether ``state`` lies behind ``than``; what is closed is on no ladder, and lies behind nothing."""
    return state in LADDER and than in LADDER and LADDER.index(State(state)) > LADDER.index(State(than))
