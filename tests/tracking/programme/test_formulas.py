"""Every formula of the programme's figures: in bounds, never a figure out of nothing, and told in words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.recruitment import formulas as of_recruitment
from wagtail_advocacy.tracking import formulas
from wagtail_advocacy.tracking.formulas import FORMULAS, Unit

COUNT = st.integers(min_value=0, max_value=10**9)
PARTS = [
    formulas.adoption,
    formulas.activation,
    formulas.share_rate,
    formulas.decay,
    formulas.confirmed_rate,
]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=str)
def test_each_says_how_it_counts(formula):
    assert formula.count.__doc__
    assert formula.label
    assert str(formula.how).endswith(".")
    assert formula.unit in Unit
    assert FORMULAS[formula.name] is formula
    assert any(getattr(room, formula.name, None) is formula for room in (formulas, of_recruitment))


@pytest.mark.parametrize("formula", PARTS, ids=str)
class TestParts:
    @given(number=COUNT, of=COUNT)
    def test_is_between_nothing_and_all(self, formula, number, of):
        found = formula(number, of)
        assert (found is None) == (of == 0)
        assert found is None or 0 <= found <= 1

    @given(number=COUNT, more=COUNT)
    def test_is_exact_where_nobody_left_meanwhile(self, formula, number, more):
        of = number + more
        if of:
            assert formula(number, of) == number / of


moments = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(st.tuples(moments, st.none() | moments)), moments)
def test_enrolled(memberships, at):
    members = [pair for pair in memberships if pair[0] <= at and not (pair[1] and pair[1] <= at)]
    assert formulas.enrolled(memberships, at) == len(members)


@given(st.lists(st.integers(0, 5)))
def test_active_counts_everybody_once(people):
    assert formulas.active(people) == len({*people})


@given(st.lists(st.lists(st.integers(1, 1000), max_size=12), max_size=6))
def test_concentration(months):
    found = formulas.concentration(months)
    if not any(months):
        assert found is None
    else:
        most = max(len(numbers) for numbers in months)
        assert min(3 / most, 1) - 1e-9 <= found <= 1
        assert most > 3 or found == 1


@given(COUNT, st.integers(0, 20), st.integers(2, 20))
def test_a_team_score_needs_enough_people(total, active, least):
    found = formulas.team_score(total, active, least)
    assert found == (total / active if active >= least else None)


@given(st.lists(st.none() | moments))
def test_started_is_never_less_than_confirmed(moments):
    assert formulas.confirmed(moments) <= formulas.started(moments)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["linkedin", "x"]), st.none() | COUNT)))
def test_reach_with_each_person_once_is_never_larger(rows):
    every = formulas.potential_reach(size for *_who, size in rows)
    once = formulas.potential_reach_once(rows)
    if all(size is None for *_who, size in rows):
        assert every is once is None
    else:
        assert once <= every
        assert once >= max(size for *_who, size in rows if size is not None)


@given(st.dictionaries(st.sampled_from(["person", "preview", "crawler", "head", "repeat"]), COUNT))
def test_people_and_the_rest_are_all_there_is(kinds):
    assert formulas.people_clicks(kinds) + formulas.others(kinds) == sum(kinds.values())


@given(st.lists(COUNT))
def test_mean_and_median_of_clicks(clicks):
    mean, median = formulas.clicks_per_share(clicks), formulas.median_clicks(clicks)
    if not clicks:
        assert mean is median is None
    else:
        assert min(clicks) <= median <= max(clicks)
        assert sum(each >= median for each in clicks) * 2 >= len(clicks)
        assert sum(each <= median for each in clicks) * 2 >= len(clicks)
        assert mean == pytest.approx(sum(clicks) / len(clicks))


@given(st.lists(st.tuples(st.sampled_from(["hire", "lead"]), st.booleans())))
def test_conversions_are_those_that_a_share_is_credited_for(rows):
    assert sum(formulas.conversions(rows).values()) == sum(credited for _kind, credited in rows)


@given(st.lists(st.tuples(st.sampled_from(["EUR", "USD"]), st.none() | st.decimals(0, 1000, places=2))))
def test_values_of_one_currency_are_never_added_to_another(rows):
    found = formulas.conversion_value(rows)
    for currency in ("EUR", "USD"):
        reported = [value for name, value in rows if name == currency and value is not None]
        assert found.get(currency) == (sum(reported, Decimal(0)) if reported else None)


@given(st.dictionaries(st.integers(0, 9), COUNT))
def test_a_mix_is_whole(numbers):
    found = formulas.content_mix(numbers)
    assert (found == {}) == (sum(numbers.values()) == 0)
    assert not found or sum(found.values()) == pytest.approx(1)


@given(st.none() | st.dates(), st.dates())
def test_freshness(newest, today):
    found = formulas.freshness(newest, today)
    assert (found is None) == (newest is None)
    if newest and newest <= today:
        assert today - timedelta(days=found) == newest
    assert found is None or found >= 0


def test_freshness_of_today_is_no_day():
    assert formulas.freshness(date(2026, 11, 3), date(2026, 11, 3)) == 0
    assert formulas.unique_visitors([2, 0, 3]) == 5
