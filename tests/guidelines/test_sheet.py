"""The captions of the sheet, judged by the engine as people judged them."""

import re
from pathlib import Path

import pytest

from tests.guidelines.sheet import captions, measure, policy, table
from wagtail_advocacy.guidelines.engine import MUST
from wagtail_advocacy.guidelines.rules import KINDS


@pytest.fixture(scope="module")
def counts():
    return measure()[0]


def test_the_sheet_is_large_enough_to_mean_something(counts):
    rows = captions()

    assert len(rows) >= 200
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["language"] for row in rows} == {"en", "es", "it", "sl"}
    assert set(counts) == set(KINDS)
    # Near misses, which a careless rule would mark.
    assert sum(not row["expected"] for row in rows) > len(rows) / 3


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_precision_and_recall(counts, kind):
    least = 0.95 if any(rule.severity == MUST for rule in policy() if rule.kind == kind) else 0.9

    assert counts[kind].precision >= least
    assert counts[kind].recall >= least


def test_the_rules_of_the_sheet_have_nothing_wrong_with_themselves():
    assert {rule.key: rule.problems() for rule in policy() if rule.problems()} == {}


def test_the_documentation_shows_what_is_measured(counts):
    page = (Path(__file__).parents[2] / "docs/reference/rules.md").read_text(encoding="utf-8")

    assert re.search("<!-- sheet: start -->\n(.*)<!-- sheet: end -->", page, re.DOTALL)[1].strip() == table(counts)


def test_the_documentation_names_every_kind():
    page = (Path(__file__).parents[2] / "docs/reference/rules.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(\w+)` \| [^|]{20,}\|", page, re.MULTILINE)) == set(KINDS)
