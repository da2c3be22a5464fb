"""When a search may begin, and whom it fits.

It stays shut until enough is known: a case number, or a surname with at least a year of birth.
Who knows less than that has no task with this person (features.md 4, decision 9).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pga.cases.rules.identity import ESTIMATE_MARGIN_YEARS, same_person_likely
from pga.cases.rules.referral import (
    BirthDate,
    BirthDateProblem,
    UnreadableBirthDate,
    parse_birth_date,
)
from pga.dossiers.rules.names import norm_name

MOST: Final = 10
"""How many hits a search shows: each of them is an inzage (privacy-and-security.md 3.8)."""
SHORTEST: Final = 2
"""How many letters a surname has at least, folded."""


class SearchProblem(StrEnum):
    """Why a search does not begin."""

    NOTHING = "nothing"
    """Neither a number nor a name was typed."""
    ONE_WAY = "one_way"
    """A number and a name: it searches by one of them."""
    SURNAME_MISSING = "surname_missing"
    """A birth date without a surname."""
    SURNAME_SHORT = "surname_short"
    """One letter is no name."""
    BIRTH_MISSING = "birth_missing"
    """A surname without a birth date or year."""
    BIRTH_UNREADABLE = "birth_unreadable"
    """No date and no year in any way of writing that we know."""
    BIRTH_SHORT = "birth_short"
    """The year has two digits: which century?"""


class NotEnough(Exception):
    """Too little is known to search; ``problems`` maps a field to a code."""

    def __init__(self, problems: dict[str, SearchProblem]) -> None:
        super().__init__(", ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Search the one case of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class ByPerson:
    """Search the cases about somebody of this surname, born then."""

    surname: str
    birth: BirthDate

    def fits(self, surname: str, birth: BirthDate) -> bool:
        """Tell whether this may be the one who is sought."""
        return same_person_likely(self.birth, self.surname, birth, surname)

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and last year in which anybody who fits is written down as born."""
        year = self.birth.year
        return year - ESTIMATE_MARGIN_YEARS, year + ESTIMATE_MARGIN_YEARS


def what_is_sought(number: str, surname: str, birth: str, *, today: date) -> ByNumber | ByPerson:
    """Return what to search for; raises NotEnough with all that is missing at once."""
    if number and (surname or birth):
        raise NotEnough({"number": SearchProblem.ONE_WAY})
    if number:
        return ByNumber(number)
    if not surname and not birth:
        raise NotEnough({"number": SearchProblem.NOTHING})
    problems: dict[str, SearchProblem] = {}
    if not surname:
        problems["surname"] = SearchProblem.SURNAME_MISSING
    elif len(norm_name(surname)) < SHORTEST:
        problems["surname"] = SearchProblem.SURNAME_SHORT
    born = _birth(birth, today, problems)
    if born is None or problems:
        raise NotEnough(problems)
    return ByPerson(surname, born)


def _birth(typed: str, today: date, problems: dict[str, SearchProblem]) -> BirthDate | None:
    if not typed:
        problems["birth"] = SearchProblem.BIRTH_MISSING
        return None
    try:
        return parse_birth_date(typed, today=today)
    except UnreadableBirthDate as unread:
        short = unread.problem is BirthDateProblem.TWO_DIGIT_YEAR
        problems["birth"] = SearchProblem.BIRTH_SHORT if short else SearchProblem.BIRTH_UNREADABLE
        return None
