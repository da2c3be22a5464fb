"""The informatieronde: what is asked, what a partner can answer, and when the round is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pga.cases.rules.states import ACTIVE, State

ASKING: Final = ACTIVE - {State.REFERRED, State.IN_TRIAGE}
"""The states in which a partner can be asked: after the weging, until the end."""
NOT_NEEDED: Final = "Diagnoses, medicijnen en gegevens over anderen."
"""What a partner need not send (pga.md 7.7); the form begins with it."""


class AskPurpose(StrEnum):
    """What the question is for."""

    KNOWN = "known"
    """To know whether the person is known; the first question (pga.md 2.5)."""
    PICTURE = "picture"
    """To see together how things stand now."""
    SAFETY = "safety"
    """To know whether somebody is in danger."""
    MEASURES = "measures"
    """To know which help, orders or conditions run."""


class RequestAnswer(StrEnum):
    """What a partner can answer; each of them is an answer (pga.md 2.5)."""

    KNOWN = "known"
    """Bekend."""
    UNKNOWN = "unknown"
    """Niet bekend."""
    MAY_NOT_SHARE = "may_not_share"
    """Mag niet delen: a respected answer; nobody reminds."""
    SPOKEN = "spoken"
    """Deelt mondeling in het overleg."""


class RequestProblem(StrEnum):
    """What can be wrong with a question or what is done with it."""

    NOBODY = "nobody"
    """No partner was chosen."""
    NOT_A_PARTNER = "not_a_partner"
    """The organisation is not there today."""
    NOT_A_CONTACT = "not_a_contact"
    """The contact person is not of this organisation, or not any more."""
    NO_RECIPIENT = "no_recipient"
    """Nobody is named to whom it goes."""
    IN_PAST = "in_past"
    """The day to answer has gone by."""
    NOT_NOW = "not_now"
    """In this state nobody is asked."""
    NOT_THERE = "not_there"
    """The question is not there."""
    ANSWERED = "answered"
    """There is an answer already."""
    NOT_LATE = "not_late"
    """It is not overdue yet, so there is nothing to explain."""
    IN_FUTURE = "in_future"
    """A day that has still to come."""
    POLICE_CONTENT = "police_content"
    """An answer with content of the police, without a decision (Wpg 20)."""
    POLICE_KNOWN = "police_known"
    """Known or not, of the police without a decision: the municipality does not take that."""


CONTENT: Final = frozenset({RequestAnswer.SPOKEN})
"""The answers by which content comes, now or at the table."""


def fault_of_answer(
    answer: RequestAnswer, note: str, *, may_supply: bool, takes_known: bool
) -> dict[str, RequestProblem]:
    """Return what is wrong with an answer, of a partner that perhaps may not supply.

    Without a decision only *mag niet delen* is left, and whether somebody is known when the
    municipality takes that; never a word beside it (decision 48).
    """
    if may_supply:
        return {}
    if answer in CONTENT:
        return {"answer": RequestProblem.POLICE_CONTENT}
    if answer is not RequestAnswer.MAY_NOT_SHARE and not takes_known:
        return {"answer": RequestProblem.POLICE_KNOWN}
    return {"note": RequestProblem.POLICE_CONTENT} if note else {}


@dataclass(frozen=True, slots=True)
class QuestionWaiting:
    """A question that may still wait for its answer."""

    asked_on: date
    due_on: date
    remind_on: date
    answered: bool = False
    noted: bool = False
    """Overdue, and it is said why the round goes on without it."""
    reminded: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether the round may go on without waiting for this one (pga.md 10.2)."""
        return self.answered or self.noted


def unsettled(asked: Iterable[QuestionWaiting]) -> int:
    """Count the questions for which the round waits."""
    return sum(not one.settled for one in asked)


def running(
    asked: Iterable[QuestionWaiting],
) -> tuple[QuestionWaiting | None, QuestionWaiting | None]:
    """Return which question is due first, and which is to be reminded first."""
    waits = [one for one in asked if not one.settled]
    due = min(waits, key=lambda one: one.due_on, default=None)
    unreminded = [one for one in waits if not one.reminded]
    return due, min(unreminded, key=lambda one: one.remind_on, default=None)
