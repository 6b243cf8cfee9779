"""Charts: round steps, nothing outside of the drawing, gaps stay gaps, and the other way round from right to left."""

from datetime import date
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.tracking.charts import HEIGHT, WIDTH, Series, bars, lines, month_labels, steps_to
from wagtail_advocacy.tracking.programme.months import Months, shifted

END = date(2026, 11, 1)


def months(number):
    return list(Months(shifted(END, 1 - number), END)) if number else []


def say(value):
    return f"{value:,}"


def draw(how, *rows, number=None):
    count = len(rows[0]) if number is None else number
    return how(
        "key", "Shares", month_labels(months(count)), [Series(f"Row {n}", row) for n, row in enumerate(rows)], say
    )


@given(st.floats(0, 1e12), st.booleans())
def test_steps_are_round_and_few(highest, whole):
    steps = steps_to(highest, whole)
    assert steps[0] == 0
    assert steps[-1] >= highest * (1 - 1e-6) - 1e-9
    assert 2 <= len(steps) <= 7
    width = steps[1] - steps[0]
    assert all(abs((b - a) - width) <= width * 1e-6 for a, b in pairwise(steps))
    assert not whole or all(isinstance(step, int) for step in steps)


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (28, [0, 10, 20, 30]),
        (412, [0, 200, 400, 600]),
        (4, [0, 1, 2, 3, 4]),
    ],
)
def test_steps(highest, steps):
    assert steps_to(highest) == steps


values = st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=36)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("how", [bars, lines])
@given(row=values)
def test_everything_is_inside(how, language, row):
    with translation.override(language):
        chart = draw(how, row)
    shapes = [(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) for rect in chart.rects]
    shapes += [(dot.x, dot.y, dot.x, dot.y) for dot in chart.dots]
    for left, top, right, bottom in shapes:
        assert chart.left <= left <= right <= chart.right
        assert 0 <= top <= bottom <= HEIGHT
    assert all(0 <= mark.x <= WIDTH for mark in (*chart.steps, *chart.labels))
    assert len(chart.dots) == (sum(value is not None for value in row) if how is lines else 0)


def test_a_gap_is_a_gap():
    chart = draw(lines, [1, 2, None, 3, None, 4, 5])
    assert [len(line.points.split()) for line in chart.lines] == [2, 1, 2]


@pytest.mark.parametrize("how", [bars, lines])
def test_it_says_what_it_shows(how):
    chart = draw(how, [4, 1200, 7])
    assert chart.words == "Shares. The most: 1,200 (October 2026)."
    assert {each.title for each in (*chart.rects, *chart.dots)} >= {"Row 0, November 2026: 7"}


@pytest.mark.parametrize("how", [bars, lines])
def test_nothing_is_drawn_of_nothing(how):
    for chart in (draw(how, []), draw(how, [None, None])):
        assert chart.is_empty
        page = render_to_string("wagtail_advocacy/elements/chart.html", {"chart": chart})
        assert "Nothing to draw yet." in page
        assert "role=" not in page


def test_labels_leave_room_for_each_other_and_the_last_month_has_one():
    for number in range(1, 37):
        chart = draw(bars, [1] * number)
        places = sorted(mark.x for mark in chart.labels)
        assert all(b - a >= 25 for a, b in pairwise(places))
        assert chart.labels[-1].text == "Nov"
    assert [mark.under for mark in draw(bars, [1] * 6).labels] == ["2026", "", "", "", "", ""]
    assert [mark.under for mark in draw(bars, [1] * 36).labels if mark.under] == ["2024", "2025", "2026"]


def test_from_right_to_left_the_newest_is_on_the_left():
    with translation.override("ar"):
        chart = draw(bars, [1, 2, 3])
        page = render_to_string("wagtail_advocacy/elements/chart.html", {"chart": chart})
    newest, oldest = chart.rects[-1], chart.rects[0]
    assert newest.x < oldest.x
    assert 'text-anchor="start"' in page


def test_two_rows_of_bars_do_not_cover_each_other():
    chart = draw(bars, [5, 6], [3, 4])
    for one in chart.rects:
        for other in chart.rects:
            if one is not other:
                assert one.x + one.width <= other.x or other.x + other.width <= one.x


def test_numbers_in_attributes_are_numbers_in_every_language():
    with translation.override("es"):
        page = render_to_string("wagtail_advocacy/elements/chart.html", {"chart": draw(lines, [1, 2.5, 7])})
    for name in ("x1", "y1", "cx", "cy"):
        values = page.split(f' {name}="')[1:]
        assert values
        assert all("," not in value.split('"')[0] for value in values)
