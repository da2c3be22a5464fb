"""A concept-aanmelding: an aanmelding of the interventieteam that is not a case yet (decision 39).

Its maker writes it and hands it in. Team Veiligheid takes it, which makes a case, asks its maker
something, or refuses it with a reason. Whatever happens, what stands in it comes to an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.cases.rules.terms import TermRules
from pga.core.calendar import add_working_days

LONGEST: Final = 1000
"""How long a question, an answer or a reason may be, in characters."""


class ConceptState(StrEnum):
    """Where a concept-aanmelding stands."""

    BEING_WRITTEN = "being_written"
    """Its maker has it and nobody else sees it."""
    HANDED_IN = "handed_in"
    """Team Veiligheid has it."""
    ASKED_BACK = "asked_back"
    """Team Veiligheid asked its maker something."""
    TAKEN = "taken"
    """There is a case now; nothing of it is kept here."""
    REFUSED = "refused"
    """Team Veiligheid refused it; its maker can read why until its day."""
    WITHDRAWN = "withdrawn"
    """Its maker withdrew it; nothing of it is kept."""
    LAPSED = "lapsed"
    """It came to its day without having been handed in (again); nothing of it is kept."""


class ConceptMove(StrEnum):
    """What can be done with a concept-aanmelding."""

    WRITE = "write"
    """Keep what is written, whole or not."""
    HAND_IN = "hand_in"
    """Give it to team Veiligheid; all that an aanmelding needs is there."""
    ASK_BACK = "ask_back"
    """Ask its maker something."""
    TAKE = "take"
    """Make a case of it."""
    REFUSE = "refuse"
    """Say no, with a reason."""
    WITHDRAW = "withdraw"
    """Take it back."""
    LAPSE = "lapse"
    """Come to its day."""


class Hand(StrEnum):
    """Whose move it is."""

    MAKER = "maker"
    """Who wrote it."""
    TEAM = "team"
    """Team Veiligheid."""
    NOBODY = "nobody"
    """The clock."""


class ConceptNews(StrEnum):
    """Why a concept-aanmelding stands on somebody's list *Voor u*."""

    HANDED_IN = "handed_in"
    """One was handed in: for team Veiligheid."""
    ASKED_BACK = "asked_back"
    """There is a question: for its maker."""
    TAKEN = "taken"
    """There is a case: for its maker."""
    REFUSED = "refused"
    """It was refused: for its maker."""
    UNANSWERED = "unanswered"
    """It ended before its maker answered: for team Veiligheid."""


class ConceptProblem(StrEnum):
    """What can be wrong with what is said about a concept-aanmelding."""

    NO_ANSWER = "no_answer"
    """Handed in again without a word about the question."""


_WRITTEN: Final = (ConceptState.BEING_WRITTEN, ConceptState.ASKED_BACK)
_JUDGED: Final = (ConceptState.HANDED_IN, ConceptState.ASKED_BACK)

MOVES: Final[Mapping[ConceptMove, tuple[Hand, Mapping[ConceptState, ConceptState]]]] = {
    ConceptMove.WRITE: (Hand.MAKER, {one: one for one in _WRITTEN}),
    ConceptMove.HAND_IN: (Hand.MAKER, dict.fromkeys(_WRITTEN, ConceptState.HANDED_IN)),
    ConceptMove.ASK_BACK: (Hand.TEAM, {ConceptState.HANDED_IN: ConceptState.ASKED_BACK}),
    ConceptMove.TAKE: (Hand.TEAM, dict.fromkeys(_JUDGED, ConceptState.TAKEN)),
    ConceptMove.REFUSE: (Hand.TEAM, dict.fromkeys(_JUDGED, ConceptState.REFUSED)),
    ConceptMove.WITHDRAW: (
        Hand.MAKER,
        dict.fromkeys((*_WRITTEN, ConceptState.HANDED_IN), ConceptState.WITHDRAWN),
    ),
    ConceptMove.LAPSE: (
        Hand.NOBODY,
        {
            **dict.fromkeys(_WRITTEN, ConceptState.LAPSED),
            ConceptState.REFUSED: ConceptState.REFUSED,
        },
    ),
}
"""Who makes each move, from where to where.

What was asked back can be taken or refused without its answer: its maker may have left.
"""

FOR_TEAM: Final = frozenset({*_JUDGED, ConceptState.REFUSED})
"""What team Veiligheid and the coördinator see, as it was last handed in."""
KEPT: Final = FOR_TEAM | {ConceptState.BEING_WRITTEN}
"""In which something stands that can be read."""


@dataclass(frozen=True, slots=True)
class Dates:
    """By when somebody does something, and from which day on nothing of it is there."""

    judge_by: date | None = None
    ends_on: date | None = None
    """The first day on which it is on no page any more."""


def starts(move: ConceptMove, state: ConceptState) -> bool:
    """Tell whether a move starts here."""
    return state in MOVES[move][1]


def after(move: ConceptMove, state: ConceptState) -> ConceptState:
    """Return where a move leads. Raises KeyError where it does not start."""
    return MOVES[move][1][state]


def is_there(state: ConceptState, ends_on: date | None, today: date) -> bool:
    """Tell whether anything of it can still be read, whether or not a sweep ran."""
    return state in KEPT and (ends_on is None or today < ends_on)


def dates_from(state: ConceptState, today: date, rules: TermRules) -> Dates:
    """Return the days that count for what came into a state today.

    What lies with team Veiligheid has no end: it has a day on which it is late.
    """
    if state is ConceptState.HANDED_IN:
        return Dates(judge_by=add_working_days(today, rules.concept_judge_working_days))
    if state in _WRITTEN:
        return Dates(ends_on=today + timedelta(days=rules.concept_unfinished_days))
    if state is ConceptState.REFUSED:
        return Dates(ends_on=today + timedelta(days=rules.concept_refused_days))
    return Dates()


def waits_for(state: ConceptState) -> Hand | None:
    """Return who is to do something now; None when nobody is."""
    if state in _WRITTEN:
        return Hand.MAKER
    return Hand.TEAM if state is ConceptState.HANDED_IN else None


def due_on(dates: Dates) -> date | None:
    """Return the last day on which that is on time."""
    if dates.judge_by is not None:
        return dates.judge_by
    return None if dates.ends_on is None else dates.ends_on - timedelta(days=1)


def received_on(first_handed_in: date) -> date:
    """Return from when the month of art. 14 AVG and the term of the weging count (decision 63).

    The day on which it was handed in for the first time: from then on the municipality has what
    stands in it. Asking something back gives the municipality no more time.
    """
    return first_handed_in
