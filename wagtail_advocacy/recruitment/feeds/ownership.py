"""Whose a field of a vacancy is: the feed's, which changes it, or ours. Making it ours, and giving it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Vacancy
from .kinds import fields_of
from .writing import field_label

DETACH, ATTACH = "wagtail_advocacy.detach_field", "wagtail_advocacy.attach_field"
"""Names in the log."""


class NotOfFeed(Exception):
    """A field that no feed writes, or that is whose it should become already; the message says which."""


@dataclass(frozen=True)
class FieldNote:
    """What an editor is told about a field: ``sentence``, and ``url`` of the page where that can be changed."""

    name: str
    label: str
    sentence: str
    url: str
    is_ours: bool


def detach(vacancy: Vacancy, name: str, user: Any = None) -> Vacancy:
    """Make the field ``name`` ours: no import touches it any more. Raises :class:`NotOfFeed`."""
    return _change(vacancy, name, user, ours=True)


def attach(vacancy: Vacancy, name: str, user: Any = None) -> Vacancy:
    """Give the field back to the feed: the next import writes what the feed says. Raises :class:`NotOfFeed`."""
    return _change(vacancy, name, user, ours=False)


@transaction.atomic
def _change(vacancy: Vacancy, name: str, user: Any, ours: bool) -> Vacancy:
    stored = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if name not in _fields_of(stored):
        raise NotOfFeed(_("No feed writes this field: it is yours anyway."))
    values = {"field": field_label(name)}
    if (name in stored.detached) == ours:
        is_so = _("“%(field)s” is yours already.") if ours else _("“%(field)s” comes from the feed already.")
        raise NotOfFeed(is_so % values)
    stored.detached = sorted({*stored.detached, name} if ours else {*stored.detached} - {name})
    # Without a digest the next import looks at this vacancy again, also where the feed says the same as before.
    stored.source_hash = stored.source_hash if ours else ""
    stored.save(update_fields=["detached", "source_hash"])
    log(instance=stored, action=DETACH if ours else ATTACH, user=user, data={"field": name})
    return stored


def feed_field_notes(vacancy: Vacancy) -> dict[str, FieldNote]:
    """Return, for a vacancy that a feed brought, a note about each field that the feed speaks of; else nothing."""
    notes = {}
    for name in _fields_of(vacancy):
        ours = name in vacancy.detached
        sentence = (
            _("Yours: the feed “%(feed)s” does not change it.")
            if ours
            else _("From the feed “%(feed)s”: change it there.")
        ) % {"feed": vacancy.feed}
        url = reverse(f"wagtail_advocacy_recruitment:feed_field_{'back' if ours else 'ours'}", args=[vacancy.pk, name])
        notes[name] = FieldNote(name, field_label(name), sentence, url, ours)
    return notes


def _fields_of(vacancy: Vacancy) -> tuple[str, ...]:
    return fields_of(vacancy.feed) if vacancy.pk and vacancy.feed and vacancy.source_id else ()
