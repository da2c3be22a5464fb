"""How a day is written in Dutch, and read: one reader for each field, filter and address.

Nobody here asks the clock. ``static/js/days.js`` reads the same in the browser, only to show it;
``tests/pages/test_days_browser.py`` compares the two.
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = tuple(
    "januari februari maart april mei juni juli augustus september oktober november "
    "december".split()
)
A_WEEK: Final = 7

_NEAR: Final = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_MONTH: Final = {
    **{short: at for at, name in enumerate(MONTHS, start=1) for short in (name, name[:3])},
    "mrt": 3,
    "sept": 9,
}
_DASH: Final = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
"""What Word and other programs make of a hyphen."""
_ASIDE: Final = re.compile(r"['\u2018\u2019]|(?<=\d)(?:ste|de|e)\b", re.ASCII)
"""What may stand around a number: ``'26``, ``4e``."""
_WORD: Final = re.compile(r"[a-z]+\.?")
_SPLIT: Final = re.compile(r" ?[-/.] ?| ")
_WEEKDAY: Final = re.compile(rf"({'|'.join(f'{d}|{d[:2]}' for d in DAYS)})\b\.?(?: (.+))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH: Final = re.compile(r"(\d{1,2})-(\d{1,2})(?:-(\d{4}|\d{2}))?", re.ASCII)
_EIGHT_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_WHOLE_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_SHORT: Final = 2
"""So many digits leave the century out."""
_CENTURY: Final = 100
_LEAPS: Final = 9
"""Within so many years there is a 29 February."""


class DayProblem(StrEnum):
    """Why a day could not be read."""

    UNREADABLE = "unreadable"
    """No day in any way of writing that we know."""
    NO_SUCH_DAY = "no_such_day"
    """The calendar has no such day or month."""
    OTHER_WEEKDAY = "other_weekday"
    """That day is another day of the week: one of the two is a slip."""


class UnreadableDay(ValueError):
    """A day that cannot be read; carries a code and perhaps the day, never the text."""

    def __init__(self, problem: DayProblem, day: date | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.day = day


def read_day(text: str, today: date, *, back: bool = False) -> date:
    """Read a day in any of our ways of writing; UnreadableDay says why not.

    What leaves something out is the nearest that fits: of two digits the year that is nearest to
    this one; without a year, or with a weekday only, the next one, or with ``back`` the last one.
    A weekday alone is never today, for which there is a word.
    """
    typed = _plain(text)
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    found = _WEEKDAY.fullmatch(typed)
    if found is None:
        return _days(in_numbers(typed), today, back=back)[0]
    weekday = next(at for at, name in enumerate(DAYS) if name.startswith(found[1]))
    if found[2] is None:
        return _nearest(weekday, today, back=back)
    days = _days(in_numbers(found[2]), today, back=back)
    fitting = [day for day in days if day.weekday() == weekday]
    if not fitting:
        raise UnreadableDay(DayProblem.OTHER_WEEKDAY, days[0])
    return fitting[0]


def in_numbers(text: str) -> str:
    """Return what was typed of a day in numbers: of ``4 dec. '26`` it is ``4-12-26``."""
    return _SPLIT.sub("-", _WORD.sub(_month_number, _plain(text)))


def leaves_out(text: str) -> bool:
    """Tell whether what was typed of a day leaves out a part that the reader adds."""
    return not _WHOLE_YEAR.search(text)


def _plain(text: str) -> str:
    plain = _ASIDE.sub("", _DASH.sub("-", text.lower().replace(",", " ")))
    return " ".join(plain.split()).rstrip(" .")


def _month_number(found: re.Match[str]) -> str:
    return str(_MONTH.get(found[0].removesuffix("."), found[0]))


def _nearest(weekday: int, today: date, *, back: bool) -> date:
    """Return the next such day of the week after today, or with ``back`` the last one before it."""
    if back:
        return today - timedelta(days=(today.weekday() - weekday) % A_WEEK or A_WEEK)
    return today + timedelta(days=(weekday - today.weekday()) % A_WEEK or A_WEEK)


def _days(numbers: str, today: date, *, back: bool) -> list[date]:
    """Return the day that is meant; without a year, after it, that on the other side of today."""
    if found := _ISO.fullmatch(numbers):
        year, month, day = found.groups()
    elif found := _DUTCH.fullmatch(numbers) or _EIGHT_DIGITS.fullmatch(numbers):
        day, month, year = found.groups()
    else:
        raise UnreadableDay(DayProblem.UNREADABLE)
    if year is None:
        near = range(today.year - _LEAPS, today.year + _LEAPS)
        days = [one for at in near for one in _existing(at, int(month), int(day))]
        last, coming = [one for one in days if one <= today], [one for one in days if one >= today]
        days = [*last[-1:], *coming[:1]] if back else [*coming[:1], *last[-1:]]
    else:
        days = _existing(_century(year, today), int(month), int(day))
    if not days:
        raise UnreadableDay(DayProblem.NO_SUCH_DAY)
    return days


def _century(year: str, today: date) -> int:
    """Return the year that is meant; of two digits the one that is nearest to this year."""
    if len(year) > _SHORT:
        return int(year)
    this = today.year // _CENTURY * _CENTURY + int(year)
    return min((this, this - _CENTURY, this + _CENTURY), key=lambda one: abs(one - today.year))


def _existing(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
