"""How far a campaign has come, counted over its items since its first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import registries
from .models import Campaign, ShareableItem, subject_of


@dataclass(frozen=True)
class Progress:
    """``number`` of ``goal`` (``None``: there is no number to reach), in the units of the campaign's metric."""

    number: int
    goal: int | None
    metric: str
    conversion_kind: str = ""

    @property
    def is_reached(self) -> bool:
        return self.goal is not None and self.number >= self.goal

    def __str__(self) -> str:
        number, goal = (number_format(each, force_grouping=True) for each in (self.number, self.goal or 0))
        kind = registries.known_conversion_kinds().get(self.conversion_kind.strip().lower(), self.conversion_kind)
        return self._sentence() % {"number": number, "goal": goal, "kind": kind}

    def _sentence(self) -> str:
        number, goal = self.number, self.goal
        if self.metric == Campaign.Metric.SHARES:
            if goal:
                return ngettext("%(number)s of %(goal)s share", "%(number)s of %(goal)s shares", goal)
            return ngettext("%(number)s share so far", "%(number)s shares so far", number)
        if self.metric == Campaign.Metric.CLICKS:
            if goal:
                return ngettext("%(number)s of %(goal)s person’s click", "%(number)s of %(goal)s people’s clicks", goal)
            return ngettext("%(number)s person’s click so far", "%(number)s people’s clicks so far", number)
        return _("%(number)s of %(goal)s: %(kind)s") if goal else _("%(number)s so far: %(kind)s")


def campaign_progress(campaign: Campaign) -> Progress | None:
    """Return how far ``campaign`` has come; ``None`` if it says no metric, or nobody counts its conversions."""
    return progress_of([campaign])[campaign.pk]


def progress_of(campaigns: Sequence[Campaign]) -> dict[int, Progress | None]:
    """Return :func:`campaign_progress` by primary key, in a fixed number of queries for any number of campaigns.

    Items of all translations of a campaign count. Conversions cost what their counter costs, once per kind.
    """
    metrics = Campaign.Metric
    measured = [each for each in campaigns if each.metric]
    subjects = _subjects(measured)
    since = {name: each.opens_at for each in measured if each.opens_at for name in subjects[each.pk]}
    numbers: dict[int, int | None] = {}
    plain = [each for each in measured if each.metric in (metrics.SHARES, metrics.CLICKS)]
    if wanted := {name for each in plain for name in subjects[each.pk]}:
        figures = registries.figures(wanted, since)
    for each in plain:
        counted = [figures[name] for name in subjects[each.pk]]
        numbers[each.pk] = sum(one.shares if each.metric == metrics.SHARES else one.clicks for one in counted)
    for kind in {each.conversion_kind for each in measured if each.metric == metrics.CONVERSIONS}:
        numbers |= _conversions(kind, measured, subjects, since)
    return {each.pk: _progress(each, numbers.get(each.pk)) for each in campaigns}


def _subjects(campaigns: Iterable[Campaign]) -> dict[int, list[str]]:
    by_key: dict[Any, list[str]] = defaultdict(list)
    items = ShareableItem.objects.filter(campaign__translation_key__in=[each.translation_key for each in campaigns])
    for pk, key in items.values_list("pk", "campaign__translation_key"):
        by_key[key].append(subject_of(pk))
    return {each.pk: by_key[each.translation_key] for each in campaigns}


def _conversions(
    kind: str, campaigns: Sequence[Campaign], subjects: Mapping[int, list[str]], since: Mapping[str, datetime]
) -> dict[int, int | None]:
    mine = [each for each in campaigns if each.metric == Campaign.Metric.CONVERSIONS and each.conversion_kind == kind]
    counted = registries.conversions({name for each in mine for name in subjects[each.pk]}, kind, since)
    if counted is None:
        return {}
    return {each.pk: sum(counted.get(name, 0) for name in subjects[each.pk]) for each in mine}


def _progress(campaign: Campaign, number: int | None) -> Progress | None:
    if number is None:
        return None
    return Progress(number, campaign.goal_number, campaign.metric, campaign.conversion_kind)
