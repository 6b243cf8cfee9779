"""What somebody agrees to when they join: one honest sentence, versioned, with its purposes."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from .conf import advocacy_settings
from .models import AdvocacySettings

VERSION = "2026-2"
PURPOSES = ("share", "count", "report")


def consent_text(settings: AdvocacySettings) -> str:
    """Return the sentence in the current language, with the numbers in force."""
    if advocacy_settings.EVIDENCE:
        sentence = _(
            "I join %(programme)s: when I share something, my employer’s intranet keeps what I shared, where, when, in "
            "which words and with which team, for %(months)d months, to count what it brings; because it has to prove "
            "what its people say in public, my employer also keeps an evidence copy of each share with my name, which "
            "stays as long as it must; other colleagues who run the programme see figures without my name, whoever "
            "looks up my name has to say why and I can read it, and I can leave, export or erase everything but the "
            "evidence copies at any time."
        )
    else:
        sentence = _(
            "I join %(programme)s: when I share something, my employer’s intranet keeps what I shared, where, when, in "
            "which words and with which team, for %(months)d months, to count what it brings; colleagues who run the "
            "programme see figures without my name, whoever looks up my name has to say why and I can read it, and I "
            "can leave, export or erase everything at any time."
        )
    return sentence % {"programme": settings.title, "months": settings.months_of_shares()}


def consent_digest(text: str) -> str:
    """Return the mark of the sentence ``text`` that a form carries, to tell what somebody had before their eyes."""
    return hashlib.sha256("\n".join([VERSION, *PURPOSES, text]).encode()).hexdigest()
