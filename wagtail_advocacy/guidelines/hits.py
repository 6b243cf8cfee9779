"""How the rules of a policy do: how often each spoke, of how many shares, and what is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from .models import Dispute, Policy

DAYS = 90
"""int, days that are looked at, today included."""

Version = tuple[date, dict[str, Any]]


@dataclass(frozen=True)
class Hits:
    """One rule. ``checked`` are the shares of the days on which it was in the policy; a share counts it once."""

    rule: str
    sentence: str
    times: int
    checked: int
    disputes: int
    is_gone: bool

    @property
    def rate(self) -> float | None:
        """Times ÷ checked, 0–1; ``None`` where nothing was checked."""
        return self.times / self.checked if self.checked else None


@dataclass(frozen=True)
class RuleFigures:
    """All rules of a policy in their order, those that are gone last; ``checked`` are all its shares of these days."""

    rules: list[Hits]
    checked: int
    since: date


def hits_of(policy: Policy) -> RuleFigures:
    """Return the figures of ``policy``; three queries, however many rules it has."""
    today = timezone.localdate()
    since = today - timedelta(days=DAYS - 1)
    versions = list(_versions(policy, since))
    sentences, days = _rules(versions, since, today)
    checked: dict[date, int] = {}
    times: dict[str, int] = defaultdict(int)
    for rule, day, number in policy.tallies.filter(day__gte=since).values_list("rule", "day", "times"):
        if rule:
            times[rule] += number
        else:
            checked[day] = number
    found = policy.disputes.filter(state=Dispute.State.OPEN).order_by().values("rule")
    rows: Any = found.annotate(number=Count("pk"), last_sentence=Max("sentence"))
    disputes = {each["rule"]: each for each in rows}
    for rule, each in disputes.items():
        sentences.setdefault(rule, each["last_sentence"])
    now = [each["key"] for each in versions[0][1]["rules"]] if versions else []
    gone = (sentences.keys() | times.keys()) - set(now)
    return RuleFigures(
        rules=[
            Hits(
                rule=rule,
                sentence=sentences.get(rule, ""),
                times=times.get(rule, 0),
                checked=sum(checked.get(day, 0) for day in days.get(rule, ())),
                disputes=disputes.get(rule, {}).get("number", 0),
                is_gone=rule in gone,
            )
            for rule in [*now, *sorted(gone, key=lambda each: (sentences.get(each, ""), each))]
        ],
        checked=sum(checked.values()),
        since=since,
    )


def _rules(versions: list[Version], since: date, today: date) -> tuple[dict[str, str], dict[str, set[date]]]:
    """Return of each rule its last sentence, and the days on which it held; both days of a change belong to both."""
    sentences: dict[str, str] = {}
    days: dict[str, set[date]] = defaultdict(set)
    until = today
    for published, content in versions:
        first = max(published, since)
        held = {first + timedelta(days=each) for each in range((until - first).days + 1)}
        for each in content["rules"]:
            sentences.setdefault(each["key"], each["sentence"])
            days[each["key"]] |= held
        until = published
    return sentences, days


def _versions(policy: Policy, since: date) -> Iterator[Version]:
    """Yield day and content of the versions that applied since then, the newest first."""
    rows = policy.versions.order_by("-number").values_list("published_at", "content")
    for published_at, content in rows.iterator(chunk_size=20):
        published = timezone.localdate(published_at)
        yield published, content
        if published < since:
            return
