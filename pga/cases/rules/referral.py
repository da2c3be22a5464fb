"""The aanmelding as law: code lists, birth dates known in part, and ages."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self

from pga.core.days import in_numbers


class Problem(StrEnum):
    """A kind of problem; one aanmelding has at least one (pga.md 2.3, field 11)."""

    SERIOUS_NUISANCE = "serious_nuisance"
    """Ernstige overlast."""
    CRIMINAL_OFFENCES = "criminal_offences"
    """Strafbare feiten."""
    CONFUSED_BEHAVIOUR = "confused_behaviour"
    """Verward of onbegrepen gedrag."""
    YOUTH_NUISANCE = "youth_nuisance"
    """(Jeugd)overlast."""
    DOMESTIC_VIOLENCE = "domestic_violence"
    """Huiselijk geweld."""
    OTHER = "other"
    """Anders."""


class CaseKind(StrEnum):
    """Whom a case is about (pga.md 2.3, field 5)."""

    PERSON = "person"
    """One person."""
    FAMILY = "family"
    """One family: one case, several persons."""


class PersonRole(StrEnum):
    """What somebody is in a case (pga.md 10.3, Betrokkene)."""

    MAIN = "main"
    """Hoofdpersoon: the case is about this person."""
    FAMILY_MEMBER = "family_member"
    """Gezinslid: in a case about a family."""
    RELATION = "relation"
    """Relatie: name and relation only, as the plan needs it (pga.md 6.2)."""


class ThirdPartyRelation(StrEnum):
    """Who else may be recorded; a closed list (pga.md 6.2; LAW-41, BGS art. 2.19, 2.30)."""

    FAMILY_MEMBER = "family_member"
    """Member of the family."""
    NEIGHBOUR = "neighbour"
    """Somebody in the neighbourhood; never by name (pga.md 6.2, item 4)."""
    REFERRER = "referrer"
    """The aanmelder."""
    PROFESSIONAL = "professional"
    """Somebody who works on the case."""
    OTHER_INVOLVED = "other_involved"
    """Somebody else in direct contact with the person."""


class NotInformedReason(StrEnum):
    """Why the person has not been told yet (pga.md 6.4 [V]; AVG art. 14(5), UAVG art. 41)."""

    INVESTIGATION = "investigation"
    """Opsporingsbelang: a criminal investigation runs."""
    SAFETY_PERSON = "safety_person"
    """The safety of the person."""
    SAFETY_OTHER = "safety_other"
    """The safety of somebody else."""
    SAFETY_PROFESSIONAL = "safety_professional"
    """The safety of a professional."""
    UNREACHABLE = "unreachable"
    """Onbereikbaar: the attempts are listed."""
    OTHER = "other"
    """Anders, in words."""


class AgeClass(StrEnum):
    """The ages at which the rules change (pga.md 6.4, 10.4 check 1; UAVG art. 5, LAW-21)."""

    UNDER_12 = "under_12"
    """No criminal-law fields; a legal representative acts."""
    FROM_12 = "12_15"
    """Involved in plain words; a legal representative acts."""
    FROM_16 = "16_17"
    """Acts alone; who has gezag is still recorded."""
    ADULT = "adult"
    """Eighteen or older."""

    @property
    def minor(self) -> bool:
        """Tell whether gezaghebbenden are asked for (pga.md 2.3, field 18)."""
        return self is not AgeClass.ADULT


# the age at which each class begins, oldest first
_CLASS_FROM: Final = ((18, AgeClass.ADULT), (16, AgeClass.FROM_16), (12, AgeClass.FROM_12))


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years; born on 29 February is a year older on 1 March.

    Only leap years have the 29th itself; nobody comes of age a day early (LAW-21, UAVG art. 5).
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


class BirthDateProblem(StrEnum):
    """Why a birth date could not be read."""

    EMPTY = "empty"
    """Nothing was typed."""
    UNREADABLE = "unreadable"
    """No date in any way of writing that we know."""
    TWO_DIGIT_YEAR = "two_digit_year"
    """The year has two digits: which century?"""
    IMPOSSIBLE = "impossible"
    """The calendar has no such day or month."""
    IN_FUTURE = "in_future"
    """After today."""
    TOO_LONG_AGO = "too_long_ago"
    """Nobody is that old."""


# the oldest age that is on record, rounded up
OLDEST: Final = 125
_DECEMBER: Final = 12
_LONGEST_MONTH: Final = 31


@dataclass(frozen=True)
class BirthDate:
    """What is known of a birth date: the day, the month or only the year; known or estimated.

    Made by hand it must be possible; ``ValueError`` otherwise.
    """

    year: int
    month: int | None = None
    day: int | None = None
    estimated: bool = False

    def __post_init__(self) -> None:
        """Refuse a day without a month and a day that does not exist."""
        if self.month is None and self.day is not None:
            msg = "day without month"
            raise ValueError(msg)
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Write it so that parse_birth_date reads the same: 14-05-2010, 05-2010, 2010, ~2010."""
        parts = [f"{part:02}" for part in (self.day, self.month) if part is not None]
        return ("~" if self.estimated else "") + "-".join([*parts, f"{self.year:04}"])

    @classmethod
    def of(cls, day: date) -> Self:
        """Take over a date that is wholly known."""
        return cls(day.year, day.month, day.day)

    @property
    def exact(self) -> date | None:
        """Return the date when it is wholly known and not estimated."""
        if self.month is None or self.day is None or self.estimated:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """Return the first day on which this person can have been born."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day on which this person can have been born."""
        month = self.month or _DECEMBER
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def age_class_on(birth: BirthDate, day: date) -> AgeClass:
    """Return the class of the youngest age that is possible: in doubt somebody is protected."""
    age = age_on(birth.latest, day)
    return next((which for start, which in _CLASS_FROM if age >= start), AgeClass.UNDER_12)


class UnreadableBirthDate(ValueError):
    """A birth date that cannot be read; carries a code and perhaps a guess, never the text."""

    def __init__(self, problem: BirthDateProblem, suggestion: BirthDate | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.suggestion = suggestion


# ways of writing that a Dutch form meets, beside those of any day: words for "about"
_ABOUT: Final = re.compile(
    r"^(?:~|±|ongeveer\b|geschat:?|rond\b|omstreeks\b|circa\b|ca\b\.?|c\.)\s*"
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_DUTCH: Final = re.compile(r"(?:(?:(\d{1,2})-)?(\d{1,2})-)?(\d{4})", re.ASCII)
_DUTCH_SHORT: Final = re.compile(r"\d{1,2}-\d{1,2}-\d{2}|\d{2}", re.ASCII)
_EIGHT_DIGITS: Final = re.compile(r"(\d{2})(\d{2})((?:18|19|20)\d{2})", re.ASCII)


def parse_birth_date(text: str, *, today: date | None = None) -> BirthDate:
    """Read a birth date that is known wholly, in part or about; UnreadableBirthDate says why not.

    Zeros stand for what is not known, as in the BRP: 00-05-2010. With ``today`` a date that lies
    ahead or too far back is refused as well.
    """
    typed = " ".join(text.lower().split())
    bare = _ABOUT.sub("", typed)
    if not bare:
        raise UnreadableBirthDate(BirthDateProblem.EMPTY)
    birth = _existing(*_numbers(bare), estimated=bare != typed)
    if today is not None:
        _refuse_unlikely(birth, today)
    return birth


def _numbers(text: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day as typed; nothing for what is absent or zero."""
    text = in_numbers(text)
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DUTCH.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text):
        day, month, year = found.groups()
    elif _DUTCH_SHORT.fullmatch(text):
        raise UnreadableBirthDate(BirthDateProblem.TWO_DIGIT_YEAR)
    else:
        raise UnreadableBirthDate(BirthDateProblem.UNREADABLE)
    return int(year), int(month or 0) or None, int(day or 0) or None


def _existing(year: int, month: int | None, day: int | None, *, estimated: bool) -> BirthDate:
    try:
        return BirthDate(year, month, day, estimated)
    except ValueError:
        meant = _meant(year, month, day, estimated=estimated)
        raise UnreadableBirthDate(BirthDateProblem.IMPOSSIBLE, meant) from None


def _meant(year: int, month: int | None, day: int | None, *, estimated: bool) -> BirthDate | None:
    """Guess: 31-11 was the last day of November, and 05-13 the thirteenth of May."""
    if not year or month is None or day is None or day > _LONGEST_MONTH:
        return None
    if month <= _DECEMBER:
        return BirthDate(year, month, monthrange(year, month)[1], estimated)
    if day <= _DECEMBER and month <= monthrange(year, day)[1]:
        return BirthDate(year, day, month, estimated)
    return None


def _refuse_unlikely(birth: BirthDate, today: date) -> None:
    if birth.earliest > today:
        raise UnreadableBirthDate(BirthDateProblem.IN_FUTURE)
    if age_on(birth.latest, today) > OLDEST:
        raise UnreadableBirthDate(BirthDateProblem.TOO_LONG_AGO)
