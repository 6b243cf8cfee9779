"""No group too small is shown, and none can be found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.tracking.programme.groups import neighbours, too_small

SIZES = st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=12)
LEAST = st.integers(2, 12)


@given(SIZES, LEAST)
def test_neither_what_is_shown_nor_the_rest_is_too_small(sizes, least):
    merged = too_small(sizes, least)
    shown = sizes.keys() - merged
    assert all(sizes[key] >= least for key in shown)
    assert not merged or not shown or sum(sizes[key] for key in merged) >= least


@given(SIZES, LEAST)
def test_no_more_than_needed_is_merged(sizes, least):
    merged = too_small(sizes, least)
    large = [key for key in merged if sizes[key] >= least]
    small = sum(sizes[key] for key in merged if sizes[key] < least)
    assert not large or small < least
    assert len(large) <= 1


def test_a_single_small_team_takes_the_next_with_it():
    assert too_small({"a": 20, "b": 6, "c": 4}, 5) == {"b", "c"}
    assert too_small({"a": 20, "b": 6, "c": 4, "d": 1}, 5) == {"c", "d"}
    assert too_small({"a": 6, "b": 0}, 5) == {"a", "b"}
    assert too_small({"a": 6, "b": 5}, 5) == set()
    assert too_small({}, 5) == set()


@given(st.lists(st.integers(0, 40), max_size=40), LEAST, st.integers(1, 8))
def test_neighbours_stay_beside_each_other(sizes, least, most):
    numbered = dict(enumerate(sizes))
    lists = neighbours(numbered, least, most)
    assert [key for each in lists for key in each] == list(numbered)
    assert all(lists)
    assert len(lists) <= most + 1
    if len(lists) > 1:
        assert all(sum(numbered[key] for key in each) >= least for each in lists)
