"""Where a document stands, and what may happen to it; no word of what it says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class DocumentState(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    """Being written."""
    PROPOSED = "proposed"
    """Waits for a second person, or was approved by one: vier ogen knows which."""
    SENT = "sent"
    """It went; what went is kept whole and never changes."""
    FAILED = "failed"
    """It was approved and sending it failed: somebody tries again."""
    WITHDRAWN = "withdrawn"
    """It will not go."""


class DocumentAct(StrEnum):
    """What happens to a document."""

    WRITE = "write"
    """Its words change; what was proposed is asked anew."""
    PROPOSE = "propose"
    """A second person is asked."""
    SEND = "send"
    """It goes."""
    FAIL = "fail"
    """It could not go."""
    WITHDRAW = "withdraw"
    """It will not go."""


class DocumentProblem(StrEnum):
    """Why something cannot happen to a document."""

    OVER = "document_over"
    """It was sent or withdrawn: nothing of it changes any more."""
    NOT_PROPOSED = "document_not_proposed"
    """Nobody was asked to approve it."""
    EMPTY_PLACE = "document_empty_place"
    """Something is not filled in yet."""
    NOT_TRUE_NOW = "document_not_true_now"
    """What it says is not so, as the dossier stands now."""
    OTHER_READER = "document_other_reader"
    """Who gets it is of another age by now, or may not get it any more."""
    NOBODY = "document_nobody"
    """Nobody of this dossier, or too young to get it alone."""
    IN_FUTURE = "document_in_future"
    """The day has still to come."""
    BEFORE_APPROVAL = "document_before_approval"
    """The day is before that on which it was asked for."""
    NO_REASON = "document_no_reason"
    """Nobody said why it failed."""


OPEN: Final = frozenset({DocumentState.DRAFT, DocumentState.PROPOSED, DocumentState.FAILED})
"""What can still go."""
STARTS: Final[Mapping[DocumentAct, frozenset[DocumentState]]] = {
    DocumentAct.WRITE: frozenset(
        {DocumentState.DRAFT, DocumentState.PROPOSED, DocumentState.FAILED}
    ),
    DocumentAct.PROPOSE: frozenset(
        {DocumentState.DRAFT, DocumentState.PROPOSED, DocumentState.FAILED}
    ),
    DocumentAct.SEND: frozenset({DocumentState.PROPOSED, DocumentState.FAILED}),
    DocumentAct.FAIL: frozenset({DocumentState.PROPOSED, DocumentState.FAILED}),
    DocumentAct.WITHDRAW: frozenset(
        {DocumentState.DRAFT, DocumentState.PROPOSED, DocumentState.FAILED}
    ),
}
"""From where each act starts; vier ogen says besides whether a yes counts."""


@dataclass(frozen=True, slots=True)
class Sending:
    """That a document went, or could not."""

    went: bool
    on: date
    reason: str = ""
    """Why it could not go."""


def problem_of(act: DocumentAct, state: DocumentState) -> DocumentProblem | None:
    """Return why an act cannot start where a document stands."""
    if state in STARTS[act]:
        return None
    if state in {DocumentState.SENT, DocumentState.WITHDRAWN}:
        return DocumentProblem.OVER
    return DocumentProblem.NOT_PROPOSED


def problems_of_sending(
    sending: Sending, asked_on: date, today: date
) -> dict[str, DocumentProblem]:
    """Return what is wrong with what was said of sending, by field."""
    found: dict[str, DocumentProblem] = {}
    if sending.on > today:
        found["on"] = DocumentProblem.IN_FUTURE
    elif sending.on < asked_on:
        found["on"] = DocumentProblem.BEFORE_APPROVAL
    if not sending.went and not sending.reason.strip():
        found["reason"] = DocumentProblem.NO_REASON
    return found


def problem_of_paper(empty: Collection[object], *, true_now: bool) -> DocumentProblem | None:
    """Return why a document cannot become final, whatever its state."""
    if not true_now:
        return DocumentProblem.NOT_TRUE_NOW
    return DocumentProblem.EMPTY_PLACE if empty else None
