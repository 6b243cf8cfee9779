"""Kinds of conversion: five that most sites know, those that rooms and apps register, and a site's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ...conf import advocacy_settings
from .refusals import ConversionRefused

COMMON = {
    "lead": pgettext_lazy("kind of conversion", "Lead"),
    "application": pgettext_lazy("kind of conversion", "Application"),
    "hire": pgettext_lazy("kind of conversion", "Hire"),
    "sale": pgettext_lazy("kind of conversion", "Sale"),
    "sign-up": gettext_lazy("Sign-up"),
}


@dataclass(frozen=True)
class RegisteredKind:
    """A kind that a room or an app brought along; ``takes_days``: see :func:`register_kind`."""

    label: Any
    takes_days: int = 0


_registered: dict[str, RegisteredKind] = {}


def register_kind(key: str, label: Any, *, takes_days: int = 0) -> None:
    """Let conversions be of the kind ``key``; call it in ``AppConfig.ready()``. A common kind can be named anew.

    ``takes_days``: how many days more than ``ATTRIBUTION_DAYS`` may lie between the click and such a conversion.
    Somebody applies within days of a click, and is hired months later.
    """
    _registered[key] = RegisteredKind(label, takes_days)


def within_of(kind: str) -> timedelta:
    """Return how long before a conversion of ``kind`` the click may have been."""
    more = _registered[kind].takes_days if kind in _registered else 0
    return timedelta(days=advocacy_settings.ATTRIBUTION_DAYS + more)


def known_kinds() -> dict[str, str]:
    """Return ``{key: label}`` of every kind: the common ones, those of rooms and apps, those of the settings file."""
    own = advocacy_settings.CONVERSION_KINDS
    if not isinstance(own, dict):
        own = {key: key.replace("-", " ").replace("_", " ").capitalize() for key in own}
    registered = {key: kind.label for key, kind in _registered.items()}
    return {key: str(label) for key, label in {**COMMON, **registered, **own}.items()}


def kind_choices() -> list[tuple[str, str]]:
    """Return :func:`known_kinds` as the ``choices`` of a field take it."""
    return [*known_kinds().items()]


def kind_label(kind: str) -> str:
    """Return what people call ``kind``; one that is not known any more is called as it was stored."""
    return known_kinds().get(kind, kind)


def find_kind(text: str) -> str:
    """Return the kind that somebody means by ``text``: its key or its label, in whatever case; ``""``: none."""
    wanted = text.strip().casefold()
    if wanted in COMMON or wanted in _registered or wanted in advocacy_settings.CONVERSION_KINDS:
        return wanted
    return next((key for key, label in known_kinds().items() if label.casefold() == wanted), "")


def clean_kind(text: str) -> str:
    """Return the key of the kind ``text``. Raises :class:`ConversionRefused` for an unknown one."""
    if not text.strip():
        raise ConversionRefused("missing", _("Say which kind of conversion it is."), "kind")
    if kind := find_kind(text):
        return kind
    known = list(known_kinds())
    near = get_close_matches(text.strip().lower(), known, n=1, cutoff=0.6)
    if near:
        sentence = _("There is no kind “%(kind)s” here. Did you mean “%(near)s”?")
    else:
        sentence = _(
            "There is no kind “%(kind)s” here. Known are %(known)s; a developer adds others in CONVERSION_KINDS."
        )
    values = {"kind": text.strip()[:40], "near": near[0] if near else "", "known": get_text_list(known, _("and"))}
    raise ConversionRefused("unknown_kind", sentence % values, "kind")
