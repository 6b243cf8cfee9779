"""What may be wrong with a policy as a whole: too long, too strict, silent about what matters, or unlawful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .engine import Engine
from .engine.folding import fold
from .rules.base import Rule

WORDS_PER_MINUTE = 220
LONGEST_READ = 8
"""Minutes; two pages. Longer policies are filed, not read."""

RESTRICTING = ("avoided_term", "routed_topic", "quiet_period")
"""Kinds of rules that keep people from saying something."""

# What people may say to each other and to the world about their work, in the forms that posts use.
PROTECTED = {
    "en": "pay salary salaries wage wages pay rise bonus union unions strike hours working hours overtime conditions "
    "working conditions shift shifts holidays sick leave harassment discrimination safety",
    "es": "sueldo sueldos salario salarios nómina paga sindicato sindicatos huelga horas horario horarios jornada "
    "condiciones condiciones de trabajo turno turnos vacaciones baja acoso discriminación convenio",
    "it": "stipendio stipendi salario salari paga sindacato sindacati sciopero ore orario orari straordinari "
    "condizioni condizioni di lavoro turno turni ferie malattia molestie discriminazione",
    "sl": "plača plače plačo plač mezda sindikat sindikata sindikati stavka stavko ure delovni čas nadure pogoji "
    "delovni pogoji izmena dopust bolniška nadlegovanje diskriminacija",
    "de": "gehalt gehälter lohn löhne bezahlung gewerkschaft gewerkschaften betriebsrat streik stunden arbeitszeit "
    "überstunden bedingungen arbeitsbedingungen schicht urlaub krankheit belästigung diskriminierung",
    "fr": "salaire salaires paie rémunération syndicat syndicats grève heures horaires temps de travail conditions "
    "conditions de travail congés maladie harcèlement discrimination",
}


@dataclass(frozen=True)
class PolicyFacts:
    """What the lint needs to know of a policy: ``words`` of its text, how often it encourages (``dos``) and forbids
    (``donts``) in words, how many ``examples`` it shows, whether it names a ``contact``, and its ``rules``. A brand
    style guide is ``disclosed_elsewhere``: the content policy beside it asks people to say that they work here.
    """

    words: int
    dos: int = 0
    donts: int = 0
    examples: int = 0
    contact: bool = False
    rules: Sequence[Rule] = ()
    disclosed_elsewhere: bool = False


@dataclass(frozen=True)
class LintRemark:
    """Something to look at; ``rule`` is the key of the rule it is about, if it is about one."""

    code: str
    sentence: Any
    rule: str = ""


def minutes_to_read(words: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def lint(policy: PolicyFacts) -> list[LintRemark]:
    """Return what to look at before the policy is published; nothing of it stops anybody."""
    return [*_unlawful(policy.rules), *_said_twice(policy.rules), *_as_a_whole(policy)]


def _unlawful(rules: Sequence[Rule]) -> Iterator[LintRemark]:
    for rule in rules:
        if rule.kind not in RESTRICTING:
            continue
        engine = Engine([_everywhere(rule)])
        found = [words[slice(*each.span)] for words in PROTECTED.values() for each in engine.check(words) if each.span]
        if found:
            sentence = _(
                "This rule also stops people from speaking about %(words)s. Pay, hours, conditions and organising are "
                "protected speech in many places: in the United States under section 7 of the National Labor Relations "
                "Act, in the European Union under the Charter of Fundamental Rights (articles 11, 12 and 28). Take "
                "these words out, or say more exactly what you mean."
            )
            named = ", ".join(f"“{each}”" for each in dict.fromkeys(found))
            yield LintRemark("protected", _Filled(sentence, words=named), rule.key)


def _said_twice(rules: Sequence[Rule]) -> Iterator[LintRemark]:
    owners: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for term in rule.terms():
            owners[" ".join(fold(term.words).split())].append(rule.key)
    for words, keys in owners.items():
        if len(set(keys)) > 1:
            sentence = _("“%(words)s” stands in more than one rule. People will read two answers; keep one.")
            yield LintRemark("twice", _Filled(sentence, words=words), keys[1])


def _as_a_whole(policy: PolicyFacts) -> Iterator[LintRemark]:
    minutes = minutes_to_read(policy.words)
    if minutes > LONGEST_READ:
        sentence = ngettext_lazy(
            "Reading this takes about %(minutes)d minute. Few people will; two pages are enough.",
            "Reading this takes about %(minutes)d minutes. Few people will; two pages are enough.",
            "minutes",
        )
        yield LintRemark("long", _Filled(sentence, minutes=minutes))
    bans = policy.donts + sum(rule.kind in RESTRICTING for rule in policy.rules)
    if bans > policy.dos:
        sentence = _(
            "The policy forbids more (%(bans)d) than it encourages (%(dos)d). People who fear a mistake do not share; "
            "say what they may do as well."
        )
        yield LintRemark("bans", _Filled(sentence, bans=bans, dos=policy.dos))
    if not policy.contact:
        yield LintRemark("contact", _("Nobody is named to ask. Add a contact."))
    if not policy.examples:
        yield LintRemark("examples", _("There is no example of a good post. Add one with a picture."))
    if not policy.disclosed_elsewhere and not any(rule.kind == "disclosure" for rule in policy.rules):
        sentence = _(
            "Nothing asks people to say that they work here. Readers have a right to know (in the United States 16 CFR "
            "255, in the United Kingdom the DMCC Act); add a disclosure rule."
        )
        yield LintRemark("disclosure", sentence)


def _everywhere(rule: Rule) -> Rule:
    """The rule as it speaks where it holds, on a day when it does."""
    values: dict[str, Any] = {"scope": type(rule.scope)(), **({"periods": ()} if hasattr(rule, "periods") else {})}
    return replace(rule, **values)


class _Filled:
    """A lazy sentence with its values, put together in the language of whoever reads it."""

    def __init__(self, sentence: Any, **values: Any) -> None:
        self.sentence, self.values = sentence, values

    def __str__(self) -> str:
        return str(self.sentence % self.values)
