"""How a due date stands: on time, soon or late; which terms there are, a room says."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from pga.core.calendar import add_working_days, working_days_between

# pga.md 10.4 check 3: "nearly" is three working days or less
SOON_WORKING_DAYS: Final = 3


class Lateness(StrEnum):
    """How a due date stands (pga.md 10.4 check 3)."""

    ON_TIME = "on_time"
    """More than three working days left."""
    SOON = "soon"
    """Three working days left or less, the day itself included."""
    LATE = "late"
    """The day has passed."""


class TermNotSet(LookupError):
    """A term that somebody has to confirm first has no value yet; the kind says which."""

    def __init__(self, kind: StrEnum) -> None:
        super().__init__(kind.value)
        self.kind = kind


def days_left(due: date, today: date) -> int:
    """Count the working days from today to the due date; negative when it has passed."""
    return working_days_between(today, due)


def is_late(due: Any, today: Any) -> Any:
    """Tell whether a day has passed: the one definition, for days and for columns of a question."""
    return due < today


def is_soon(due: Any, today: Any, until: Any) -> Any:
    """Tell whether a day is soon, which is until ``soon_until``; for days and for columns."""
    return (due >= today) & (due <= until)


def soon_until(today: date) -> date:
    """Return the last day that is soon: a weekend behind the third working day is among them."""
    return add_working_days(today, SOON_WORKING_DAYS + 1) - timedelta(days=1)


def lateness(due: date, today: date) -> Lateness:
    """Tell whether this is on time, soon due or late."""
    if is_late(due, today):
        return Lateness.LATE
    return Lateness.SOON if is_soon(due, today, soon_until(today)) else Lateness.ON_TIME
