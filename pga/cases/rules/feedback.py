"""The referrer hears how it ended, never the content: a duty with a day (pga.md 7.8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from pga.cases.rules.triage import FeedbackMeans


class FeedbackEnd(StrEnum):
    """How the duty ended."""

    GIVEN = "given"
    """Somebody heard it: booked as a verstrekking."""
    ANONYMOUS = "anonymous"
    """The referrer is not known: there is nobody to tell."""
    NOT_POSSIBLE = "not_possible"
    """The referrer cannot be told, and nobody else of that organisation can."""


class FeedbackTo(StrEnum):
    """Who hears it."""

    REFERRER = "referrer"
    """Who handed it in."""
    COLLEAGUE = "colleague"
    """Somebody else of the same organisation: the referrer is not there any more."""


class FeedbackProblem(StrEnum):
    """What can be wrong with a feedback."""

    IN_FUTURE = "in_future"
    """A day that has still to come."""
    BEFORE_OUTCOME = "before_outcome"
    """A day before there was an outcome."""
    NO_MEANS = "no_means"
    """Not said how."""
    NO_RECIPIENT = "no_recipient"
    """Not said which colleague of the referrer heard it."""
    NOT_A_CONTACT = "not_a_contact"
    """Not somebody of that organisation, or not any more."""
    NO_REASON = "no_reason"
    """Not possible, without a reason."""
    SETTLED = "settled"
    """There is nothing to tell any more, or not yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven:
    """A feedback as given on its form."""

    ended_as: FeedbackEnd
    on: date
    to: FeedbackTo = FeedbackTo.REFERRER
    means: FeedbackMeans | None = None
    contact_id: UUID | None = None
    recipient: str = ""
    """Who else of the organisation heard it, in words, when it is nobody of the list."""
    reason: str = ""


def problems_of_feedback(
    given: FeedbackGiven, decided_on: date, today: date
) -> dict[str, FeedbackProblem]:
    """Return what is wrong, by field."""
    found: dict[str, FeedbackProblem] = {}
    if given.on > today:
        found["on"] = FeedbackProblem.IN_FUTURE
    elif given.on < decided_on:
        found["on"] = FeedbackProblem.BEFORE_OUTCOME
    if given.ended_as is FeedbackEnd.NOT_POSSIBLE and not given.reason:
        found["reason"] = FeedbackProblem.NO_REASON
    if given.ended_as is FeedbackEnd.GIVEN:
        if given.means is None:
            found["means"] = FeedbackProblem.NO_MEANS
        named = given.contact_id is not None or bool(given.recipient)
        if given.to is FeedbackTo.COLLEAGUE and not named:
            found["recipient"] = FeedbackProblem.NO_RECIPIENT
    return found
