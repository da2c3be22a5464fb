"""What a pause does to the terms that run: they stop, and go on after; what is late stays late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind, TermRules, due_date
from pga.dossiers.rules.lateness import is_late

PAUSED: Final = (
    TermKind.MEETING,
    TermKind.MEASUREMENT,
    TermKind.EVALUATION,
    TermKind.CONTACT,
)
"""The rhythm of a case in execution: it stops while a case waits, and starts anew after."""
WAITS: Final[Mapping[State, tuple[TermKind, ...]]] = {
    State.INFORMATION_ROUND: (TermKind.FIRST_MEETING,),
    State.PLANNING: (TermKind.FIRST_MEETING, TermKind.PLAN),
    State.IN_EXECUTION: PAUSED,
}
"""Which terms a pause stops, by where it began; what was asked of a partner keeps its day."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One term: when it is due now, and when it would be after the pause; None while it waits."""

    kind: TermKind
    due_on: date | None
    would_be_on: date


def stops(kind: TermKind, due_on: date, state: State, today: date) -> bool:
    """Tell whether a pause that begins today stops this term: one that is late is not cleared."""
    return kind in WAITS[state] and not is_late(due_on, today)


def runs_on(day: date, stopped_on: date, resumed_on: date) -> date:
    """Return a day of a term that stood still: as much later as the pause was long."""
    return day + (resumed_on - stopped_on)


def moved_by_pause(
    state: State,
    running: Iterable[tuple[TermKind, date]],
    days: tuple[date, date],
    rules: TermRules,
) -> tuple[Moved, ...]:
    """Tell which terms shift when a case waits from the first of these days until the second."""
    today, resume_on = days
    due = dict(running)
    if state is not State.IN_EXECUTION:
        return tuple(
            Moved(kind, due[kind], runs_on(due[kind], today, resume_on))
            for kind in WAITS.get(state, ())
            if kind in due and stops(kind, due[kind], state, today)
        )
    return tuple(
        Moved(kind, due.get(kind), due_date(kind, resume_on, rules))
        for kind in PAUSED
        if kind not in due or stops(kind, due[kind], state, today)
    )
