"""How many agreed to a policy, team by team, so that nobody can be told from the figures."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from ..conf import advocacy_settings
from ..models import AdvocacySettings
from .due import Agreed, agreed_by_each, due_of, text_for
from .in_force import InForce, policies_in_force
from .members import members
from .models import PolicyVersion

logger = logging.getLogger(__name__)

AGREED, DUE, NOT_ASKED = "agreed", "due", "not_asked"


@dataclass(frozen=True)
class Asked:
    """A policy in force that people are asked about, in all its languages; ``pk`` is that of its first text."""

    pk: int
    title: str
    number: int
    site: int | None
    versions: list[InForce]


@dataclass(frozen=True)
class Count:
    """How many of a team agreed, are due, and are members at all. ``name`` is empty for those in no team."""

    name: str
    acknowledged: int
    due: int
    enrolled: int

    @property
    def asked(self) -> int:
        return self.acknowledged + self.due

    @property
    def share(self) -> float | None:
        """Acknowledged ÷ asked, 0–1; ``None`` where nobody is asked."""
        return self.acknowledged / self.asked if self.asked else None


@dataclass(frozen=True)
class Teams:
    """The figures of a policy as they may be shown.

    ``smaller`` are ``merged`` teams together, ``None`` where all are shown. ``total`` is ``None`` where even all
    together are too few.
    """

    shown: list[Count]
    smaller: Count | None
    merged: int
    total: Count | None


def asked_policies() -> list[Asked]:
    """Return the policies in force by title; one query."""
    groups: dict[UUID, list[InForce]] = {}
    for each in policies_in_force():
        if each.asked:
            groups.setdefault(each.translation_key, []).append(each)
    first = {group[0].pk: group for group in groups.values()}
    rows = PolicyVersion.objects.filter(pk__in=first).select_related("policy__site")
    found = [
        Asked(row.policy_id or 0, _title(row), row.number, first[row.pk][0].site, first[row.pk])
        for row in rows.only("title", "number", "policy__site__site_name", "policy__site__hostname")
    ]
    return sorted(found, key=lambda each: (each.title.casefold(), each.pk))


def _title(version: PolicyVersion) -> str:
    site = version.policy.site if version.policy else None
    return f"{version.title} ({site.site_name or site.hostname})" if site else version.title


def smallest_group(site: int | None) -> int:
    """Return how many people a figure by team needs: as the programme says, the strictest for a policy of all."""
    programmes = AdvocacySettings.objects.all() if site is None else AdvocacySettings.objects.filter(site=site)
    return max((each.smallest_group() for each in programmes), default=advocacy_settings.MIN_GROUP)


def standings(policy: Asked) -> dict[Any, str]:
    """Return of each member (by primary key of the user) how they stand; two queries for all."""
    today = timezone.localdate()
    agreed = agreed_by_each(members().values("user_id"), {each.translation_key for each in policy.versions})
    return {
        user: _standing(agreed.get(user, {}), policy, today) for user in members().values_list("user_id", flat=True)
    }


def _standing(agreed: Agreed, policy: Asked, today: date) -> str:
    texts = text_for(agreed, policy.versions, "")
    if any(due_of(agreed, each, today) for each in texts):
        return DUE
    return AGREED if any(each.policy in agreed.get(each.translation_key, {}) for each in texts) else NOT_ASKED


def count_teams(policy: Asked) -> list[Count]:
    """Return the figures of every team, for :func:`merged` alone; queries do not grow with members or teams."""
    teams, names = _teams()
    counts: dict[str | None, list[int]] = {}
    for user, state in standings(policy).items():
        row = counts.setdefault(teams.get(user), [0, 0, 0])
        row[0] += state == AGREED
        row[1] += state == DUE
        row[2] += 1
    return [Count(names[key] if key is not None else "", *row) for key, row in counts.items()]


def _teams() -> tuple[dict[Any, str], dict[str, str]]:
    """Return the key of each member's team, and the names; nothing of either where the resolver fails."""
    resolve = advocacy_settings.load("TEAM_RESOLVER")
    if resolve is None:
        return {}, {}
    refs: dict[Any, Any] = {}
    try:
        for member in members().select_related("user").iterator(chunk_size=2_000):
            if ref := resolve(member.user):
                refs[member.user_id] = ref
        return {user: ref.key for user, ref in refs.items()}, {ref.key: ref.name for ref in refs.values()}
    except Exception:  # The site's own code; the total is right without teams.
        logger.exception("advocacy: TEAM_RESOLVER failed")
        return {}, {}


def merged(counts: Sequence[Count], least: int) -> Teams:
    """Return ``counts`` as they may be shown: no row of fewer than ``least`` people who are asked.

    Smaller teams are one row. If that were still too small, and so a single one of them, the next larger team joins
    it: then taking the rows from the total tells nothing.
    """
    by_size = sorted(counts, key=lambda each: (-each.asked, each.name.casefold()))
    shown = [each for each in by_size if each.asked >= least]
    small = by_size[len(shown) :]
    while small and shown and sum(each.asked for each in small) < least:
        small.insert(0, shown.pop())
    total = _together(by_size)
    if len(counts) == 1 and not counts[0].name:
        shown = []  # Without teams the total says it all.
    return Teams(
        shown=sorted(shown, key=lambda each: (not each.name, each.name.casefold())),
        smaller=_together(small) if small and shown else None,
        merged=len(small),
        total=total if total.asked >= least else None,
    )


def _together(counts: Iterable[Count]) -> Count:
    counts = list(counts)
    return Count(
        name="",
        acknowledged=sum(each.acknowledged for each in counts),
        due=sum(each.due for each in counts),
        enrolled=sum(each.enrolled for each in counts),
    )
