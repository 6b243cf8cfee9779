"""The table of wrong inputs in the docs: each row is a sentence that a test saw on a page.

A test asks for the fixture `said` and calls `said(group, what somebody does, sentence)`. The row must stand in
`docs/reference/wrong-input.md`, word for word; `ADVOCACY_WRITE_DOCS=1 pytest …` writes it there.
"""

import html
import os
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "wrong-input.md"
START, END = "<!-- wrong-input: start -->\n", "<!-- wrong-input: end -->\n"
HEAD = "| what somebody does | what they read |\n|---|---|\n"

BAR = r"\|"

Table = dict[str, dict[str, str]]
"""Group → what somebody does, in Markdown → sentence, as it was seen."""


def plain(text: str) -> str:
    """`text` as a person reads it: no entities, no line breaks."""
    return " ".join(html.unescape(str(text)).split())


def read_table() -> Table:
    table: Table = {}
    for line in PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0].splitlines():
        if line.startswith("## "):
            rows = table.setdefault(line.removeprefix("## "), {})
        elif line.startswith("| ") and f"{line}\n" not in HEAD:
            what, sentence = re.split(r"(?<!\\)\|", line)[1:3]
            rows[what.replace(BAR, "|").strip()] = _from_cell(sentence)
    return table


def write_table(table: Table) -> None:
    groups = [
        f"## {group}\n\n{HEAD}"
        + "".join(f"| {what.replace('|', BAR)} | {_to_cell(rows[what])} |\n" for what in sorted(rows, key=str.casefold))
        for group, rows in sorted(table.items())
    ]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    PAGE.write_text("\n".join([before + START, *groups, END + after]), encoding="utf-8")


def said(group: str, what: str, sentence: str) -> None:
    """Asserts that the docs say the same as the page did; or writes it there."""
    sentence = plain(sentence)
    assert sentence, f"Nothing was said: {what}"
    if os.environ.get("ADVOCACY_WRITE_DOCS") == "1":
        _write(group, what, sentence)
    written = read_table().get(group, {}).get(what)
    assert written == sentence, f"{PAGE.name}, {group}, {what}: run this test with ADVOCACY_WRITE_DOCS=1"


def _write(group: str, what: str, sentence: str) -> None:
    import fcntl  # Tests run side by side; only who writes the docs needs this.

    with PAGE.open(encoding="utf-8") as page:
        fcntl.flock(page, fcntl.LOCK_EX)
        table = read_table()
        if table.get(group, {}).get(what) != sentence:
            table.setdefault(group, {})[what] = sentence
            write_table(table)


def _to_cell(text: str) -> str:
    # What looks like markup to Markdown is meant literally.
    return re.sub(r"([\\|<*_`\[\]])", r"\\\1", text)


def _from_cell(cell: str) -> str:
    return re.sub(r"\\([\\|<*_`\[\]])", r"\1", cell).strip()
