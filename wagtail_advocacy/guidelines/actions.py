"""The deeds of the guidelines room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import Locale, Site

from ..days import site_day
from ..fingerprints import fingerprint
from ..maintenance import months_before
from ..registries import DisputedFinding
from .checking import rule_of_source
from .members import has_active_field
from .models import Acknowledgement, Dispute, Policy, PolicyVersion, RuleTally
from .reading import html_of, parts_of, rules_of
from .reminders import forget_old_reminders, send_reminders
from .scopes import scope_of_policy
from .starters import STARTERS, Filling

__all__ = [
    "acknowledge",
    "count_hits",
    "forget_old_acknowledgements",
    "forget_old_disputes",
    "forget_old_reminders",
    "make_version",
    "send_reminders",
    "start_policy",
    "take_dispute",
]

ACKNOWLEDGEMENT_MONTHS = 12
"""How long after an account was switched off it is known what its person agreed to."""

DISPUTE_MONTHS = 24
DISPUTES_A_DAY = 10
"""Of one person."""


def start_policy(starter: str, filling: Filling, locale: Locale, user: Any, site: Site | None = None) -> Policy:
    """Make a draft from one of ``STARTERS``, in the language of ``locale``, and return it. Raises KeyError."""
    chosen = STARTERS[starter]
    with translation.override(locale.language_code), transaction.atomic():
        title, body = str(chosen.title), chosen.body(filling)
        policy = Policy.objects.create(title=title, kind=chosen.kind, site=site, locale=locale, body=body)
        revision = policy.save_revision(user=user, clean=False)
        log(instance=policy, action="wagtail.create", revision=revision, content_changed=True, user=user)
    return policy


def make_version(policy_id: int) -> PolicyVersion | None:
    """Keep what is live of a policy as its next version; ``None`` if nothing is live, or nothing has changed.

    What counts is what the database holds, whoever asks and how often: two at once make one version.
    """
    with transaction.atomic():
        policy = Policy.objects.select_for_update().filter(pk=policy_id).first()
        if policy is None or not policy.live:
            return None
        parts = parts_of(policy)
        content = _content(policy, parts)
        digest = fingerprint(content)
        newest = policy.versions.order_by("-number").first()
        if newest and newest.hash == digest:
            return None
        today = site_day()
        asks_from = max(policy.asks_from or today, today)
        days = min(policy.grace_days, (date.max - asks_from).days)
        return PolicyVersion.objects.create(
            policy=policy,
            translation_key=policy.translation_key,
            language=policy.locale.language_code,
            number=(policy.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            title=policy.title,
            published_at=timezone.now(),
            what_changed=policy.what_changed if newest else "",
            content=content,
            html=html_of(policy, parts),
            hash=digest,
            is_material=newest is None or policy.asks_again == Policy.AsksAgain.YES,
            asks_from=asks_from,
            stops_from=asks_from + timedelta(days=days),
            reminders=policy.reminders,
        )


def _content(policy: Policy, parts: Iterable[Any]) -> dict[str, Any]:
    scope = scope_of_policy(policy)
    return {
        "title": policy.title,
        "kind": policy.kind,
        "language": policy.locale.language_code,
        "scope": {
            "site": policy.site_id,
            "networks": list(scope.networks),
            "languages": list(scope.languages),
            "categories": list(scope.categories),
            "campaigns": list(scope.campaigns),
        },
        "paragraphs": [[part.key, part.text] for part in parts],
        "rules": [rule.as_data() for rule in rules_of(policy)],
    }


def acknowledge(user: Any, versions: Iterable[PolicyVersion]) -> int:
    """Keep that ``user`` agreed to these versions, once each; return how many were new."""
    language, new = translation.get_language() or "", 0
    for version in versions:
        values = {"hash": version.hash, "language": language}
        _row, created = Acknowledgement.objects.get_or_create(user_id=user.pk, version=version, defaults=values)
        new += created
    return new


def take_dispute(user: Any, disputed: DisputedFinding) -> bool:
    """Keep what somebody says of a finding of ours, without saying who; see ``registries.disputes``."""
    found = rule_of_source(disputed.source)
    if found is None or not disputed.because.strip() or not _may_dispute(user):
        return False
    version, rule = found
    Dispute.objects.create(
        policy_id=version.policy_id,
        version=version.number,
        rule=rule.key,
        sentence=rule.sentence,
        words=disputed.words,
        because=disputed.because.strip(),
        network=disputed.network,
        language=disputed.language,
    )
    return True


def _may_dispute(user: Any) -> bool:
    # In the cache alone: what counts people's disputes is gone within the day.
    key = f"wagtail_advocacy.disputes.{timezone.localdate()}.{user.pk}"
    cache.add(key, 0, timeout=24 * 3600)
    try:
        return cache.incr(key) <= DISPUTES_A_DAY
    except ValueError:
        return True


def count_hits(hits: Iterable[tuple[int, str]]) -> None:
    """Count each (policy, key of a rule) that spoke when somebody started a share; an empty key counts the shares."""
    day = timezone.localdate()
    # In one order: where a request is one transaction, two shares at once would otherwise lock each other out.
    for policy_id, rule in sorted(set(hits)):
        mine = RuleTally.objects.filter(policy_id=policy_id, rule=rule, day=day)
        if mine.update(times=F("times") + 1):
            continue
        if not Policy.objects.filter(pk=policy_id).exists():
            # Another process has deleted it a moment ago; the database may say so only when the share is stored.
            continue
        try:
            with transaction.atomic():
                RuleTally.objects.create(policy_id=policy_id, rule=rule, day=day, times=1)
        except IntegrityError:
            # Somebody else's first of the day, or the policy was deleted at this moment.
            mine.update(times=F("times") + 1)


def forget_old_acknowledgements() -> int:
    """Delete what people agreed to a year after their account was switched off; return how many."""
    today = timezone.localdate()
    if has_active_field():
        # A site's own default manager may hide those who are gone.
        gone = get_user_model()._base_manager.filter(is_active=False).values("pk")
        mine = Acknowledgement.objects.filter(user__in=gone)
        mine.filter(inactive_since=None).update(inactive_since=today)
        Acknowledgement.objects.exclude(inactive_since=None).exclude(user__in=gone).update(inactive_since=None)
    limit = months_before(timezone.now(), ACKNOWLEDGEMENT_MONTHS).date()
    return Acknowledgement.objects.filter(inactive_since__lt=limit).delete()[0]


def forget_old_disputes() -> int:
    """Delete disputes and hits of rules of more than two years ago; return how many."""
    limit = months_before(timezone.now(), DISPUTE_MONTHS).date()
    return sum(each.objects.filter(day__lt=limit).delete()[0] for each in (Dispute, RuleTally))
