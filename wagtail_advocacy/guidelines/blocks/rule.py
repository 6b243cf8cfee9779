"""What the blocks of all kinds of rules have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..engine import SEVERITIES, SHOULD, Engine
from ..rules import Rule, Scope
from ..scopes import LABELS, PARTS, choices_of

MOST_LINES = 5_000

SEVERITY_LABELS = {
    "must": gettext_lazy("Must: nobody shares without it"),
    "should": gettext_lazy("Should: asks once"),
    "tip": gettext_lazy("Tip: only shows"),
}


class LinesBlock(blocks.TextBlock):
    """One entry per line."""

    def __init__(self, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(rows=rows, **kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if (number := len(self.rule_value(value))) > MOST_LINES:
            raise ValidationError(
                _("These are %(number)d lines. One rule takes %(most)d; make two rules of it.")
                % {"number": number, "most": MOST_LINES}
            )
        return value

    def rule_value(self, value: Any) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(line for each in (value or "").splitlines() if (line := " ".join(each.split()))))


class PairsBlock(LinesBlock):
    """One pair per line, the parts divided by ``=``; without one the second part is empty."""

    def rule_value(self, value: Any) -> tuple[Any, ...]:
        pairs = (line.partition("=") for line in super().rule_value(value))
        return tuple((first.strip(), second.strip()) for first, _sign, second in pairs if first.strip())


class PeriodBlock(blocks.StructBlock):
    first = blocks.DateBlock(label=gettext_lazy("First day"))
    last = blocks.DateBlock(label=gettext_lazy("Last day"))

    class Meta:
        icon = "date"
        label = gettext_lazy("Period")


class PeriodsBlock(blocks.ListBlock):
    """Days from and to, both of which belong to the period."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PeriodBlock(), **{"default": [], **kwargs})

    def rule_value(self, value: Any) -> tuple[Any, ...]:
        return tuple(
            (each["first"].isoformat(), each["last"].isoformat()) for each in value if each["first"] and each["last"]
        )


def _part(part: str) -> blocks.MultipleChoiceBlock:
    return blocks.MultipleChoiceBlock(
        choices=partial(choices_of, part), required=False, label=LABELS[part], widget=forms.CheckboxSelectMultiple
    )


class ScopeBlock(blocks.StructBlock):
    """Where a rule holds; nothing ticked means everywhere."""

    networks = _part("networks")
    languages = _part("languages")
    categories = _part("categories")
    campaigns = _part("campaigns")

    class Meta:
        icon = "crosshairs"
        label = gettext_lazy("Only here")
        collapsed = True

    def rule_value(self, value: Any) -> Scope:
        return Scope(**{part: tuple(value.get(part) or ()) for part in PARTS})


class RuleBlock(blocks.StructBlock):
    """A rule of a policy. Name its class in ``Meta.rule``; the block's own children are fields of that class.

    A child tells what it means to the rule with ``rule_value(value)``, where that is not the value itself. What is
    wrong with a rule is said at the child that ``problem_fields`` names for it.
    """

    sentence = blocks.CharBlock(
        max_length=255, label=gettext_lazy("The rule"), help_text=gettext_lazy("One sentence that people read.")
    )
    severity = blocks.ChoiceBlock(
        choices=[(each, SEVERITY_LABELS[each]) for each in SEVERITIES], default=SHOULD, label=gettext_lazy("How strict")
    )
    reason = blocks.TextBlock(required=False, rows=2, label=pgettext_lazy("reason", "Why"))
    suggestion = blocks.CharBlock(required=False, max_length=255, label=gettext_lazy("Better"))
    passes = blocks.TextBlock(rows=2, label=gettext_lazy("An example that is fine"))
    fails = blocks.TextBlock(rows=2, label=gettext_lazy("An example that is not"))
    scope = ScopeBlock()

    BEFORE = ("sentence", "severity")
    child_blocks: dict[str, Any]
    problem_fields: dict[str, str] = {}
    problem_sentences = {
        "star": gettext_lazy("A * stands for any letters at the beginning or the end of a word, nowhere else."),
        "sentences": gettext_lazy("Write at least one sentence or hashtag with a word in it."),
        "tags": gettext_lazy("Write at least one hashtag."),
        "period": gettext_lazy("A period ends on its first day or later."),
    }

    class Meta:
        icon = "check"
        group = gettext_lazy("Rules that check")
        template = "wagtail_advocacy/guidelines/blocks/rule.html"
        label_format = "{sentence}"
        rule: type[Rule]

    def get_form_layout(self) -> blocks.BlockGroup:
        self.own = [name for name in self.child_blocks if name not in RuleBlock.base_blocks]
        rest = [name for name in RuleBlock.base_blocks if name not in self.BEFORE]
        return blocks.BlockGroup([*self.BEFORE, *self.own, *rest])

    @classmethod
    def kind(cls) -> str:
        return cls._meta_class.rule.kind

    def to_rule(self, value: Any, key: str) -> Rule | None:
        """Return the rule in ``value``; ``None`` while it lacks something that it cannot do without."""
        values: dict[str, Any] = {"key": key}
        for each in fields(self.meta.rule):
            if each.name not in self.child_blocks:
                continue
            given = value.get(each.name)
            read = getattr(self.child_blocks[each.name], "rule_value", None)
            if read or given not in (None, ""):
                values[each.name] = read(given) if read else given
        try:
            return self.meta.rule(**values)
        except TypeError:
            return None

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := self.errors_of(cleaned)):
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def errors_of(self, value: Any) -> dict[str, ValidationError]:
        """Return what is wrong with a rule, by child: it must be possible, and tell its two examples apart."""
        rule = self.to_rule(value, "example")
        if rule is None:
            return {}
        errors: dict[str, ValidationError] = {}
        for problem in rule.problems():
            place = self.problem_fields.get(problem) or next(iter(self.own), "sentence")
            errors[place] = ValidationError(str(self.problem_sentences.get(problem, problem)))
        return errors or dict(_wrong_examples(rule))

    def facts_of(self, value: Any) -> Iterator[tuple[Any, list[str]]]:
        """Yield what a reader of the policy wants to know beside the sentence: label → words."""
        for name in self.own:
            block, given = self.child_blocks[name], value.get(name)
            if given in (None, "", False, []) or block.meta.classname == "wa-not-read":
                continue
            yield block.label, _in_words(block, given)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        from ..scopes import in_words

        scope = self.child_blocks["scope"].rule_value(value.get("scope") or {})
        return {
            **super().get_context(value, parent_context=parent_context),
            "facts": list(self.facts_of(value)),
            "only_here": in_words(scope),
        }

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the rule as people read it, line by line; versions are compared by this."""
        severity = dict(SEVERITY_LABELS).get(value.get("severity"), "")
        lines = [value.get("sentence"), str(severity), value.get("reason"), value.get("suggestion")]
        lines += [f"{label}: {', '.join(words)}" for label, words in self.facts_of(value)]
        lines += [value.get("passes"), value.get("fails")]
        return [line for line in lines if line]


def _in_words(block: Any, given: Any) -> list[str]:
    if isinstance(block, PairsBlock):
        return [f"{first} → {second}" if second else first for first, second in block.rule_value(given)]
    if isinstance(block, PeriodsBlock):
        return [f"{first} – {last}" for first, last in block.rule_value(given)]
    if isinstance(block, LinesBlock):
        return list(block.rule_value(given))
    return [_("yes")] if given is True else [str(given)]


def _wrong_examples(rule: Rule) -> Iterator[tuple[str, ValidationError]]:
    engine = Engine([rule])
    if not engine.check(rule.fails, rule.example_context(rule.fails, is_wrong=True)):
        yield (
            "fails",
            ValidationError(_("The rule does not find anything wrong with this example. Change one of the two.")),
        )
    if found := engine.check(rule.passes, rule.example_context(rule.passes, is_wrong=False)):
        words = rule.passes[slice(*found[0].span)] if found[0].span else rule.passes
        sentence = _("The rule objects to this example, which is meant to be fine: “%(words)s”. Change one of the two.")
        yield "passes", ValidationError(sentence % {"words": words})
