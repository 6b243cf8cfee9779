"""What an import of a CSV file would do, and doing it: all of it in one transaction, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ..models import Conversion
from .csv_reading import CsvRefused, Occurrences, Row, Table
from .recording import BATCH, FURTHER, RECORDED, Known, known_conversions, known_links, record, unknown_sentence

Progress = Callable[[int], None]
"""Called with the number of rows that are done, after each batch."""


@dataclass
class Counts:
    """How many rows there are, and of them: new, further shares of known conversions, known, wrong.

    ``differs`` are known ones that say something else than what was stored first. Before the import, further shares
    are among what is known.
    """

    rows: int = 0
    recorded: int = 0
    further: int = 0
    known: int = 0
    differs: int = 0
    wrong: int = 0


def check_rows(table: Table, tell: Callable[[Row], None], progress: Progress = lambda rows: None) -> Counts:
    """Return what an import would find, and ``tell`` each row; nothing is stored. Raises :class:`CsvRefused`."""
    counts, seen = Counts(), Occurrences()
    for rows in _batches(table):
        counts.rows += len(rows)
        given = [row.given for row in rows if row.given]
        known = Known(known_conversions(given))
        for row in rows:
            tell(row)
            if row.given is None:
                counts.wrong += 1
            elif known.find(row.given) or (row.given.by_reference and seen.count(row.given.by_reference) > 1):
                counts.known += 1
            else:
                counts.recorded += 1
        progress(counts.rows)
    return counts


@transaction.atomic
def import_rows(table: Table, *, only_valid: bool = False, progress: Progress = lambda rows: None) -> Counts:
    """Store the conversions in ``table``, all or none; with ``only_valid`` all but the wrong rows.

    The same file again stores nothing. Raises :class:`CsvRefused`.
    """
    if connection.vendor == "sqlite":
        # A transaction that begins by reading fails at its first row if somebody else has written since; one that
        # begins by writing waits for its turn.
        Conversion.objects.filter(pk=0).update(kind="")
    counts = Counts()
    for rows in _batches(table):
        counts.rows += len(rows)
        if wrong := [row for row in rows if row.problem]:
            counts.wrong += len(wrong)
            if not only_valid:
                sentence = _("Line %(line)d is wrong, so nothing was stored: %(problem)s")
                raise CsvRefused(sentence % {"line": wrong[0].line, "problem": wrong[0].problem})
        for outcome in record([row.given for row in rows if row.given]):
            counts.recorded += outcome.state == RECORDED
            counts.further += outcome.state == FURTHER
            counts.known += outcome.state not in (RECORDED, FURTHER)
            counts.differs += outcome.differs
        progress(counts.rows)
    return counts


def _batches(table: Table) -> Iterator[list[Row]]:
    rows = table.rows()
    while batch := list(islice(rows, BATCH)):
        yield _with_unknown_codes(batch)


def _with_unknown_codes(rows: Sequence[Row]) -> list[Row]:
    known = known_links(list(dict.fromkeys(code for row in rows if row.given for code in row.given.codes)))

    def checked(row: Row) -> Row:
        unknown = [code for code in row.given.codes if code not in known] if row.given else []
        return replace(row, given=None, problem=unknown_sentence(unknown)) if unknown else row

    return [checked(row) for row in rows]
