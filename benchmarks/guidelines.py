"""What checking a caption costs, as a multiple of splitting it into words with one regular expression.

``python benchmarks/guidelines.py``; see ``README.md`` beside it. Needs no Django.
"""

from __future__ import annotations

import platform
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wagtail_advocacy.guidelines.engine import Engine
from wagtail_advocacy.guidelines.rules import KINDS

MOST_FOR_TERMS, MOST_FOR_MANY = 15, 3
RULES, TERMS, LETTERS = 50, 2_000, 3_000
OTHERS: dict[str, dict[str, Any]] = {
    "required_hashtag": {"tags": ("LifeAtAcme",)},
    "hashtag_form": {"most": 5, "camel_case": True},
    "disclosure": {"sentences": ("I work at Acme",)},
    "own_words": {},
    "links": {"most": 1, "hosts": ("acme.example",)},
    "mentions": {"most": 2},
    "personal_data": {"region": "ES"},
    "secrets": {},
    "shouting": {},
    "emoji_count": {},
    "alt_text": {},
    "same_words": {},
}


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def words(number: int, chance: random.Random) -> list[str]:
    return ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(3, 10))) for _ in range(number)]


def caption(length: int, terms: list[str], chance: random.Random) -> str:
    """A text in which every hundredth word is a term, with an accent and a full stop now and then."""
    text = ""
    for word in words(length // 4, chance):
        text += (chance.choice(terms) if chance.random() < 0.01 else word) + chance.choice(["", "é", "."]) + " "
    return text[:length]


def term_rules(terms: list[str]) -> Engine:
    number = min(RULES, len(terms))
    return Engine(
        KINDS["avoided_term"](key=str(at), sentence="Leave it out.", words=terms[at::number]) for at in range(number)
    )


def microseconds(deed: Callable[[], object]) -> float:
    """The best of many: what the deed costs when nothing else runs."""
    best = float("inf")
    for _ in range(9):
        began = time.perf_counter()
        for _ in range(20):
            deed()
        best = min(best, (time.perf_counter() - began) / 20)
    return best * 1e6


def main() -> int:
    chance = random.Random(7)
    # Every tenth term ends with a star, every fifth is a phrase of two words.
    known = words(10_000, chance)
    terms = [
        f"{each}*" if at % 10 == 0 else f"{each} {known[at - 1]}" if at % 5 == 0 else each
        for at, each in enumerate(known)
    ]
    text = caption(LETTERS, known[:TERMS], chance)
    splitting = microseconds(lambda: re.compile(r"\w+").findall(text))
    say(f"Python {platform.python_version()}, {platform.machine()}; caption of {len(text):,} characters")
    say(f"splitting into words {splitting:28.0f} µs     1.0")

    cost = {}
    for number in (10, 100, TERMS, 10_000):
        engine = term_rules(terms[:number])
        cost[number] = microseconds(lambda engine=engine: engine.check(text))  # type: ignore[misc]
        say(f"{number:>6,} terms {cost[number]:38.0f} µs {cost[number] / splitting:7.1f}")
    others = Engine(KINDS[kind](key=kind, sentence="So.", **values) for kind, values in OTHERS.items())
    spent = microseconds(lambda: others.check(text))
    say(f"{len(OTHERS):>6} rules of other kinds {spent:27.0f} µs {spent / splitting:7.1f}")
    engine, double = term_rules(terms[:TERMS]), caption(2 * LETTERS, known[:TERMS], chance)
    doubled = microseconds(lambda: engine.check(double))
    say(f"twice the caption, {TERMS:,} terms {doubled:20.0f} µs {doubled / splitting:7.1f}")

    for_terms, for_many = cost[TERMS] / splitting, cost[10_000] / cost[10]
    say(f"\n{TERMS:,} terms / splitting    {for_terms:5.1f}   limit {MOST_FOR_TERMS}")
    say(f"10,000 terms / 10 terms   {for_many:5.1f}   limit {MOST_FOR_MANY}")
    return int(for_terms > MOST_FOR_TERMS or for_many > MOST_FOR_MANY)


if __name__ == "__main__":
    sys.exit(main())
