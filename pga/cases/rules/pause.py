"""What a pause does to the terms that run: they stop, and start anew on the day of resuming."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from pga.cases.rules.terms import TermKind, TermRules, due_date

PAUSED: Final = (
    TermKind.MEETING,
    TermKind.MEASUREMENT,
    TermKind.EVALUATION,
    TermKind.CONTACT,
)
"""The rhythm of a case in execution: it stops while a case waits, and starts anew after."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One term: when it is due now, and when it would be after the pause; None while it waits."""

    kind: TermKind
    due_on: date | None
    would_be_on: date


def moved_by_pause(
    running: Iterable[tuple[TermKind, date]], resume_on: date, rules: TermRules
) -> tuple[Moved, ...]:
    """Tell which terms shift when a case waits until a day and goes on that same day."""
    due = dict(running)
    return tuple(Moved(kind, due.get(kind), due_date(kind, resume_on, rules)) for kind in PAUSED)
