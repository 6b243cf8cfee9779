"""A policy of an invented company, and captions of which people said what is wrong with each.

The captions were written from the policy alone, by somebody who had not seen the rules' code. Afterwards five rows were
changed in one point: a disclosure that comes too late is marked where it stands.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wagtail_advocacy.guidelines.engine import Context, Engine
from wagtail_advocacy.guidelines.rules import Rule, rule_from_data

HERE = Path(__file__).parent
SCOPE = ("languages", "networks", "categories", "campaigns")


@dataclass
class Count:
    """Findings of one kind: ``right``, ``wrong`` (nobody expected them) and ``missed``."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def policy() -> list[Rule]:
    rows = tomllib.loads((HERE / "policy.toml").read_text())["rule"]
    return [rule_from_data({**row, "scope": {name: row[name] for name in SCOPE if name in row}}) for row in rows]


def captions() -> list[dict]:
    return tomllib.loads((HERE / "captions.toml").read_text())["caption"]


def found(engine: Engine, caption: dict) -> Counter:
    """What the engine marks, as the sheet writes it: rule and marked characters."""
    known = ("network", "language", "suggestion", "link", "image_alt", "same_words")
    context = Context(
        **{name: caption[name] for name in known if name in caption},
        today=date.fromisoformat(caption["today"]) if "today" in caption else None,
    )
    text = caption["text"]
    return Counter((each.rule, text[slice(*each.span)] if each.span else "") for each in engine.check(text, context))


def measure() -> tuple[dict[str, Count], dict[str, tuple[Counter, Counter]]]:
    """Return the counts by kind, and for each caption that is judged differently what was found and what expected."""
    rules = policy()
    kinds, engine = {rule.key: rule.kind for rule in rules}, Engine(rules)
    counts, different = {kind: Count() for kind in kinds.values()}, {}
    for caption in captions():
        got, wanted = found(engine, caption), Counter(tuple(each) for each in caption["expected"])
        for name, rows in (("right", got & wanted), ("wrong", got - wanted), ("missed", wanted - got)):
            for (rule, _words), number in rows.items():
                count = counts[kinds[rule]]
                setattr(count, name, getattr(count, name) + number)
        if got != wanted:
            different[caption["id"]] = (got, wanted)
    return counts, different


def table(counts: dict[str, Count]) -> str:
    """Return precision and recall of every kind, as the documentation shows them."""
    lines = [f"{len(captions())} captions:", "", "| kind | findings | precision | recall |", "|---|---|---|---|"]
    for kind, count in sorted(counts.items()):
        lines.append(f"| `{kind}` | {count.right + count.missed} | {count.precision:.2f} | {count.recall:.2f} |")
    return "\n".join(lines)
