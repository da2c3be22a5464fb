from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.accounts.rules.granting import (
    UserProblem,
    fits_as_username,
    overlaps,
    problems_of_span,
)

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2026, 11, 20), date(2026, 11, 30))


@pytest.mark.parametrize("name", ["noor", "n.rietorchis", "team-lid-2", "abc"])
def test_a_name_that_can_be_typed_and_said_fits(name):
    assert fits_as_username(name)


@pytest.mark.parametrize("name", ["", "ab", "noor r", "noör", "a/b/c", "..-", "x" * 61])
def test_another_name_does_not_fit(name):
    assert not fits_as_username(name)


def test_a_role_begins_today_or_later_and_ends_after_it_began():
    day = timedelta(days=1)

    assert problems_of_span(TODAY, None, TODAY) == {}
    assert problems_of_span(TODAY, TODAY, TODAY) == {}
    assert problems_of_span(TODAY - day, None, TODAY) == {"from_on": UserProblem.IN_PAST}
    assert problems_of_span(TODAY, TODAY - day, TODAY) == {"last_on": UserProblem.BEFORE_START}


@given(one=st.tuples(DAYS, st.none() | DAYS), other=st.tuples(DAYS, st.none() | DAYS))
def test_two_spans_overlap_exactly_when_they_share_a_day(one, other):
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(60)]

    def within(span):
        return {day for day in days if span[0] <= day and (span[1] is None or day < span[1])}

    ordered = all(span[1] is None or span[0] < span[1] for span in (one, other))
    assert not ordered or overlaps(*one, *other) is bool(within(one) & within(other))
