import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.reports.rules.masking import SMALL, masked
from tests.support.some import some

COUNTS = st.dictionaries(st.text(max_size=3), st.integers(0, 12), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"a": 0, "b": 7}, {"a": 0, "b": 7}),
        ({"a": 2, "b": 7, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 1, "b": 1, "c": 7, "d": 9}, {"a": None, "b": None, "c": None, "d": 9}),
        ({"a": 3, "b": 4, "c": 7}, {"a": None, "b": None, "c": 7}),
        ({"a": 2}, {"a": None}),
    ],
)
def test_small_numbers_and_what_would_give_them_away_are_hidden(counts, shown):
    assert masked(counts) == shown


@given(COUNTS)
def test_no_small_number_is_shown_and_the_total_tells_none(counts):
    shown = masked(counts)
    hidden = [counts[key] for key, count in shown.items() if count is None]

    values = shown.values()
    assert all(count is None or count == 0 or count >= SMALL for count in some(values))
    rest = [count for count in shown.values() if count]
    assert not hidden or not rest or (len(hidden) > 1 and sum(hidden) >= SMALL)
