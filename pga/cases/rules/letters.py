"""Which letter about a case can go to whom, and when it is true (pga.md 7; decisions 46, 64)."""

from collections.abc import Iterable, Mapping
from typing import Final

from pga.cases.rules.informing import Audience, Ear, OfCase, may_hear
from pga.cases.rules.referral import AgeClass
from pga.cases.rules.states import State
from pga.letters.rules.templates import LetterKind, LetterPlace, LetterReader

TRUE_IN: Final[Mapping[LetterKind, frozenset[State]]] = {
    LetterKind.NOTIFIED: frozenset(
        {State.INFORMATION_ROUND, State.PLANNING, State.IN_EXECUTION, State.ON_HOLD}
    ),
    LetterKind.SCALED_UP: frozenset({State.SCALE_UP_REQUESTED, State.TOP_X}),
}
"""Where a case stands when what a letter says is so: no letter tells of what did not happen."""

READER: Final[Mapping[AgeClass, LetterReader]] = {
    AgeClass.FROM_12: LetterReader.FROM_12,
    AgeClass.FROM_16: LetterReader.FROM_16,
    AgeClass.ADULT: LetterReader.ADULT,
}

TYPED: Final = (LetterPlace.REASON, LetterPlace.ORGANISATIONS, LetterPlace.TALK, LetterPlace.PHONE)
"""What somebody writes; all else comes from the case or the settings."""


def kinds_in(state: State) -> tuple[LetterKind, ...]:
    """Return the letters that are true of a case in this state."""
    return tuple(one for one in LetterKind if state in TRUE_IN[one])


def reader_of(ear: Ear, people: Iterable[OfCase]) -> LetterReader | None:
    """Return in which words somebody of a case gets a letter; nothing for who gets none."""
    of_case = tuple(people)
    if ear not in may_hear(of_case):
        return None
    if ear.audience is Audience.GUARDIAN:
        return LetterReader.PARENT
    return READER[next(one.age for one in of_case if one.id == ear.id)]


def children_of(ear: Ear, people: Iterable[OfCase]) -> tuple[OfCase, ...]:
    """Return about whom a guardian reads, in the order of the people of the case."""
    return tuple(one for one in people if ear.id in one.guardians)
