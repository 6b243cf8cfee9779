"""Conversions in a CSV file, as spreadsheets and shops write it, row by row in a fixed amount of memory."""

from __future__ import annotations

import codecs
import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..models import Conversion
from .amounts import amount_in
from .given import Given, codes_in, digest, look_through
from .moments import is_day, moment_in
from .refusals import ConversionRefused

CHUNK = 2**16

NEEDED, OPTIONAL = ("kind", "code", "at"), ("value", "currency", "reference")
COLUMNS = (*NEEDED, *OPTIONAL)

NAMES = {
    "kind": {"kind", "type", "conversion", "tipo", "clase"},
    "code": {"code", "codes", "link", "linkcode", "wa", "código", "codigo", "códigos", "codigos", "enlace"},
    "at": {"at", "when", "date", "datetime", "moment", "timestamp", "fecha", "fechayhora", "momento"},
    "value": {"value", "amount", "total", "valor", "importe"},
    "currency": {"currency", "moneda", "divisa"},
    "reference": {"reference", "ref", "order", "ordernumber", "orderid", "id", "referencia", "pedido"},
}
"""What people call the columns, in small letters and without blanks and signs."""


class CsvRefused(Exception):
    """A file of which nothing can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its ``line`` in the file, and the conversion in it, or what is wrong with it."""

    line: int
    given: Given | None = None
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """A file whose columns are understood. ``columns`` are their headings by what they say, ``ignored`` all others."""

    file: BinaryIO
    encoding: str
    delimiter: str
    columns: dict[str, str]
    places: dict[str, int]
    ignored: list[str]

    def rows(self) -> Iterator[Row]:
        """Yield the rows, from the beginning each time; empty ones are left out. Raises :class:`CsvRefused`."""
        seen = Occurrences()
        lines = _lines(self.file, self.encoding, self.delimiter)
        next(lines)
        for line, cells in lines:
            if any(cell.strip() for cell in cells):
                yield self._row(line, cells, seen)

    def _row(self, line: int, cells: Sequence[str], seen: Occurrences) -> Row:
        if len(cells) > len(self.columns) + len(self.ignored):
            return Row(line, problem=_("This row has more cells than there are columns."))
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()}
        try:
            given = look_through(
                kind=said["kind"],
                codes=codes_in(said["code"]),
                at=moment_in(said["at"], timezone.now()),
                at_is_day=is_day(said["at"]),
                value=amount_in(said.get("value", "")),
                currency=said.get("currency", ""),
                reference=said.get("reference", ""),
                source=Conversion.Source.CSV,
            )
        except ConversionRefused as refused:
            return Row(line, problem=str(refused))
        return Row(line, given if given.reference else _with_key(given, said["at"], seen))


def _with_key(given: Given, at: str, seen: Occurrences) -> Given:
    # Two that look the same are two; in the same file, read again, they are the same two. A day alone stays a day.
    content = digest("csv", given.kind, *sorted(given.codes), at, str(given.value), given.currency)
    return replace(given, key=digest("csv", content, str(seen.count(content))))


class Occurrences:
    """How often each row has come so far; in a temporary file, for a file may have more rows than fit into memory."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE seen (content TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def count(self, content: str) -> int:
        sql = "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"
        return self._rows.execute(sql, [content]).fetchone()[0]


def read_table(file: BinaryIO) -> Table:
    """Return the table in ``file``, which can be sought. Raises :class:`CsvRefused`."""
    encoding = _encoding(file)
    found = [_columns(file, encoding, delimiter) for delimiter in ";,\t"]
    table = max(found, key=lambda each: len(each.columns))
    if missing := [name for name in NEEDED if name not in table.columns]:
        sentence = _(
            "A column for %(missing)s is missing. The first row names the columns: %(needed)s are needed, %(optional)s "
            "can be there as well."
        )
        names = {"missing": missing, "needed": NEEDED, "optional": OPTIONAL}
        raise CsvRefused(sentence % {key: get_text_list([*each], _("and")) for key, each in names.items()})
    return table


def _encoding(file: BinaryIO) -> str:
    file.seek(0)
    start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        raise CsvRefused(
            _("This is a workbook. Save the sheet as CSV in your spreadsheet program, and take that file.")
        )
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1252"):
        if _is(file, encoding):
            return encoding
    raise CsvRefused(
        _("This is no CSV file, or its letters are neither UTF-8 nor Windows-1252. Save it as CSV in UTF-8.")
    )


def _is(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _columns(file: BinaryIO, encoding: str, delimiter: str) -> Table:
    try:
        # Quoted headings are an error to whoever looks for another delimiter.
        _line, headings = next(_lines(file, encoding, delimiter, strict=False))
    except StopIteration:
        raise CsvRefused(_("This file is empty. Choose another one.")) from None
    columns: dict[str, str] = {}
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        plain = "".join(letter for letter in heading.casefold() if letter.isalnum())
        name = next((name for name, names in NAMES.items() if plain in names), "")
        if name in columns:
            sentence = _("Two columns say the same: “%(one)s” and “%(other)s”. Take one of them out.")
            raise CsvRefused(sentence % {"one": columns[name], "other": heading.strip()})
        if name:
            columns[name], places[name] = heading.strip(), place
        else:
            ignored.append(heading.strip())
    return Table(file, encoding, delimiter, columns, places, ignored)


def _lines(file: BinaryIO, encoding: str, delimiter: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line it begins in."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=strict)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        sentence = _(
            "The record that begins in line %(line)d cannot be read: a quotation mark is not closed, or too many."
        )
        raise CsvRefused(sentence % {"line": line}) from None
    except UnicodeError:
        raise CsvRefused(_("This file broke off in the middle of a letter. Take another copy of it.")) from None
    finally:
        text.detach()
