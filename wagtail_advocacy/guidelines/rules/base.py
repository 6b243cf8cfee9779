"""What every kind of rule has, and the registry of kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

from ..engine.findings import SHOULD, Context, Finding, Fix, Span
from ..engine.terms import Term
from ..engine.texts import Text


@dataclass(frozen=True)
class Scope:
    """Where a rule holds: keys of networks, categories and campaigns, codes of languages; empty means everywhere."""

    networks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()

    def holds(self, context: Context) -> bool:
        """Whether the rule speaks in ``context``; ``pt`` stands for every Portuguese."""
        return (
            (not self.networks or context.network in self.networks)
            and (not self.categories or context.category in self.categories)
            and (not self.campaigns or context.campaign in self.campaigns)
            and (not self.languages or any(_is_language(context.language, each) for each in self.languages))
        )


def _is_language(language: str, wanted: str) -> bool:
    language, wanted = language.lower(), wanted.lower()
    return language == wanted or language.startswith(f"{wanted}-")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a policy. Subclass it with a ``kind`` of its own, and write ``check``, or ``terms`` and ``matched``.

    ``sentence`` is what people read in the policy and under their words. ``passes`` and ``fails`` are an example each:
    a rule that does not tell them apart cannot be published. Rules are plain data: they are stored with the version of
    the policy they belong to, and read back by :func:`rule_from_data`.
    """

    kind: ClassVar[str] = ""

    key: str
    sentence: str
    severity: str = SHOULD
    reason: str = ""
    suggestion: str = ""
    scope: Scope = field(default_factory=Scope)
    passes: str = ""
    fails: str = ""

    def terms(self) -> Iterable[Term]:
        """Words and phrases to look for; all rules' terms are found in one pass over the text."""
        return ()

    def matched(self, text: Text, span: Span, context: Context) -> Finding | None:
        """Return what to say about one of the ``terms`` at ``span``."""
        return self.finding(span)

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        """Yield what is wrong, beside what ``matched`` says."""
        return iter(())

    def problems(self) -> list[str]:
        """Return what is wrong with the rule itself, by name; see each kind."""
        return []

    def example_context(self, example: str, is_wrong: bool) -> Context:
        """Return a context for one of its two examples; kinds that judge more than words add what they need."""
        scope = self.scope
        return Context(
            network=next(iter(scope.networks), ""),
            language=next(iter(scope.languages), ""),
            category=next(iter(scope.categories), ""),
            campaign=next(iter(scope.campaigns), ""),
        )

    def finding(self, span: Span | None = None, fix: Fix | None = None, **values: Any) -> Finding:
        return Finding(
            rule=self.key,
            kind=self.kind,
            severity=self.severity,
            sentence=self.sentence,
            span=span,
            suggestion=self.suggestion or (fix.words.strip() if fix else ""),
            reason=self.reason,
            fix=fix,
            values=values,
        )

    def as_data(self) -> dict[str, Any]:
        """Return the rule as JSON can hold it."""
        return {"kind": self.kind, **asdict(self)}


KINDS: dict[str, type[Rule]] = {}
"""Kind → class. Add one of your own with the decorator :func:`register`."""


def register(rule: type[Rule]) -> type[Rule]:
    """Make a kind of rule known. Raises ValueError where it has no ``kind``."""
    if not rule.kind:
        raise ValueError(f"{rule.__name__} needs a kind.")
    KINDS[rule.kind] = rule
    return rule


def rule_from_data(data: Mapping[str, Any]) -> Rule:
    """Return the rule that :meth:`Rule.as_data` wrote. Raises KeyError for a kind that is not known any more."""
    kind = KINDS[data["kind"]]
    values = {each.name: _tuples(data[each.name]) for each in fields(kind) if each.name in data}
    values["scope"] = Scope(**{name: tuple(each) for name, each in (data.get("scope") or {}).items()})
    return kind(**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, (list, tuple)) else value
