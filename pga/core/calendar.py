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
_ONE_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    """Work out one year at its first use; compared with tables for 2015-2045."""
    return frozenset(country_holidays("NL", years=year, categories=_CATEGORIES))


def is_working_day(day: date) -> bool:
    """Tell whether the day is no weekend and no Dutch holiday (pga.md 2.11, decision 23)."""
    return day.weekday() < calendar.SATURDAY and day not in _holidays_of(day.year)


def next_working_day(day: date) -> date:
    """Return the first working day after this one."""
    return add_working_days(day, 1)


def add_working_days(day: date, n: int) -> date:
    """Go n working days on, or back when n is negative; the first day itself does not count."""
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(a: date, b: date) -> int:
    """Count the working days after a up to and including b; negative when b lies before a."""
    first, last = min(a, b), max(a, b)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(is_working_day(day) for day in days)
    return count if a <= b else -count


def add_months(day: date, n: int) -> date:
    """Go n calendar months on (or back); 31 January and one month is the last day of February."""
    months = day.year * _MONTHS_IN_A_YEAR + day.month - 1 + n
    year, month = divmod(months, _MONTHS_IN_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
