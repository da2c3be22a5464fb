from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.accounts.rules.clearance import (
    Clearance,
    ClearanceProblem,
    Lapse,
    Lapsed,
    is_cleared,
    lapses,
    problems,
)

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
GOOD = Clearance(TOMORROW, TOMORROW, YESTERDAY, TOMORROW)
DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 24))


def test_who_has_all_dates_is_cleared_to_the_last_day():
    assert lapses(GOOD, TODAY) == ()
    assert is_cleared(Clearance(TODAY, TODAY, TODAY, TODAY), TODAY)


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        ({"screened_until": YESTERDAY}, Lapsed(Lapse.SCREENING, YESTERDAY)),
        ({"screened_until": None}, Lapsed(Lapse.SCREENING, None)),
        ({"trained_until": YESTERDAY}, Lapsed(Lapse.TRAINING, YESTERDAY)),
        ({"trained_until": None}, Lapsed(Lapse.TRAINING, None)),
        ({"secrecy_until": YESTERDAY}, Lapsed(Lapse.SECRECY, YESTERDAY)),
        ({"secrecy_until": None}, Lapsed(Lapse.SECRECY, None)),
        ({"secrecy_on": None}, Lapsed(Lapse.SECRECY, None)),
        ({"secrecy_on": TOMORROW}, Lapsed(Lapse.SECRECY, None)),
    ],
)
def test_what_is_past_or_missing_does_not_count(changed, gone):
    assert lapses(replace(GOOD, **changed), TODAY) == (gone,)


def test_who_has_no_dates_is_not_cleared():
    assert [one.what for one in lapses(Clearance(), TODAY)] == list(Lapse)


@given(clearance=st.builds(Clearance, DAYS, DAYS, DAYS, DAYS), days=st.integers(0, 60))
def test_what_lapsed_stays_lapsed_until_a_new_date(clearance, days):
    signed = clearance.secrecy_on is None or clearance.secrecy_on <= TODAY
    then = {one.what for one in lapses(clearance, TODAY + timedelta(days=days))}

    assert not signed or {one.what for one in lapses(clearance, TODAY)} <= then


def test_dates_that_can_be_so_have_no_problem():
    assert problems(GOOD, TODAY) == {}
    assert problems(Clearance(), TODAY) == {}


def test_secrecy_is_signed_on_a_day_that_has_been_and_ends_after_it():
    late = replace(GOOD, secrecy_on=TOMORROW)
    turned = replace(GOOD, secrecy_until=YESTERDAY - timedelta(days=1))

    assert problems(late, TODAY) == {"secrecy_on": ClearanceProblem.IN_FUTURE}
    assert problems(turned, TODAY) == {"secrecy_until": ClearanceProblem.BEFORE_START}
