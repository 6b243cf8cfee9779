"""Storing conversions, each once, however often and by however many at a time it is reported."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...days import site_day
from ...links.models import Link
from ..models import Conversion, Touch
from .attribution import decide
from .given import Given
from .refusals import MessageChanged, UnknownCodes
from .telling import tell

BATCH = 500
ATTEMPTS = 4
"""How often a transaction is tried that the database ended because another one stood in its way."""

RECORDED, FURTHER, KNOWN = "recorded", "further", "known"


@dataclass
class Outcome:
    """What became of one reported conversion: ``recorded``, a ``further`` touch of a known one, or ``known`` already.

    ``differs``: it says something else than what was stored first, which stays as it is.
    """

    conversion: Conversion
    state: str
    differs: bool = False


def record(given: Sequence[Given], *, is_one_message: bool = False) -> list[Outcome]:
    """Store ``given``, ``BATCH`` at most, all or none, and return what became of each.

    What has a key that is known is the same conversion, and nothing of it changes. What has a known reference and kind
    is the same as well, and gets a touch for each link that it did not name before. Raises :class:`UnknownCodes`, and,
    if all of it came in one message, :class:`MessageChanged` when that came before with other content.
    """
    links = links_of(given)
    given = [replace(each, key=each.key or secrets.token_hex(32)) for each in given]
    for attempt in range(1, ATTEMPTS + 1):
        try:
            outcomes = _store(given, links, is_one_message)
        except OperationalError:
            # The database ended this transaction because another one stood in its way.
            if attempt == ATTEMPTS or connection.in_atomic_block:
                raise
        else:
            tell([each.conversion.pk for each in outcomes if each.state in (RECORDED, FURTHER)])
            return outcomes
    raise AssertionError


def links_of(given: Iterable[Given]) -> dict[str, int]:
    """Return the links of all codes. Raises :class:`UnknownCodes`."""
    codes = list(dict.fromkeys(code for each in given for code in each.codes))
    found = known_links(codes)
    if unknown := [code for code in codes if code not in found]:
        raise UnknownCodes(unknown_sentence(unknown), unknown)
    return found


def known_links(codes: Sequence[str]) -> dict[str, int]:
    """Return ``{code: primary key}`` of the links that have one of ``codes``."""
    batches = (codes[start : start + BATCH] for start in range(0, len(codes), BATCH))
    return dict(pair for some in batches for pair in Link.objects.filter(code__in=some).values_list("code", "pk"))


def unknown_sentence(codes: Sequence[str]) -> str:
    return ngettext(
        "There is no link with the code %(codes)s.", "There are no links with the codes %(codes)s.", len(codes)
    ) % {"codes": get_text_list(list(codes[:5]), _("or"))}


class Known:
    """Stored conversions, found by what came in or by kind and reference."""

    def __init__(self, conversions: Iterable[Conversion] = ()) -> None:
        self._by_digest: dict[str | None, Conversion] = {}
        for each in conversions:
            self.add(each)

    def add(self, conversion: Conversion) -> None:
        self._by_digest[conversion.key] = self._by_digest[conversion.by_reference] = conversion

    def find(self, given: Given) -> Conversion | None:
        return self._by_digest.get(given.key) or (self._by_digest.get(given.by_reference) if given.reference else None)


def known_conversions(given: Sequence[Given]) -> list[Conversion]:
    """Return what is stored of ``given``, in one query."""
    references = {each.by_reference for each in given if each.reference}
    by_digest = Q(key__in={each.key for each in given if each.key}) | Q(by_reference__in=references)
    return list(Conversion.objects.filter(by_digest))


def _store(given: Sequence[Given], links: dict[str, int], is_one_message: bool) -> list[Outcome]:
    before, now = known_conversions(given), timezone.now()
    planned, rows = Known(before), []
    for each in given:
        if not planned.find(each):
            rows.append(_row(each, now))
            planned.add(rows[-1])
    # On SQLite a transaction that begins by reading cannot always go on by writing.
    with transaction.atomic():
        # In one order everywhere, so that two with the same rows wait for each other and not both at once.
        rows.sort(key=lambda row: row.by_reference or row.key)
        Conversion.objects.bulk_create(rows, ignore_conflicts=True)
        stored = known_conversions(given) if rows else []
        known = Known([*before, *stored])
        mine = {each.pk for each in stored if each.received_at == now} - {each.pk for each in before}
        outcomes = _touch([(each, known.find(each)) for each in given], mine, links)  # type: ignore[misc]
        if is_one_message:
            _refuse_changes(given, outcomes)
    return outcomes


def _refuse_changes(given: Sequence[Given], outcomes: Sequence[Outcome]) -> None:
    # Of a message that came before, nothing is new.
    again = [outcome for each, outcome in zip(given, outcomes, strict=True) if outcome.conversion.key == each.key]
    again = [outcome for outcome in again if outcome.state != RECORDED]
    if again and (any(each.differs for each in again) or any(each.state != KNOWN for each in outcomes)):
        raise MessageChanged


def _row(given: Given, now: datetime) -> Conversion:
    names = ("kind", "at", "value", "currency", "reference", "key", "by_reference", "source")
    return Conversion(**{name: getattr(given, name) for name in names}, received_at=now)


def _touch(pairs: list[tuple[Given, Conversion]], mine: set[int], links: dict[str, int]) -> list[Outcome]:
    """Add the touches that are missing, credit what has new ones, and say what became of each pair."""
    others = {conversion.pk for _given, conversion in pairs} - mine
    touched = set(Touch.objects.filter(conversion__in=others).values_list("conversion_id", "link_id"))
    outcomes, wanted = [], []
    for given, conversion in pairs:
        named = [(conversion.pk, links[code]) for code in given.codes]
        more = [pair for pair in named if pair not in touched]
        is_new, is_same = conversion.pk in mine, given.key == conversion.key
        differs = _says_else(given, conversion) or bool(is_same and more and not is_new)
        mine.discard(conversion.pk)
        if is_new or not is_same:
            touched.update(more)
            wanted += more
        state = RECORDED if is_new else FURTHER if more and not is_same else KNOWN
        outcomes.append(Outcome(conversion, state, differs))
    if wanted:
        ids = sorted({pk for pk, _link in wanted})
        list(Conversion.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        Touch.objects.bulk_create([Touch(conversion_id=pk, link_id=link) for pk, link in wanted], ignore_conflicts=True)
        sites = decide(ids)
        for _given, conversion in pairs:
            conversion.site_id = sites.get(conversion.pk, conversion.site_id)
    return outcomes


def _says_else(given: Given, conversion: Conversion) -> bool:
    names = ["kind", "value", "currency", "reference", *(["at"] if given.at_was_said else [])]
    if given.at_is_day and site_day(given.at) == site_day(conversion.at):
        # A day that was not over when it was first reported is stored as the moment at which it came.
        names.remove("at")
    return any(getattr(given, name) != getattr(conversion, name) for name in names)
