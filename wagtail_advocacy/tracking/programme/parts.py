"""What a section of the report is made of: figures, charts, tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language_bidi

from ..charts import Chart
from ..formulas import Formula, Unit
from .facts import Report
from .words import NO_FIGURE, Number, compared, plain, with_unit


@dataclass(frozen=True)
class Figure:
    """One number: with its unit, the numbers it was made of, and what it was before, in words."""

    formula: Formula
    value: Number
    text: str
    put_in: str
    comparison: str = ""
    before: Number = None
    is_shown: bool = True


def figure(formula: Formula, value: Number, before: Number, report: Report, put_in: str = "", text: str = "") -> Figure:
    """Return a figure beside the same of the months before."""
    words = compared(value, before, formula.unit, report.before.months)
    return Figure(formula, value, text or with_unit(value, formula.unit), put_in, words, before)


def hidden_figure(formula: Formula, why: str) -> Figure:
    """Return a figure that is not shown, and in one sentence why."""
    return Figure(formula, None, str(NO_FIGURE), why, is_shown=False)


@dataclass(frozen=True)
class Column:
    """A column of numbers, or of words if it has no ``unit``; with ``has_bar`` each number has a bar beside it."""

    key: str
    label: Any
    unit: Unit | None = None
    formula: Formula | None = None
    has_bar: bool = False
    is_words: bool = False


@dataclass(frozen=True)
class Cell:
    """A number as it is read; ``bar`` is its part of the largest of its column, 0–100."""

    text: str
    column: Column
    bar: float | None = None

    @property
    def bar_begins(self) -> float:
        return round(100 - (self.bar or 0), 1) if get_language_bidi() else 0


@dataclass(frozen=True)
class Table:
    """Rows of raw values in the order of ``columns``, of which the first names the row; all of it can be exported.

    Strings among numbers, such as “too few to show”, stand as they are. ``shown`` is how many rows the screen has.
    """

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] | None = None
    notes: Sequence[str] = ()
    empty: str = ""
    shown: int = 20

    @cached_property
    def cells(self) -> list[list[Cell]]:
        """The rows that are shown, as they are read."""
        return [self._row(row) for row in self.rows[: self.shown]]

    @cached_property
    def total_cells(self) -> list[Cell]:
        return self._row(self.total, with_bars=False) if self.total else []

    @property
    def left_out(self) -> int:
        return max(len(self.rows) - self.shown, 0)

    @property
    def formulas(self) -> list[Formula]:
        """The formulas behind the columns, each once."""
        return list({column.formula.name: column.formula for column in self.columns if column.formula}.values())

    @cached_property
    def _largest(self) -> dict[str, float]:
        numbers = {
            column.key: [row[place] for row in self.rows if _is_number(row[place])]
            for place, column in enumerate(self.columns)
            if column.has_bar
        }
        return {key: float(max(values)) for key, values in numbers.items() if values}

    def _row(self, row: Sequence[Any], with_bars: bool = True) -> list[Cell]:
        return [self._cell(value, column, with_bars) for value, column in zip(row, self.columns, strict=True)]

    def _cell(self, value: Any, column: Column, with_bars: bool) -> Cell:
        if not _is_number(value):
            return Cell("" if value is None else str(value), column)
        largest = self._largest.get(column.key, 0) if with_bars else 0
        bar = round(100 * float(value) / largest, 1) if largest > 0 else None
        return Cell(plain(value, column.unit), column, bar)


def _is_number(value: Any) -> bool:
    return value is not None and not isinstance(value, str) and hasattr(value, "__float__")


@dataclass(frozen=True)
class Part:
    """What a section shows. ``alarms`` are sentences to act on, ``notes`` sentences to know."""

    figures: Sequence[Figure] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    alarms: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Section:
    """A section of the report: ``build(report)`` returns what it shows, or ``None`` for nothing at all.

    ``template`` finds ``section`` and ``part`` in its context. ``tables`` names the tables it may have, for a download
    builds that section alone.
    """

    label: Any
    build: Callable[[Report], Part | None]
    tables: Sequence[str] = ()
    template: str = "wagtail_advocacy/tracking/section.html"
