"""Who has to agree to what, and what changed since they last did."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone, translation

from .differences import Change, changes
from .engine import Context
from .in_force import InForce, in_language, policies_in_force
from .models import Acknowledgement, Policy, PolicyVersion


@dataclass(frozen=True)
class Due:
    """A version that somebody is asked to agree to. ``since`` is the number they agreed to last, 0 if none.

    ``stops_from`` is the day from which they agree before their next share; ``stops`` says that it has come.
    """

    version: InForce
    since: int
    stops_from: date
    stops: bool


Agreed = dict[UUID, dict[int | None, int]]
"""What somebody agreed to: key of a policy's translations → primary key of the policy → highest number of a version.

Of several translations the one they agreed to last stands last.
"""


def agreed_by(user: Any) -> Agreed:
    """Return what ``user`` agreed to; one query."""
    return agreed_by_each([user.pk]).get(user.pk, {})


def agreed_by_each(users: Any, keys: Collection[UUID] | None = None) -> dict[Any, Agreed]:
    """Return the same of all ``users`` (primary keys, or a query for them) who agreed to anything; one query.

    ``keys`` narrows it to policies, by the key of their translations.
    """
    rows = Acknowledgement.objects.filter(user__in=users).order_by("acknowledged_at", "version__number", "pk")
    if keys is not None:
        rows = rows.filter(version__translation_key__in=keys)
    found: dict[Any, Agreed] = {}
    for user, key, policy, number in rows.values_list(
        "user_id", "version__translation_key", "version__policy", "version__number"
    ):
        mine = found.setdefault(user, {}).setdefault(key, {})
        # A tab that was open for long agrees to less than is agreed already.
        mine[policy] = max(number, mine.pop(policy, 0))
    return found


def text_for(agreed: Agreed, versions: Iterable[InForce], language: str) -> list[InForce]:
    """Return of each policy the text that somebody is asked about: the one they agreed to, else their language's."""
    versions = list(versions)
    there = {each.policy for each in versions}
    last = (next((policy for policy in reversed(mine) if policy in there), None) for mine in agreed.values())
    kept = set(last)
    settled = {each.translation_key for each in versions if each.policy in kept}
    others = in_language([each for each in versions if each.translation_key not in settled], language)
    return [*(each for each in versions if each.policy in kept), *others]


def due_of(agreed: Agreed, version: InForce, today: date) -> Due | None:
    """Return what somebody who has ``agreed`` is asked about a policy, if anything."""
    since = agreed.get(version.translation_key, {}).get(version.policy, 0)
    asked = [stops for material, begins, stops in version.asked if material > since and begins <= today]
    return Due(version, since, min(asked), min(asked) <= today) if asked else None


def due_for(user: Any, site: Any, context: Context | None = None) -> list[Due]:
    """Return what ``user`` is asked to agree to in the programme of ``site``; only where it holds in ``context``.

    Which language the words will have is not known when somebody is asked, so a policy for some languages is for all.
    """
    versions = [each for each in policies_in_force() if each.asked and each.site in (None, site.pk if site else None)]
    if context:
        versions = [each for each in versions if replace(each.scope, languages=()).holds(context)]
    if not versions or not user.pk:
        return []
    agreed = agreed_by(user)
    texts = text_for(agreed, versions, translation.get_language() or "")
    today = timezone.localdate()
    dues = [due for each in texts if (due := due_of(agreed, each, today))]
    # Another process may have deleted a policy a moment ago, and nobody can agree to it any more.
    there = Policy.objects.filter(pk__in=[due.version.policy for due in dues]).values_list("pk", flat=True)
    left = set(there) if dues else set()
    return [due for due in dues if due.version.policy in left]


@dataclass(frozen=True)
class Told:
    """What somebody reads before they agree: the version, what changed since they last did, in short and in full."""

    version: PolicyVersion
    since: int
    stops_from: date
    what_changed: list[str]
    changes: list[Change]


def told(dues: Iterable[Due]) -> list[Told]:
    """Return what to show of each; two queries for all, and nothing of the past to who agrees for the first time."""
    dues = list(dues)
    wanted = Q(pk__in=[due.version.pk for due in dues])
    for due in dues:
        if due.since:
            wanted |= Q(policy=due.version.policy, number=due.since)
    rows = {(row.policy_id, row.number): row for row in PolicyVersion.objects.filter(wanted)}
    said = PolicyVersion.objects.filter(policy__in=[due.version.policy for due in dues]).exclude(what_changed="")
    sentences = list(said.order_by("number").values_list("policy", "number", "what_changed"))
    found = []
    for due in dues:
        policy = due.version.policy
        current, last = rows[policy, due.version.number], rows.get((policy, due.since))
        between = [each for of, number, each in sentences if of == policy and due.since < number <= current.number]
        found.append(
            Told(
                version=current,
                since=due.since,
                stops_from=due.stops_from,
                what_changed=between if last else [],
                changes=changes(last.paragraphs, current.paragraphs) if last else [],
            )
        )
    return found
