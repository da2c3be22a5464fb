"""Criminal data and children: nothing about somebody under 12 (second-look 16, decision 47).

In doubt about an age somebody is protected: an estimated birth date counts as the youngest
possible (``age_class_on``).
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.referral import AgeClass, Problem

Key = TypeVar("Key", bound=Hashable)


class CriminalFault(StrEnum):
    """Why criminal data cannot be written down so."""

    ALL_UNDER_12 = "all_under_12"
    """Everybody of the case is under 12, or may be: it goes somewhere else."""
    NOBODY_SAID = "nobody_said"
    """Somebody of the case is under 12, and it is not said which person it is about."""
    UNDER_12 = "under_12"
    """It is said to be about somebody under 12, or about nobody of the case."""


class HeldKind(StrEnum):
    """Which row of a case holds criminal data, besides what partners contributed."""

    REFERRAL = "referral"
    """The kinds of problem and leefgebieden of the aanmelding."""
    GOAL = "goal"
    """A goal of the plan about Justitie."""
    SCORE = "score"
    """The score of Justitie in a meting."""


class HeldEnd(StrEnum):
    """What somebody decides about criminal data that are out of use."""

    USE = "use"
    """They count again: it is said whom they are about."""
    OUT = "out"
    """They stay unseen until the case is destroyed."""


CRIMINAL_RULE: Final = 1
"""By which rule the criminal data of a case were judged: that they say of whom (decision 47)."""
CRIMINAL_PROBLEM: Final = Problem.CRIMINAL_OFFENCES
CRIMINAL_DOMAIN: Final = LifeDomain.JUSTICE


CRIMINAL_CODES: Final = frozenset({str(CRIMINAL_PROBLEM), str(CRIMINAL_DOMAIN)})
"""What an aanmelding keeps of them."""


@dataclass(frozen=True, slots=True)
class Ages(Generic[Key]):
    """The persons of a case: who is under 12 or may be, and who is not."""

    under_12: frozenset[Key] = frozenset()
    others: frozenset[Key] = frozenset()

    @property
    def all_under_12(self) -> bool:
        """Tell whether nobody can have criminal data."""
        return bool(self.under_12) and not self.others

    @property
    def mixed(self) -> bool:
        """Tell whether it must be said which person criminal data are about."""
        return bool(self.under_12) and bool(self.others)

    def kept(self, said: Iterable[Key]) -> frozenset[Key]:
        """Return of whom is written down that it is about them: only where that must be said."""
        return self.others.intersection(said) if self.mixed else frozenset()


def ages_of(classes: Iterable[tuple[Key, AgeClass]]) -> Ages[Key]:
    """Return persons by what may be written down about them."""
    found = list(classes)
    young = frozenset(one for one, age in found if age is AgeClass.UNDER_12)
    return Ages(young, frozenset(one for one, _ in found) - young)


def fault_of_criminal(ages: Ages[Key], said: Collection[Key]) -> CriminalFault | None:
    """Return why criminal data about these persons cannot be written down; nothing if they can."""
    if ages.all_under_12:
        return CriminalFault.ALL_UNDER_12
    if not ages.mixed:
        return None
    if not said:
        return CriminalFault.NOBODY_SAID
    return None if ages.others.issuperset(said) else CriminalFault.UNDER_12


def is_criminal(problems: Collection[Problem], domains: Collection[LifeDomain]) -> bool:
    """Tell whether an aanmelding holds a criminal kind."""
    return CRIMINAL_PROBLEM in problems or CRIMINAL_DOMAIN in domains


def without_criminal(codes: str) -> str:
    """Return codes with commas between, without those of criminal data."""
    return ",".join(one for one in codes.split(",") if one not in CRIMINAL_CODES)
