"""Bars and lines as SVG, worked out here and drawn by a template. No script is needed to read them.

Everything is in units of the drawing, which are about CSS pixels: on a phone a chart is as wide as the screen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 300, 180
TOP, BOTTOM, END, START = 10, 34, 8, 12
LETTER = 6.5
"""About how wide a letter is."""

MOST_STEPS = 5


@dataclass(frozen=True)
class Label:
    """What stands below a point: ``text``, on a second line ``under``; ``whole`` says it to who hears it."""

    text: str
    under: str
    whole: str


@dataclass(frozen=True)
class Series:
    """One row of numbers; ``None`` is a gap."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    series: int
    title: str


@dataclass(frozen=True)
class Line:
    points: str
    series: int


@dataclass(frozen=True)
class Mark:
    """A step of the scale, or the label of a point."""

    x: float
    y: float
    text: str
    under: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing, ready for its template. ``key`` is unique on the page; ``words`` say what it shows."""

    key: str
    title: str
    words: str
    names: Sequence[str]
    kind: str
    left: float = 0
    right: float = WIDTH
    steps: Sequence[Mark] = ()
    labels: Sequence[Mark] = ()
    rects: Sequence[Rect] = ()
    lines: Sequence[Line] = ()
    dots: Sequence[Dot] = ()
    is_mirrored: bool = False
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_empty(self) -> bool:
        return not (self.rects or self.dots)


def month_labels(months: Sequence[date]) -> list[Label]:
    return [Label(date_format(each, "M"), str(each.year), date_format(each, "YEAR_MONTH_FORMAT")) for each in months]


def steps_to(highest: float, whole: bool = True) -> list[float]:
    """Return round numbers from 0 up to or above ``highest``, at most ``MOST_STEPS`` steps; ``whole``: integers."""
    if highest < 1e-9:
        return [0, 1]
    wanted = highest / (MOST_STEPS - 1)
    size = 10.0 ** math.floor(math.log10(wanted))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= wanted * (1 - 1e-9))
    step = max(step, 1) if whole else step
    number = max(math.ceil(highest / step - 1e-9), 1)
    return [int(place * step) if whole else place * step for place in range(number + 1)]


@dataclass
class _Frame:
    """Where things stand: a slot for each label, and the scale."""

    labels: Sequence[Label]
    steps: list[float]
    say: Callable[[float], str]
    margin: float = field(init=False)

    def __post_init__(self) -> None:
        self.margin = START + LETTER * max(len(self.say(step)) for step in self.steps)

    @property
    def slot(self) -> float:
        return (WIDTH - END - self.margin) / max(len(self.labels), 1)

    def x(self, place: int) -> float:
        """The middle of a slot, as if one read from left to right."""
        return self.margin + (place + 0.5) * self.slot

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / self.steps[-1], 1)

    def marks(self, mirror: Callable[[float], float]) -> tuple[list[Mark], list[Mark]]:
        scale = [Mark(mirror(self.margin - 6), self.y(step), self.say(step)) for step in self.steps]
        widest = max((len(label.text) for label in self.labels), default=1) * LETTER + 10
        every = max(math.ceil(widest / self.slot), 1)
        shown = [place for place in range(len(self.labels)) if (len(self.labels) - 1 - place) % every == 0]
        below, under = [], ""
        for place in shown:
            label = self.labels[place]
            new = label.under if label.under != under else ""
            below.append(Mark(mirror(self.x(place)), HEIGHT - BOTTOM + 15, label.text, new))
            under = label.under
        return scale, below


def bars(key: str, title: str, labels: Sequence[Label], series: Sequence[Series], say: Callable[[float], str]) -> Chart:
    """Return bars beside each other for every label; ``say`` writes a number as people read it."""
    frame, mirror = _frame(labels, series, say, whole=True)
    wide = max(frame.slot * 0.7 / max(len(series), 1), 1)
    rects = []
    for number, row in enumerate(series):
        for place, value in enumerate(row.values):
            if value:
                x = frame.x(place) + (number - len(series) / 2) * wide
                # What is there is seen, however small.
                y = min(frame.y(value), HEIGHT - BOTTOM - 1.5)
                left = mirror(x + wide) if get_language_bidi() else x
                rects.append(
                    Rect(
                        round(left, 1),
                        y,
                        round(wide * 0.92, 1),
                        HEIGHT - BOTTOM - y,
                        number,
                        _title(row, labels[place], say(value)),
                    )
                )
    return _chart(key, title, labels, series, say, frame, mirror, "bars", rects=rects)


def lines(
    key: str,
    title: str,
    labels: Sequence[Label],
    series: Sequence[Series],
    say: Callable[[float], str],
    whole: bool = True,
) -> Chart:
    """Return a line for every series, broken where there is no figure."""
    frame, mirror = _frame(labels, series, say, whole)
    drawn, dots = [], []
    for number, row in enumerate(series):
        piece: list[str] = []
        for place, value in enumerate([*row.values, None]):
            if value is not None:
                x, y = round(mirror(frame.x(place)), 1), frame.y(value)
                dots.append(Dot(x, y, number, _title(row, labels[place], say(value))))
                piece.append(f"{x},{y}")
            elif piece:
                drawn.append(Line(" ".join(piece), number))
                piece = []
    return _chart(key, title, labels, series, say, frame, mirror, "lines", lines=drawn, dots=dots)


def _numbers(series: Sequence[Series]) -> list[float]:
    return [value for row in series for value in row.values if value is not None]


def _frame(
    labels: Sequence[Label], series: Sequence[Series], say: Callable[[float], str], whole: bool
) -> tuple[_Frame, Callable[[float], float]]:
    frame = _Frame(labels, steps_to(max(_numbers(series), default=0), whole), say)
    return frame, (lambda x: round(WIDTH - x, 1)) if get_language_bidi() else (lambda x: round(x, 1))


def _title(row: Series, label: Label, number: str) -> str:
    return _("%(what)s, %(when)s: %(number)s") % {"what": row.label, "when": label.whole, "number": number}


def _chart(
    key: str,
    title: str,
    labels: Sequence[Label],
    series: Sequence[Series],
    say: Callable[[float], str],
    frame: _Frame,
    mirror: Callable[[float], float],
    kind: str,
    **drawn: Any,
) -> Chart:
    steps, below = frame.marks(mirror)
    left, right = sorted((mirror(frame.margin), mirror(WIDTH - END)))
    return Chart(
        key,
        title,
        _words(title, labels, series, say),
        [row.label for row in series],
        kind,
        left,
        right,
        steps,
        below,
        is_mirrored=get_language_bidi(),
        **drawn,
    )


def _words(title: str, labels: Sequence[Label], series: Sequence[Series], say: Callable[[float], str]) -> str:
    known = [(value, place) for row in series for place, value in enumerate(row.values) if value]
    if not known:
        return title
    value, place = max(known)
    facts = {"title": title, "number": say(value), "when": labels[place].whole}
    return _("%(title)s. The most: %(number)s (%(when)s).") % facts
