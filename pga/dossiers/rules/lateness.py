"""How a due date stands: on time, soon or late; which terms there are, a room says."""

from datetime import date
from enum import StrEnum
from typing import Final

from pga.core.calendar import working_days_between

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


def lateness(due: date, today: date) -> Lateness:
    """Tell whether this is on time, soon due or late."""
    if today > due:
        return Lateness.LATE
    return Lateness.SOON if days_left(due, today) <= SOON_WORKING_DAYS else Lateness.ON_TIME
