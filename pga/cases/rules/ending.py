"""How a case ends by an event: which reasons fit where, what is asked, and what is kept of it.

Decisions 35 and 62; second-look 6-8. A case that reached its goals goes another way, by the nazorg.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.moves import MoveCode, find_move
from pga.cases.rules.states import ClosingReason, State
from pga.cases.rules.triage import FeedbackMeans

R = ClosingReason

ENDED_BY: Final[Mapping[State, MoveCode]] = {
    State.REFERRED: MoveCode.END_REFERRED,
    State.IN_TRIAGE: MoveCode.END_IN_TRIAGE,
    State.INFORMATION_ROUND: MoveCode.END_IN_ROUND,
    State.PLANNING: MoveCode.CLOSE_FROM_PLANNING,
    State.IN_EXECUTION: MoveCode.CLOSE_FROM_EXECUTION,
    State.ON_HOLD: MoveCode.CLOSE_FROM_HOLD,
    State.AFTERCARE: MoveCode.CLOSE_FROM_AFTERCARE,
}
"""By which move an event ends a case, for each state in which one can."""

EVENTS: Final = (
    R.WITHDRAWN,
    R.NO_LONGER_NECESSARY,
    R.WRONGLY_REGISTERED,
    R.MOVED_HANDED_OVER,
    R.MOVED_NOT_HANDED_OVER,
    R.DECEASED,
)
"""What ends a case wherever it stands, in the order in which it is asked."""
NOT_HERE: Final[Mapping[State, frozenset[ClosingReason]]] = {
    State.INFORMATION_ROUND: frozenset({R.NO_LONGER_NECESSARY}),
}
"""What ends it there by a move of its own."""
SETTLED_AS: Final = (ActionOutcome.DONE, ActionOutcome.DROPPED, ActionOutcome.HANDED_OVER)
"""What becomes of an action that is open when its case ends."""


class Heard(StrEnum):
    """Who was told that a case ended."""

    PERSON = "person"
    """Whom the case is about."""
    FAMILY = "family"
    """A parent, or another contact of the family."""
    REFERRER = "referrer"
    """Who registered the person."""
    NOBODY = "nobody"
    """Nobody yet; the explanation says why."""


AFTER_DEATH: Final = frozenset({Heard.FAMILY, Heard.NOBODY})
"""Who can be told when the person died: the contact of the family, and nobody else."""


class RetentionClass(StrEnum):
    """Under which head of the selectielijst a case is kept (second-look 8); figures [open]."""

    ADMITTED = "admitted"
    """Admitted, and closed."""
    NOT_ADMITTED = "not_admitted"
    """Not admitted."""
    WITHDRAWN = "withdrawn"
    """Withdrawn by who registered it."""
    WRONGLY_REGISTERED = "wrongly_registered"
    """Registered by mistake."""
    DECEASED = "deceased"
    """The person died."""


class StartEvent(StrEnum):
    """From what the retention counts."""

    END = "end"
    """The day on which the case ended."""
    DEATH = "death"
    """The day on which the person died."""


class EndProblem(StrEnum):
    """What can be wrong with an end as it is given."""

    NOT_A_REASON = "not_a_reason"
    """The reason does not fit where the case stands."""
    NO_REASON = "no_end_reason"
    """Nobody said what ends it."""
    NO_WORDS = "no_words"
    """It is not explained."""
    IN_FUTURE = "in_future"
    """The day has still to come."""
    BEFORE_RECEIPT = "before_receipt"
    """The day lies before that on which the case came in."""
    NO_OUTCOME = "no_outcome"
    """An open action has no answer."""
    NO_RESULT = "no_result"
    """An action that was not done has no word about it."""
    NOBODY_SAID = "nobody_said"
    """It is not said who was told."""
    NOBODY_AND_OTHERS = "nobody_and_others"
    """Nobody was told, and somebody was."""
    AFTER_DEATH = "after_death"
    """The person died, and somebody else than the family was told."""
    NO_MEANS = "no_means"
    """The referrer was told, and it is not said how."""
    OBJECTION_OPEN = "objection_open"
    """The case waits for the decision on an objection."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one action."""

    outcome: ActionOutcome | None
    result: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EndGiven:
    """An end as it is given."""

    reason: ClosingReason | None
    happened_on: date
    words: str
    actions: Mapping[UUID, Settled]
    """Each action that was open when the form was opened."""
    heard: frozenset[Heard]
    means: FeedbackMeans | None = None
    """How the referrer heard it."""
    heard_on: date | None = None


def reasons_in(state: State) -> tuple[ClosingReason, ...]:
    """Return what can end a case that stands here, in the order in which it is asked."""
    if state not in ENDED_BY:
        return ()
    return tuple(one for one in EVENTS if one not in NOT_HERE.get(state, ()))


def problems_of_end(
    given: EndGiven, state: State, received_on: date, today: date
) -> dict[str, EndProblem]:
    """Return all that is wrong with an end, by the field where it is mended."""
    found: dict[str, EndProblem] = {}
    died = given.reason is ClosingReason.DECEASED
    if given.reason is None:
        found["reason"] = EndProblem.NO_REASON
    elif given.reason not in reasons_in(state):
        found["reason"] = EndProblem.NOT_A_REASON
    if given.happened_on > today:
        found["happened_on"] = EndProblem.IN_FUTURE
    elif given.happened_on < received_on and not died:
        found["happened_on"] = EndProblem.BEFORE_RECEIPT
    if not given.words:
        found["words"] = EndProblem.NO_WORDS
    for action_id, settled in given.actions.items():
        if settled.outcome not in SETTLED_AS:
            found[outcome_field(action_id)] = EndProblem.NO_OUTCOME
        elif not (settled.result or died or settled.outcome is ActionOutcome.DONE):
            found[result_field(action_id)] = EndProblem.NO_RESULT
    return found | _problems_of_telling(given, today)


def _problems_of_telling(given: EndGiven, today: date) -> dict[str, EndProblem]:
    if not given.heard:
        return {"heard": EndProblem.NOBODY_SAID}
    if Heard.NOBODY in given.heard and len(given.heard) > 1:
        return {"heard": EndProblem.NOBODY_AND_OTHERS}
    if given.reason is ClosingReason.DECEASED and given.heard - AFTER_DEATH:
        return {"heard": EndProblem.AFTER_DEATH}
    if Heard.REFERRER in given.heard:
        if given.means is None:
            return {"means": EndProblem.NO_MEANS}
        if given.heard_on is None or given.heard_on > today:
            return {"heard_on": EndProblem.IN_FUTURE}
    return {}


def outcome_field(action_id: UUID) -> str:
    """Return the name of the field that says what became of an action."""
    return f"outcome-{action_id}"


def result_field(action_id: UUID) -> str:
    """Return the name of the field with the words about it."""
    return f"result-{action_id}"


def class_of(code: MoveCode, reason: ClosingReason | None) -> RetentionClass:
    """Return under which head a case is kept that ended so."""
    own = {
        ClosingReason.DECEASED: RetentionClass.DECEASED,
        ClosingReason.WRONGLY_REGISTERED: RetentionClass.WRONGLY_REGISTERED,
        ClosingReason.WITHDRAWN: RetentionClass.WITHDRAWN,
    }
    if reason in own:
        return own[reason]
    admitted = find_move(code).target is State.CLOSED
    return RetentionClass.ADMITTED if admitted else RetentionClass.NOT_ADMITTED


def starts_with(reason: ClosingReason | None) -> StartEvent:
    """Return from what the retention counts."""
    return StartEvent.DEATH if reason is ClosingReason.DECEASED else StartEvent.END
