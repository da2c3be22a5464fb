"""What a proposed value would touch, as numbers of cases and days; nothing of what is in a case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Turn(StrEnum):
    """What another due date does to a running term."""

    STAYS = "stays"
    """It is as late or as early as it was."""
    BECOMES_LATE = "becomes_late"
    """It was in time and would be late."""
    NO_LONGER_LATE = "no_longer_late"
    """It was late and would be in time."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """One running term that would have another due date."""

    number: str
    was_on: date
    would_be_on: date
    turn: Turn


@dataclass(frozen=True, slots=True)
class Touched:
    """What a proposed value would do to what runs today; nothing is changed by looking."""

    shifted: tuple[Shifted, ...] = ()
    own_date: int = 0
    """Running terms with a date that somebody chose, or that an older value gave: they stay."""
    undated: int = 0
    """Ended cases that have no date of destruction, because the term was not set."""
    active: int | None = None
    """How many cases take a place now, when the value is the number of places."""

    @property
    def late(self) -> tuple[Shifted, ...]:
        """Return what would become late."""
        return tuple(one for one in self.shifted if one.turn is Turn.BECOMES_LATE)

    @property
    def relieved(self) -> tuple[Shifted, ...]:
        """Return what would no longer be late."""
        return tuple(one for one in self.shifted if one.turn is Turn.NO_LONGER_LATE)
