"""Noodtoegang: for how long, why, and until when it is looked at afterwards."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.core.calendar import add_working_days

LASTS: Final = timedelta(minutes=60)
"""How long one case stays open (privacy-and-security.md 4.4)."""
LEAST_WORDS: Final = 20
"""The shortest reason, in characters (privacy-and-security.md 4.4)."""


class EmergencyReason(StrEnum):
    """Why somebody cannot wait for a link."""

    DANGER_PERSON = "danger_person"
    """The person is in danger now."""
    DANGER_OTHER = "danger_other"
    """Somebody else is in danger now."""
    EMERGENCY_SERVICE = "emergency_service"
    """Police, ambulance or a crisis service asks."""
    NOBODY_THERE = "nobody_there"
    """Who works on the case cannot be reached, and it cannot wait."""


class EmergencyProblem(StrEnum):
    """Why a noodtoegang, or the judgement of it, did not go on."""

    NOT_NOW = "not_now"
    """This number cannot be opened so; it does not say why."""
    OVERDUE = "overdue"
    """An earlier one was not reviewed in time: the door stays shut."""
    REVIEWED = "reviewed"
    """Somebody judged it already."""
    OWN = "own"
    """Nobody judges what they opened themselves."""


def review_by(opened_on: date, working_days: int) -> date:
    """Return the last day on which the FG can say in time whether it was justified."""
    return add_working_days(opened_on, working_days)


def door_shut(waiting: Iterable[date], today: date) -> bool:
    """Tell whether one of somebody's unreviewed ones is past its day."""
    return any(day < today for day in waiting)
