"""Count Dutch working days and calendar months; nobody here asks the clock."""

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays

# Algemene termijnenwet art. 3 names 5 May every year and equates Good Friday with a holiday; the
# library has both only with "optional" (stack.md 11, decision 23).
_CATEGORIES: Final = ("public", "optional")
_MONTHS_IN_A_YEAR: Final = 12
_CYCLE: Final = 400
"""After so many years each day falls on the same weekday."""
_DAYS_IN_A_WEEK: Final = 7
_FAR: Final = 2400
_MANY: Final = 60
_ONE_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=1024)
def _holidays_of(year: int) -> frozenset[date]:
    """Work out one year at its first use; compared with tables for 2015-2045.

    What lies too far for any law to say is taken from a year with the same weekdays.
    """
    if year > _FAR:
        near = _FAR - (_FAR - year) % _CYCLE
        return frozenset(day.replace(year=year) for day in _holidays_of(near))
    return frozenset(country_holidays("NL", years=year, categories=_CATEGORIES))


def is_working_day(day: date) -> bool:
    """Tell whether the day is no weekend and no Dutch holiday (pga.md 2.11, decision 23)."""
    return day.weekday() < calendar.SATURDAY and day not in _holidays_of(day.year)


def next_working_day(day: date) -> date:
    """Return the first working day after this one."""
    return add_working_days(day, 1)


def add_working_days(day: date, n: int) -> date:
    """Go n working days on, or back when n is negative; the first day itself does not count.

    Raises OverflowError where the calendar ends.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left > _MANY:  # most of the way in leaps that are never too far
        leap = day + step * (left - _MANY)
        left -= abs(working_days_between(day, leap)) if n > 0 else _passed_back(leap, day)
        day = leap
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _passed_back(a: date, b: date) -> int:
    """Count the working days from a up to b, b itself not: those that going back passes."""
    return working_days_between(a, b) + is_working_day(a) - is_working_day(b)


def working_days_between(a: date, b: date) -> int:
    """Count the working days after a up to and including b; negative when b lies before a.

    By arithmetic: the weekdays, without the holidays that fell on one, a year at a time.
    """
    first, last = min(a, b), max(a, b)
    count = _weekdays_until(last) - _weekdays_until(first)
    count -= sum(_free_in(year) for year in range(first.year, last.year + 1))
    count += sum(day <= first for day in _free_of(first.year))
    count += sum(day > last for day in _free_of(last.year))
    return count if a <= b else -count


def _weekdays_until(day: date) -> int:
    """Count the weekdays from the beginning of the calendar up to and including a day."""
    weeks, rest = divmod(day.toordinal(), _DAYS_IN_A_WEEK)  # 1 January of the year 1 is a Monday
    return weeks * calendar.SATURDAY + min(rest, calendar.SATURDAY)


@lru_cache(maxsize=64)
def _free_of(year: int) -> tuple[date, ...]:
    """Return the holidays of a year that are no Saturday or Sunday."""
    return tuple(day for day in _holidays_of(year) if day.weekday() < calendar.SATURDAY)


@lru_cache(maxsize=10_000)
def _free_in(year: int) -> int:
    """Count the holidays of a year that are no Saturday or Sunday."""
    return len(_free_of(year))


def add_months(day: date, n: int) -> date:
    """Go n calendar months on (or back); 31 January and one month is the last day of February."""
    months = day.year * _MONTHS_IN_A_YEAR + day.month - 1 + n
    year, month = divmod(months, _MONTHS_IN_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
