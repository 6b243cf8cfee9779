"""The reference lists every formula as the code has it; `ADVOCACY_WRITE_DOCS=1 pytest …` writes it there."""

import os

from tests.test_docs import DOCS, run
from wagtail_advocacy.tracking.formulas import FORMULAS

PAGE = DOCS / "reference/formulas.md"
START, END = "<!-- formulas: start -->\n", "<!-- formulas: end -->\n"
ORDER = ["people", "shares", "clicks", "results", "formulas"]
"""The last is the module of recruitment."""
HEAD = "| figure | function | counted in | of | how is this counted? |\n|---|---|---|---|---|\n"


def cell(text):
    return " ".join(str(text).split()).replace("``", "`").replace("|", r"\|")


def table():
    ours = [each for each in FORMULAS.values() if each.count.__module__.rpartition(".")[2] in ORDER]
    ours.sort(key=lambda each: ORDER.index(each.count.__module__.rpartition(".")[2]))
    rows = ((each.label, f"`{each.name}`", each.unit, each.count.__doc__, each.how) for each in ours)
    return HEAD + "".join(f"| {' | '.join(map(cell, row))} |\n" for row in rows)


def test_the_page_lists_them_all():
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    written, _, after = rest.partition(END)
    if os.environ.get("ADVOCACY_WRITE_DOCS") == "1":
        PAGE.write_text(before + START + table() + END + after, encoding="utf-8")
        written = table()
    assert written == table(), f"{PAGE.name}: run this test with ADVOCACY_WRITE_DOCS=1"


def test_one_of_your_own(monkeypatch):
    monkeypatch.setattr("wagtail_advocacy.tracking.formulas.base.FORMULAS", {})
    own = run("reference/formulas.md", "formula")["shares_per_item"]
    assert own(6, 3) == 2
    assert own(0, 0) is None
    assert str(own) == "Shares per item"
    assert str(own.how).startswith("Started shares")
