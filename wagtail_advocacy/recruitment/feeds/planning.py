"""What an import would change: fetched jobs against the vacancies that are there, by bulk queries alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import FeedRun, Vacancy
from .fetching import Entry, FeedTrouble, Fetched

MOST_PROBLEMS = 100
GONE_AFTER = 2
"""int, complete fetches in a row without a vacancy until it is closed."""

FEW = 3
"""int, open vacancies below which “all numbers are new” may just be how it is."""


@dataclass(slots=True)
class Known:
    """A vacancy of the feed as it is stored."""

    pk: int
    source_id: str
    digest: str
    title: str
    requisition_id: str
    apply_url: str
    closed_reason: str
    missed: int

    @property
    def is_open(self) -> bool:
        return not self.closed_reason


@dataclass
class Plan:
    """What is to be done. Numbers are those of the feed; ``renumbered`` are vacancies that get another one."""

    found: int = 0
    new: list[str] = field(default_factory=list)
    changed: dict[str, int] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    renumbered: dict[int, str] = field(default_factory=dict)
    #: Closed vacancies whose number the feed uses for another job by now.
    let_go: list[int] = field(default_factory=list)
    missing: dict[int, str] = field(default_factory=dict)
    gone: dict[int, str] = field(default_factory=dict)
    unchanged: int = 0
    refused: int = 0
    problems: list[dict[str, str]] = field(default_factory=list)

    def tell(self, source_id: str, title: str, message: str) -> None:
        # More than anybody reads is counted alone.
        if len(self.problems) < MOST_PROBLEMS:
            short = Truncator(title).chars(160)
            self.problems.append({"source_id": source_id[:190], "title": short, "message": message})


def known_of(feed: Any) -> dict[str, Known]:
    """Return the vacancies that ``feed`` brought, by their number there; one query, no model instances."""
    rows = Vacancy.objects.filter(feed=feed).exclude(source_id=None)
    names = ("pk", "source_id", "source_hash", "title", "requisition_id", "apply_url", "closed_reason", "missed")
    return {row[1]: Known(*row) for row in rows.values_list(*names).iterator(2000)}


def plan_import(feed: Any, fetched: Fetched, accept: bool = False) -> Plan:
    """Return what an import of ``fetched`` changes. Raises :class:`FeedTrouble` where it must not.

    ``accept``: somebody looked, and the feed is right to be so small or to have other numbers.
    """
    known = known_of(feed)
    plan = Plan(found=len(fetched))
    _renumber(plan, known, fetched)
    if not accept:
        _require_as_many(feed, known, fetched)
    elsewhere = _elsewhere(feed, known, fetched)
    for job in fetched.unnumbered:
        plan.refused += 1
        plan.tell("", job.title, job.refused)
    for source_id, entry in fetched.entries.items():
        for sentence in entry.problems:
            plan.tell(source_id, entry.title, sentence)
        _place(plan, source_id, entry, known.get(source_id), elsewhere)
    for source_id, row in known.items():
        if source_id not in fetched.entries and row.is_open:
            (plan.gone if row.missed + 1 >= GONE_AFTER else plan.missing)[row.pk] = row.title
    return plan


def _place(plan: Plan, source_id: str, entry: Entry, row: Known | None, elsewhere: dict[str, str]) -> None:
    if row is None:
        if other := elsewhere.get(source_id):
            plan.refused += 1
            plan.tell(source_id, entry.title, _("The feed “%(feed)s” brings it already.") % {"feed": other})
        elif entry.refused or entry.over:
            plan.refused += 1
            plan.tell(source_id, entry.title, entry.refused or _("Its last day to apply is over."))
        else:
            plan.new.append(source_id)
        return
    if entry.refused:
        # It is there, so it is not missing; what it says now stays outside.
        plan.refused += 1
        plan.seen.append(row.pk)
        plan.tell(source_id, entry.title, entry.refused)
    elif row.is_open:
        plan.seen.append(row.pk)
        if row.digest == entry.digest and row.pk not in plan.renumbered:
            plan.unchanged += 1
        else:
            plan.changed[source_id] = row.pk
    elif _is_another_job(entry, row):
        plan.let_go.append(row.pk)
        plan.new.append(source_id)
        sentence = _("Its number was that of “%(title)s”, which is closed and stays so.") % {"title": row.title}
        plan.tell(source_id, entry.title, sentence)
    elif row.closed_reason == Vacancy.ClosedReason.GONE:
        plan.again[source_id] = row.pk
    else:
        plan.unchanged += 1
        reason = Vacancy.ClosedReason(row.closed_reason).label
        sentence = _("It was closed here (%(reason)s) and stays so, although the feed still has it.")
        plan.tell(source_id, entry.title, sentence % {"reason": reason})


def _is_another_job(entry: Entry, row: Known) -> bool:
    same_title = entry.title.casefold() == row.title.casefold()
    same_number = bool(entry.requisition_id) and entry.requisition_id == row.requisition_id
    return not same_title and not same_number


def _renumber(plan: Plan, known: dict[str, Known], fetched: Fetched) -> None:
    """Tie vacancies whose number is gone to new jobs that are plainly the same: by requisition, else by address.

    Only where exactly one fits exactly one. So links, shares and referrals stay with their vacancy.
    """
    # Also what is not in question counts: an address that all share is no proof.
    was_open = [row for row in known.values() if row.is_open]
    lost = [row for row in was_open if row.source_id not in fetched.entries]
    fresh = {key: entry for key, entry in fetched.entries.items() if key not in known and not entry.refused}
    for name in ("requisition_id", "apply_url"):
        there = Counter(getattr(row, name) for row in was_open)
        here = Counter(getattr(entry, name) for entry in fetched.entries.values())
        by_value = {getattr(row, name): row for row in lost}
        for key, entry in list(fresh.items()):
            value = getattr(entry, name)
            if not value or value not in by_value or there[value] != 1 or here[value] != 1:
                continue
            row = by_value[value]
            del known[row.source_id], fresh[key]
            lost.remove(row)
            known[key] = row
            plan.renumbered[row.pk] = key
            sentence = _("It had the number %(old)s before, and is the same vacancy.") % {"old": row.source_id}
            plan.tell(key, entry.title, sentence)


def _require_as_many(feed: Any, known: dict[str, Known], fetched: Fetched) -> None:
    last = FeedRun.objects.filter(feed=feed, outcome=FeedRun.Outcome.DONE).order_by("-began_at", "-pk").first()
    expected = [row for row in known.values() if row.is_open and not row.missed]
    before = max(last.found if last else 0, len(expected))
    if 2 * len(fetched) < before:
        values = {"found": len(fetched), "before": before}
        sentence = ngettext(
            "The feed has %(found)s vacancy; it had %(before)s. If that is right, choose “Import anyway” on the page "
            "of the feed.",
            "The feed has %(found)s vacancies; it had %(before)s. If that is right, choose “Import anyway” on the page "
            "of the feed.",
            len(fetched),
        )
        raise FeedTrouble(FeedRun.Outcome.SHRUNKEN, sentence % values)
    still = any(key in fetched.entries for key, row in known.items() if row.is_open)
    if len(expected) >= FEW and not still:
        sentence = _(
            "Not one of the %(before)s vacancies that were in the feed is in it any more, only others: its numbers "
            "may have changed. If they are other jobs, choose “Import anyway” on the page of the feed."
        )
        raise FeedTrouble(FeedRun.Outcome.SHRUNKEN, sentence % {"before": len(expected)})


def _elsewhere(feed: Any, known: dict[str, Known], fetched: Fetched) -> dict[str, str]:
    """Return by which other feed of the programme, in its language, a new job is here: by requisition or address."""
    fresh = {key: entry for key, entry in fetched.entries.items() if key not in known and not entry.refused}
    if not fresh:
        return {}
    others = Vacancy.objects.filter(site=feed.site_id, locale=feed.locale_id, closed_at=None)
    others = others.exclude(feed=None).exclude(feed=feed)
    others = others.exclude(source_id=None).filter(~Q(requisition_id="") | ~Q(apply_url=""))
    names: dict[tuple[str, str], str] = {}
    there: Counter[tuple[int, str, str]] = Counter()
    rows = others.values_list("requisition_id", "apply_url", "feed", "feed__title")
    for requisition, address, pk, title in rows.iterator(2000):
        names["requisition", requisition] = title or ""
        there[pk, address, title or ""] += 1
    # An address that many jobs of a feed share says nothing of any of them.
    here = Counter(entry.apply_url for entry in fetched.entries.values())
    for (_pk, address, title), times in there.items():
        if times == 1 and here[address] == 1:
            names["address", address] = title
    found: dict[str, str] = {}
    for key, entry in fresh.items():
        for sort, value in (("requisition", entry.requisition_id), ("address", entry.apply_url)):
            if value and (other := names.get((sort, value))):
                found[key] = other
    return found
