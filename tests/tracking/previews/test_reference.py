"""The reference names every problem in its own words; `ADVOCACY_WRITE_DOCS=1` writes it."""

import re
from types import SimpleNamespace

from tests.networks.test_reference import is_written
from tests.test_docs import DOCS, run
from wagtail_advocacy.tracking.preview_check.problems import PROBLEMS

PAGE = "reference/preview-check.md"


def test_the_table_of_problems():
    sentences = {code: re.sub(r"%\(\w+\)s", "…", str(problem.sentence)) for code, problem in PROBLEMS.items()}
    rows = "".join(f"| `{code}` | {PROBLEMS[code].severity} | {said} |\n" for code, said in sentences.items())
    is_written(DOCS / PAGE, "problems", f"| code | | what people read |\n|---|---|---|\n{rows}")


def test_what_is_wrong_is_told_first():
    severities = [problem.severity for problem in PROBLEMS.values()]
    assert severities == sorted(severities, key=["wrong", "hint"].index)


def test_a_problem_of_a_site():
    before = dict(PROBLEMS)
    try:
        found = run(PAGE, "problem")["NoCompany"]().find
        assert found(SimpleNamespace(has_page=True, card=SimpleNamespace(title="Our bridge"))) == {}
        assert found(SimpleNamespace(has_page=True, card=SimpleNamespace(title="Larkwater’s bridge"))) is None
        assert "no-company" in PROBLEMS
    finally:
        PROBLEMS.clear()
        PROBLEMS.update(before)
