"""Which months a report is about, and what they are compared with."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.tracking.programme.months import (
    MOST,
    Months,
    MonthsRefused,
    month_of,
    read_months,
    shifted,
)

TODAY = date(2026, 11, 15)
THIS, OCTOBER, AUGUST = date(2026, 11, 1), date(2026, 10, 1), date(2026, 8, 1)


def read(first="", last=""):
    return read_months(first, last, TODAY)


def test_nothing_is_this_month():
    assert read() == Months(THIS, THIS)


def test_one_end_alone_is_one_month():
    assert read("2026-10") == read("", "2026-10") == Months(OCTOBER, OCTOBER)


def test_the_wrong_way_round_is_turned():
    assert read("2026-10", "2026-08") == read("2026-08", "2026-10") == Months(AUGUST, OCTOBER)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "0000-01", "1999-12", "November", "2026", "2026-1", "\x00", "٢٠٢٦-١٠"]
)
def test_what_is_no_month_is_refused_with_the_way_out(text, said):
    with pytest.raises(MonthsRefused, match="is no month"):
        read(text)
    if text == "2026-13":
        with pytest.raises(MonthsRefused) as refusal:
            read(text)
        said("Programme so far", "a month that does not exist, in the address", refusal.value)


def test_a_month_to_come_is_refused(said):
    with pytest.raises(MonthsRefused) as refusal:
        read("2026-12")
    said("Programme so far", "a month that has not begun, in the address", refusal.value)


def test_more_than_three_years_are_refused(said):
    assert len(read("2023-12", "2026-11")) == MOST
    with pytest.raises(MonthsRefused) as refusal:
        read("2023-11", "2026-11")
    said("Programme so far", "more months than 36, in the address", refusal.value)


def test_a_month_that_runs_is_compared_with_as_many_days():
    before = read().before(TODAY)
    assert (before, str(before)) == (Months(OCTOBER, OCTOBER, date(2026, 10, 15)), "October 2026 (days 1 to 15)")
    assert before.last_day == date(2026, 10, 15)


def test_a_short_month_is_compared_as_far_as_it_goes():
    march = Months(date(2026, 3, 1), date(2026, 3, 1))
    assert march.before(date(2026, 3, 30)).last_day == date(2026, 2, 28)


def test_a_month_that_is_over_is_compared_with_the_whole_one_before():
    october = read("2026-10")
    assert october.before(TODAY) == Months(date(2026, 9, 1), date(2026, 9, 1))
    assert Months(THIS, THIS).before(date(2026, 11, 30)) == october


def test_several_months_are_compared_with_as_many():
    assert read("2026-08", "2026-10").before(TODAY) == Months(date(2026, 5, 1), date(2026, 7, 1))
    running = read("2026-09", "2026-11").before(TODAY)
    assert (running.first, running.last_day) == (date(2026, 6, 1), date(2026, 8, 15))
    assert str(running) == "June 2026 to August 2026 (until August 15)"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_months_are_shifted_there_and_back(day, number):
    month = day.replace(day=1)
    assert shifted(shifted(month, number), -number) == month


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 35))
def test_what_is_compared_ends_before_it_begins(today, number):
    months = Months(shifted(today.replace(day=1), -number), today.replace(day=1))
    before = months.before(today)
    assert before.first <= before.last_day < months.first
    assert len(before) == len(months)
    assert before.end <= months.begin


def test_a_month_begins_at_the_midnight_of_the_site(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    assert month_of(datetime(2026, 10, 31, 12, 0, tzinfo=UTC)) == THIS
    assert read("2026-11").begin == datetime(2026, 10, 31, 11, 0, tzinfo=UTC)
    assert read("2026-11").end == read("2026-11").moved(1).begin
