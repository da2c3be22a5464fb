"""What can stand on the list *Voor u*, how often one may ask, and how far away a flag may be."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MOST_ASKED: Final = 10
"""How often somebody may ask for access on one day; [V] to be confirmed."""
FLAG_DAYS: Final = 366
"""How far away the day of a flag may be: what is later belongs in the plan; [V]."""

KEPT_FOR: Final = timedelta(days=90)
"""How long a line that left the list stays in the store, to look into a complaint; [V].

A line tells which colleague had to do with which dossier, so it goes; the trail keeps the acts.
"""


class NoticeKind(StrEnum):
    """Why a dossier stands on somebody's list *Voor u*; a notice says no more than that.

    The kinds of all rooms: it is one list.
    """

    LINKED = "linked"
    """Somebody linked you to it."""
    PROCESREGISSEUR = "procesregisseur"
    """You direct the process from now on."""
    CASUSREGISSEUR = "casusregisseur"
    """You direct the content from now on."""
    ACTION_GIVEN = "action_given"
    """You were given an action."""
    MEETING = "meeting"
    """You are invited to a casusoverleg, or it got another day; of rows from before these two."""
    MEETING_INVITED = "meeting_invited"
    """You are invited to a casusoverleg."""
    MEETING_MOVED = "meeting_moved"
    """A casusoverleg to which you are invited got another day, time or place."""
    OUT_OF_SIGHT = "seems_out_of_sight"
    """Nobody was reached so often that the person may be out of sight."""
    FLAG_DUE = "flag_due"
    """The day of a flag has come."""
    ACCESS_REQUESTED = "access_requested"
    """A colleague asks for access."""
    ACCESS_GRANTED = "access_granted"
    """You got the access that you asked for."""
    ACCESS_REFUSED = "access_refused"
    """You did not get the access that you asked for."""
    DIRECTOR_NEEDED = "director_needed"
    """It lost who directs it."""
    PROPOSED = "proposed"
    """A colleague proposes what should become of it, and waits for an answer."""
    PROPOSAL_ANSWERED = "proposal_answered"
    """What you proposed was taken or refused."""
    EMERGENCY_OPENED = "emergency_opened"
    """A colleague opened it by noodtoegang."""


MEETINGS: Final = (NoticeKind.MEETING, NoticeKind.MEETING_INVITED, NoticeKind.MEETING_MOVED)
"""What is told of a casusoverleg, and goes with it."""


class FlagProblem(StrEnum):
    """What can be wrong with a flag."""

    IN_PAST = "in_past"
    """Its day is before today."""
    TOO_FAR = "too_far"
    """Its day is more than a year away."""
    OVER = "over"
    """It does not run any more."""


def flag_problem(due_on: date, today: date) -> FlagProblem | None:
    """Return what is wrong with the day of a flag."""
    if due_on < today:
        return FlagProblem.IN_PAST
    return FlagProblem.TOO_FAR if due_on > today + timedelta(days=FLAG_DAYS) else None
