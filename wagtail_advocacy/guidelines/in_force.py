"""The policies that apply now, compiled: each version once in a process, the list of them a minute long."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site

from .engine import Context, Engine
from .models import PolicyVersion
from .rules import KINDS, Rule, Scope, rule_from_data

logger = logging.getLogger(__name__)

CACHE_KEY = "wagtail_advocacy.guidelines.in_force"
LONGEST = 60
"""int, seconds; where processes do not share a cache, the others hear of a new version within so many."""


@dataclass(frozen=True)
class InForce:
    """One version that applies, without its text and rules."""

    pk: int
    policy: int
    number: int
    title: str
    hash: str
    translation_key: UUID
    language: str
    site: int | None
    scope: Scope
    expires_at: datetime | None
    #: The material versions of its policy: number → from which day it is asked about, and needed.
    asked: tuple[tuple[int, date, date], ...]

    @property
    def basis(self) -> dict[str, Any]:
        return {"policy": self.policy, "version": self.number, "hash": self.hash}

    def holds(self, site: int | None, context: Context) -> bool:
        return self.site in (None, site) and self.scope.holds(context)


def policies_in_force() -> list[InForce]:
    """Return all versions that apply now, in the order of their policies; without a query while the cache is warm."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = _look_up()
        cache.set(CACHE_KEY, found, LONGEST)
    now = timezone.now()
    return [each for each in found if each.expires_at is None or each.expires_at > now]


def policies_of(site: Site | None) -> list[InForce]:
    """Return what applies somewhere in the programme of ``site``."""
    return [each for each in policies_in_force() if each.site in (None, site.pk if site else None)]


def forget_policies() -> None:
    cache.delete(CACHE_KEY)


def _look_up() -> list[InForce]:
    current = list(
        PolicyVersion.objects.in_force().select_related("policy").defer("html", "policy__body").order_by("policy_id")
    )
    asked: dict[int, list[tuple[int, date, date]]] = {}
    material = PolicyVersion.objects.filter(policy__in=[each.policy_id for each in current], is_material=True)
    for policy, *rest in material.order_by("number").values_list("policy", "number", "asks_from", "stops_from"):
        asked.setdefault(policy, []).append(tuple(rest))  # type: ignore[arg-type]
    return [_in_force(each, tuple(asked.get(each.policy_id, ()))) for each in current if each.policy_id]


def _in_force(version: PolicyVersion, asked: tuple[tuple[int, date, date], ...]) -> InForce:
    scope = dict(version.content["scope"])
    site = scope.pop("site")
    return InForce(
        pk=version.pk,
        policy=version.policy_id or 0,
        number=version.number,
        title=version.title,
        hash=version.hash,
        translation_key=version.translation_key,
        language=version.language,
        site=site,
        scope=Scope(**{name: tuple(each) for name, each in scope.items()}),
        expires_at=version.policy.expire_at if version.policy else None,
        asked=asked,
    )


def in_language(versions: list[InForce], language: str) -> list[InForce]:
    """Return of each policy the translation in ``language`` or its kin (de, de-at), else the one it began with."""
    groups: dict[UUID, list[InForce]] = {}
    for each in versions:
        groups.setdefault(each.translation_key, []).append(each)
    return [min(group, key=lambda each: (_distance(each.language, language), each.policy)) for group in groups.values()]


def _distance(one: str, other: str) -> int:
    one, other = one.lower(), other.lower()
    if one == other:
        return 0
    return 1 if one.partition("-")[0] == other.partition("-")[0] else 2


@lru_cache(maxsize=256)
def engine_of(pk: int, digest: str) -> Engine:
    """Return the engine of a version, which never changes; rules of a kind that is not installed are silent."""
    content = PolicyVersion.objects.values_list("content", flat=True).get(pk=pk)
    return Engine(rules_in(content))


def rules_in(content: dict[str, Any]) -> list[Rule]:
    """Return the rules of a version's content whose kinds are known, and still take what was stored of them."""
    return [rule for each in content["rules"] if each["kind"] in KINDS and (rule := _rule(each))]


def _rule(data: dict[str, Any]) -> Rule | None:
    try:
        return rule_from_data(data)
    except TypeError:  # A kind of the site's own has changed since; an error here would stop every share.
        logger.exception("A published rule of the kind %r is silent until its policy is published again.", data["kind"])
        return None
