"""Captions against all policies that apply to them: what the registries ask for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .. import registries
from ..library.models import Campaign
from .engine import Context, Finding
from .in_force import InForce, engine_of, in_language, policies_in_force
from .models import PolicyVersion
from .rules import Rule
from .scopes import campaign_key, category_key


def check_caption(text: str, context: registries.CheckContext) -> registries.CheckResult:
    """Return what the policies that apply say about ``text``, and which versions they were."""
    speaking, found = check_words(text, context.site.pk if context.site else None, _context(context))
    if context.counts and speaking:
        from .actions import count_hits

        hits = [(version.policy, "") for version in speaking]
        hits += [(version.policy, finding.source.partition("/")[2]) for version, finding in found]
        count_hits(hits)
    return registries.CheckResult(
        findings=[finding for _version, finding in found], basis=[each.basis for each in speaking]
    )


def check_words(
    text: str, site: int | None, context: Context
) -> tuple[list[InForce], list[tuple[InForce, registries.Finding]]]:
    """Return the versions that apply in the programme ``site``, and what each has to say; nothing is counted."""
    speaking = in_language([each for each in policies_in_force() if each.holds(site, context)], context.language)
    found = [
        (version, _finding(finding, f"{version.pk}/{finding.rule}"))
        for version in speaking
        for finding in engine_of(version.pk, version.hash).check(text, context)
    ]
    return speaking, found


def _context(context: registries.CheckContext) -> Context:
    campaign: Any = context.campaign
    return Context(
        network=context.network,
        language=context.language,
        category=category_key(context.category),  # type: ignore[arg-type]
        campaign=campaign_key(campaign if isinstance(campaign, Campaign) else None),
        suggestion=context.suggestion,
        link=context.link,
        image_alt=context.image_alt if _has_picture(context) else None,
        same_words=context.same_words,
        today=context.today,
    )


def _has_picture(context: registries.CheckContext) -> bool:
    if context.has_picture is not None:
        return context.has_picture
    return bool(context.image_alt or getattr(context.item, "image_id", None))


def _finding(finding: Finding, source: str) -> registries.Finding:
    fix = finding.fix
    return registries.Finding(
        severity=finding.severity,
        message=_sentence(finding),
        span=finding.span,
        suggestion=finding.suggestion,
        reason=finding.reason,
        fix=registries.Fix(fix.start, fix.end, fix.words) if fix else None,
        source=source,
    )


def _sentence(finding: Finding) -> str:
    """The rule's own sentence, with what was counted or found where people cannot see it."""
    values = finding.values
    if finding.kind == "own_words":
        return f"{finding.sentence} " + _("(%(own)s of %(least)s letters)") % values
    if {"found", "most"} <= values.keys():
        return f"{finding.sentence} " + _("(%(found)s; at most %(most)s)") % values
    return finding.sentence


def rule_of_source(source: str) -> tuple[PolicyVersion, Rule] | None:
    """Return the version and the rule that the ``source`` of a finding names, if it is one of ours."""
    number, _slash, key = source.partition("/")
    if not (number.isdecimal() and len(number) < 19):
        return None
    version = PolicyVersion.objects.defer("html").filter(pk=number).first()
    if version is None:
        return None
    rule = next((each for each in engine_of(version.pk, version.hash).rules if each.key == key), None)
    return (version, rule) if rule else None
