"""Who may work with dossiers: screened, trained and bound to secrecy (LAW-33, LAW-57).

What is not written down does not count: who has no date, is not cleared. Logging in and the own
account do not depend on it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Lapse(StrEnum):
    """What can be out of date."""

    SCREENING = "screening"
    """The VOG or screening."""
    TRAINING = "training"
    """The training in working with dossiers."""
    SECRECY = "secrecy"
    """The signed secrecy."""


class ClearanceProblem(StrEnum):
    """Why the dates cannot be so."""

    IN_FUTURE = "clearance_in_future"
    """The secrecy would be signed on a day to come."""
    BEFORE_START = "clearance_before_start"
    """The secrecy would end before it was signed."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The dates of one colleague; each ``until`` is the last day that counts."""

    screened_until: date | None = None
    trained_until: date | None = None
    secrecy_on: date | None = None
    secrecy_until: date | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What does not count today, and the last day on which it did."""

    what: Lapse
    last_on: date | None


def lapses(clearance: Clearance, today: date) -> tuple[Lapsed, ...]:
    """Return what does not count today, in fixed order."""
    signed = clearance.secrecy_on is not None and clearance.secrecy_on <= today
    untils = {
        Lapse.SCREENING: clearance.screened_until,
        Lapse.TRAINING: clearance.trained_until,
        Lapse.SECRECY: clearance.secrecy_until if signed else None,
    }
    return tuple(
        Lapsed(what, last_on)
        for what, last_on in untils.items()
        if last_on is None or last_on < today
    )


def is_cleared(clearance: Clearance, today: date) -> bool:
    """Tell whether everything counts today."""
    return not lapses(clearance, today)


def problems(clearance: Clearance, today: date) -> dict[str, ClearanceProblem]:
    """Return what cannot be so, by field; a day that has passed can."""
    signed, until = clearance.secrecy_on, clearance.secrecy_until
    if signed is not None and signed > today:
        return {"secrecy_on": ClearanceProblem.IN_FUTURE}
    if signed is not None and until is not None and until < signed:
        return {"secrecy_until": ClearanceProblem.BEFORE_START}
    return {}
