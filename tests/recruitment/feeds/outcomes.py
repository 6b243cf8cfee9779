"""The table of outcomes in the docs: each cell is what a test saw. `ADVOCACY_WRITE_DOCS=1 pytest …` writes it there."""

import os
import re
from pathlib import Path

from tests.recruitment.feeds.shapes import SHAPES
from tests.wrong_input import plain

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "vacancy-feeds.md"
START, END = "<!-- outcomes: start -->\n", "<!-- outcomes: end -->\n"
HEAD = f"| what the server does | {' | '.join(SHAPES)} | what the recruiter reads |\n|{'---|' * (len(SHAPES) + 2)}\n"


def read_table():
    rows = {}
    for line in PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0].splitlines():
        if line.startswith("| ") and f"{line}\n" not in HEAD:
            what, *cells = (each.strip() for each in line.strip("|").split("|"))
            rows[what] = dict(zip([*SHAPES, "sentence"], cells, strict=True))
    return rows


def write_table(rows):
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    body = "".join(
        f"| {what} | {' | '.join(rows[what].get(each, '') or '–' for each in [*SHAPES, 'sentence'])} |\n"
        for what in sorted(rows, key=str.casefold)
    )
    PAGE.write_text(f"{before}{START}{HEAD}{body}{END}{rest.partition(END)[2]}", encoding="utf-8")


def came_out(what, kind, outcome, sentence):
    """Asserts that the docs say the same as the import did; or writes it there."""
    sentence = re.sub(r"\b(JSON|XML)\b", "JSON or XML", plain(sentence)).replace("127.0.0.1", "jobs.example.com")
    sentence = re.sub(r"until .*", "until the moment it names.", sentence).replace("|", r"\|")
    seen = {kind: outcome, "sentence": sentence or "–"}
    if os.environ.get("ADVOCACY_WRITE_DOCS") == "1":
        import fcntl  # Tests run side by side; only who writes the docs needs this.

        with PAGE.open(encoding="utf-8") as page:
            fcntl.flock(page, fcntl.LOCK_EX)
            rows = read_table()
            rows.setdefault(what, {}).update(seen)
            write_table(rows)
    row = read_table().get(what, {})
    assert {name: row.get(name) for name in seen} == seen, f"{PAGE.name}, {what}: run with ADVOCACY_WRITE_DOCS=1"
