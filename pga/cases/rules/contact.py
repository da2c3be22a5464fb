"""Contact with who a case is about: each try and each talk, and what follows from them.

Spoken is spoken with the person, or below 16 also with who has gezag. A talk with somebody else is
noted and ends no term (decisions.md 49).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.actions import FARTHEST
from pga.cases.rules.informing import MUST, Audience
from pga.cases.rules.referral import AgeClass
from pga.dossiers.rules.notices import FLAG_DAYS

NEXT_DAYS: Final = 7
"""In days: when what follows is due, as long as nobody says another day; [V]."""


class ContactKind(StrEnum):
    """How somebody was sought."""

    HOME_VISIT = "home_visit"
    """At home."""
    PHONE = "phone"
    """By telephone."""
    STREET = "street"
    """On the street."""
    MESSAGE = "message"
    """By app or message: what was agreed, never a copied chat."""
    LOCATION = "location"
    """A talk elsewhere, on location."""


class Whom(StrEnum):
    """With whom one spoke, or whom one sought."""

    PERSON = "person"
    """A person whom the case is about."""
    GUARDIAN = "guardian"
    """Who has gezag over a minor of the case."""
    OTHER = "other"
    """Anybody else, such as a neighbour."""


class FollowUp(StrEnum):
    """What a line about what follows becomes."""

    ACTION = "action"
    """An action of whoever notes it."""
    FLAG = "flag"
    """A flag: look at this before that day."""


class MomentEnd(StrEnum):
    """Why a contact moment does not count any more."""

    WITHDRAWN = "withdrawn"
    """It was not so, or not of this person."""
    MOVED = "moved"
    """It stands with another case: what it said is gone here."""


class SightAnswer(StrEnum):
    """What came of the suggestion that somebody is out of sight."""

    LOST = "lost"
    """Out of sight: the casusregisseur says so, and why."""
    TRYING = "trying"
    """Not so: we go on, and how."""
    SPOKEN = "spoken"
    """Somebody was spoken to meanwhile, or a try did not count: nothing is left to answer."""


BY_HAND: Final = (SightAnswer.LOST, SightAnswer.TRYING)
"""What somebody can answer."""


class ContactProblem(StrEnum):
    """What can be wrong with a contact moment."""

    IN_FUTURE = "in_future"
    """It has still to come."""
    BEFORE_RECEIPT = "before_receipt"
    """It was before the aanmelding came in: then it is not of this case."""
    NO_TEXT = "no_text"
    """Somebody was reached, and it was not said what came of that."""
    NOT_OF_CASE = "not_of_case"
    """Nobody of this case is meant."""
    NOT_A_COLLEAGUE = "not_a_colleague"
    """The colleague cannot work on this case."""
    NEXT_IN_PAST = "next_in_past"
    """What follows would be due before today."""
    NEXT_TOO_FAR = "next_too_far"
    """What follows would be due too far away."""
    NO_ACTION = "no_action"
    """This actor gives no actions on this case yet."""
    ENDED = "ended"
    """It was withdrawn or moved already."""
    SAME_CASE = "same_case"
    """It stands with this case already."""
    NO_REASON = "no_reason"
    """Nobody said why."""
    ANSWERED = "answered"
    """The suggestion was answered already, or there is none."""
    CASE_OVER = "case_over"
    """The case does not run any more."""


@dataclass(frozen=True, slots=True)
class NextGiven:
    """What follows, as it was typed."""

    text: str
    due_on: date
    as_: FollowUp = FollowUp.ACTION


@dataclass(frozen=True, kw_only=True, slots=True)
class MomentGiven:
    """A contact moment as it was given."""

    kind: ContactKind
    reached: bool
    text: str
    on: date
    at: time
    whom: Whom = Whom.PERSON
    whom_id: UUID | None = None
    """Which person or guardian; without one the first of the case."""
    whom_name: str = ""
    """Who else it was, in words."""
    with_id: UUID | None = None
    """Which colleague was there too."""
    regie: bool = False
    next: NextGiven | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A contact moment that counts, as the rules ask it."""

    on: date
    at: time
    noted_at: datetime
    reached: bool
    spoken: bool

    @property
    def order(self) -> tuple[date, time, datetime]:
        """Return where it stands among the others."""
        return self.on, self.at, self.noted_at


def is_spoken(whom: Whom, ages: Iterable[AgeClass], *, reached: bool) -> bool:
    """Tell whether this counts as a talk; ``ages`` are those of the persons that it is about.

    Of a guardian those over whom that one has gezag.
    """
    if not reached or whom is Whom.OTHER:
        return False
    return whom is Whom.PERSON or any(Audience.GUARDIAN in MUST[age] for age in ages)


def last_spoken(moments: Iterable[Tried]) -> Tried | None:
    """Return the last talk that counts."""
    return max((one for one in moments if one.spoken), key=lambda one: one.order, default=None)


def last_tried(moments: Iterable[Tried]) -> Tried | None:
    """Return the last time that nobody was reached."""
    return max((one for one in moments if not one.reached), key=lambda one: one.order, default=None)


def tries_in_a_row(moments: Iterable[Tried], answered_at: datetime | None = None) -> int:
    """Count how often nobody was reached since the last talk, and since the last answer.

    A talk with somebody else is no try, and does not end the row.
    """
    found = tuple(moments)
    talk = last_spoken(found)
    return sum(
        not one.reached
        and (talk is None or one.order > talk.order)
        and (answered_at is None or one.noted_at > answered_at)
        for one in found
    )


def faults_of_moment(
    given: MomentGiven, now: tuple[date, time], received_on: date
) -> dict[str, ContactProblem]:
    """Return what is wrong with a contact moment, by its field."""
    found: dict[str, ContactProblem] = {}
    if (given.on, given.at) > now:
        found["on" if given.on > now[0] else "at"] = ContactProblem.IN_FUTURE
    elif given.on < received_on:
        found["on"] = ContactProblem.BEFORE_RECEIPT
    if given.reached and not given.text:
        found["text"] = ContactProblem.NO_TEXT
    if given.next is not None:
        found |= _faults_of_next(given.next, now[0])
    return found


def _faults_of_next(given: NextGiven, today: date) -> dict[str, ContactProblem]:
    if given.due_on < today:
        return {"next_on": ContactProblem.NEXT_IN_PAST}
    most = FLAG_DAYS if given.as_ is FollowUp.FLAG else FARTHEST
    too_far = given.due_on > today + timedelta(days=most)
    return {"next_on": ContactProblem.NEXT_TOO_FAR} if too_far else {}
