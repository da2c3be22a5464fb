from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.core import calendar
from pga.core.calendar import (
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

# Written by hand after the Algemene termijnenwet art. 3: the holidays of 2026 on a weekday.
HOLIDAYS_OF_2026 = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 4, 27),
    date(2026, 5, 5),
    date(2026, 5, 14),
    date(2026, 5, 25),
    date(2026, 12, 25),
}

days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
counts = st.integers(-60, 60)


def test_the_weekdays_off_in_2026_are_those_of_the_law():
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    off = {day for day in year if day.weekday() < 5 and not is_working_day(day)}

    assert off == HOLIDAYS_OF_2026


def test_a_year_has_the_number_of_working_days_that_a_hand_count_gives():
    # 2026 has 261 weekdays, eight of them holidays
    assert working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 253


@pytest.mark.parametrize("year", range(2015, 2046))
def test_liberation_day_is_free_every_year_and_new_years_eve_never(year):
    assert not is_working_day(date(year, 5, 5))
    assert is_working_day(date(year, 12, 31)) == (date(year, 12, 31).weekday() < 5)


@pytest.mark.parametrize(
    "day",
    [date(2015, 4, 3), date(2030, 4, 19), date(2045, 4, 7)],
)
def test_good_friday_is_free(day):
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("day", "free"),
    [(date(2025, 4, 26), True), (date(2025, 4, 28), False), (date(2028, 4, 27), True)],
)
def test_kings_day_moves_to_saturday_when_it_falls_on_sunday(day, free):
    assert is_working_day(day) is not free


def test_days_off_in_a_row_are_jumped_over():
    thursday_before_easter = date(2026, 4, 2)

    assert next_working_day(thursday_before_easter) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 9, 7), 5, date(2026, 9, 14)),
        (date(2026, 9, 11), 1, date(2026, 9, 14)),
        (date(2026, 9, 12), 1, date(2026, 9, 14)),
        (date(2026, 9, 14), -1, date(2026, 9, 11)),
        (date(2026, 9, 12), 0, date(2026, 9, 12)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_are_added(start, n, end):
    assert add_working_days(start, n) == end


@given(days, counts)
def test_adding_working_days_lands_on_one_and_in_the_right_direction(day, n):
    end = add_working_days(day, n)

    assert (end > day) == (n > 0)
    assert (end < day) == (n < 0)
    assert n == 0 or is_working_day(end)


@given(days, st.integers(0, 60))
def test_counting_undoes_adding(day, n):
    assert working_days_between(day, add_working_days(day, n)) == n


@given(days.filter(is_working_day), counts)
def test_from_a_working_day_going_on_and_back_is_coming_home(day, n):
    assert add_working_days(add_working_days(day, n), -n) == day


@given(days, st.integers(-400, 400))
def test_counting_backwards_is_the_same_number_below_zero(day, n):
    other = day + timedelta(days=n)

    assert working_days_between(day, other) == -working_days_between(other, day)


@pytest.mark.parametrize(
    ("day", "n", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_added_and_kept_inside_the_month(day, n, end):
    assert add_months(day, n) == end


@given(days, st.integers(-120, 120))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day, n):
    end = add_months(day, n)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


# --- by arithmetic


def counted(a, b):
    """Count day by day, as it was done before."""
    first, last = min(a, b), max(a, b)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days)) * (1 if a <= b else -1)


def gone_on(day, n):
    """Go on day by day, as it was done before."""
    left, step = abs(n), timedelta(days=1 if n > 0 else -1)
    while left:
        day += step
        left -= is_working_day(day)
    return day


NEAR = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@given(NEAR, st.integers(-900, 900))
def test_working_days_are_counted_as_day_by_day(day, days):
    other = day + timedelta(days=days)

    assert working_days_between(day, other) == counted(day, other)


@given(NEAR, st.integers(-400, 400))
def test_going_on_ends_where_it_does_day_by_day(day, n):
    assert add_working_days(day, n) == gone_on(day, n)


def test_the_end_of_the_calendar_is_as_near_as_tomorrow(monkeypatch):
    """It asked each of three million days, and took a minute."""
    asked = []
    holidays = calendar.country_holidays
    monkeypatch.setattr(
        calendar,
        "country_holidays",
        lambda *which, **more: asked.append(more["years"]) or holidays(*which, **more),
    )
    for known in (calendar._holidays_of, calendar._free_of, calendar._free_in):
        known.cache_clear()

    count = working_days_between(date(2026, 11, 30), date(9999, 12, 31))

    assert count == 1 + working_days_between(date(2026, 12, 1), date(9999, 12, 31))
    assert add_working_days(date(2026, 11, 30), count).year == 9999
    assert len(asked) == len(set(asked)) <= 400
