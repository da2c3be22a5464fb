"""How a case ends by an event: which reasons fit where, what is asked, and what is kept of it.

Decisions 35 and 62; second-look 6-8. A case that reached its goals goes another way, by the nazorg.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.moves import MoveCode, find_move
from pga.cases.rules.states import ClosingReason, State
from pga.cases.rules.terms import TermKind
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
DECIDED_BY: Final[Mapping[tuple[State, ClosingReason], MoveCode]] = {
    (State.INFORMATION_ROUND, R.NO_LONGER_NECESSARY): MoveCode.DROP_AFTER_INFORMATION,
}
"""What is no event but a decision, and is told as one."""
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


class Hearer(StrEnum):
    """Who must hear that a case ended."""

    PARTNER = "partner"
    """An organisation that took part, or was asked something."""
    REFERRER = "referrer"
    """Who registered the person."""
    PERSON = "person"
    """Whom the case is about."""
    FAMILY = "family"
    """The contact of the family, when the person died."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One who must hear that a case ended."""

    hearer: Hearer
    organisation_id: UUID | None = None


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
    NO_PARTNER_MEANS = "no_partner_means"
    """Partners were told, and it is not said how."""
    NOT_OWED = "not_owed"
    """Nobody was chosen, or somebody who does not wait to hear it."""
    NO_WHY = "no_why"
    """Somebody need not hear it, and it is not said why."""
    BEFORE_END = "before_end"
    """The day lies before that of the end."""
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
    partners: frozenset[UUID] = frozenset()
    """Which partners heard it already: that it ended and from which day, and nothing else."""
    partner_means: FeedbackMeans | None = None
    partners_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TellingGiven:
    """Who heard it afterwards, or need not hear it, as it is given."""

    whom: frozenset[UUID]
    waived: bool
    """Whether they need not hear it."""
    means: FeedbackMeans | None = None
    on: date | None = None
    why: str = ""


def reasons_in(state: State) -> tuple[ClosingReason, ...]:
    """Return what can end a case that stands here, in the order in which it is asked."""
    if state not in ENDED_BY:
        return ()
    return EVENTS


def move_of(state: State, reason: ClosingReason | None) -> MoveCode | None:
    """Return by which move this ends a case that stands here; None where nothing does."""
    code = ENDED_BY.get(state)
    return DECIDED_BY.get((state, reason), code) if reason else code


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
    return _problems_of_referrer(given, today) or _problems_of_partners(given, today)


def _problems_of_referrer(given: EndGiven, today: date) -> dict[str, EndProblem]:
    if Heard.REFERRER not in given.heard:
        return {}
    if given.means is None:
        return {"means": EndProblem.NO_MEANS}
    late = given.heard_on is None or given.heard_on > today
    return {"heard_on": EndProblem.IN_FUTURE} if late else {}


def _problems_of_partners(given: EndGiven, today: date) -> dict[str, EndProblem]:
    if not given.partners:
        return {}
    if given.reason is ClosingReason.DECEASED:
        return {"partners": EndProblem.AFTER_DEATH}
    if given.partner_means is None:
        return {"partner_means": EndProblem.NO_PARTNER_MEANS}
    late = given.partners_on is None or given.partners_on > today
    return {"partners_on": EndProblem.IN_FUTURE} if late else {}


def problems_of_telling(
    given: TellingGiven, waiting: frozenset[UUID], ended_on: date, today: date
) -> dict[str, EndProblem]:
    """Return what is wrong with what is said of who heard it afterwards."""
    if not given.whom or given.whom - waiting:
        return {"whom": EndProblem.NOT_OWED}
    if given.waived:
        return {} if given.why else {"why": EndProblem.NO_WHY}
    if given.means is None:
        return {"means": EndProblem.NO_PARTNER_MEANS}
    if given.on is None or given.on > today:
        return {"on": EndProblem.IN_FUTURE}
    return {"on": EndProblem.BEFORE_END} if given.on < ended_on else {}


def owed_after(
    given: EndGiven, target: State, partners: Iterable[UUID], *, knew: bool
) -> tuple[Owed, ...]:
    """Return who must still hear that a case ended.

    After a death that is the contact of the family, and nobody else (second-look 7). Else each
    partner that did not hear it, the referrer of what was not admitted, and who knew of the case.
    """
    if given.reason is ClosingReason.DECEASED:
        return () if Heard.FAMILY in given.heard else (Owed(Hearer.FAMILY),)
    owed = [Owed(Hearer.PARTNER, one) for one in partners if one not in given.partners]
    withdrew = given.reason is ClosingReason.WITHDRAWN
    if target is State.REJECTED and not withdrew and Heard.REFERRER not in given.heard:
        owed.append(Owed(Hearer.REFERRER))
    if knew and not given.heard & {Heard.PERSON, Heard.FAMILY}:
        owed.append(Owed(Hearer.PERSON))
    return tuple(owed)


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


KEPT_AS: Final[Mapping[RetentionClass, TermKind]] = {
    RetentionClass.ADMITTED: TermKind.RETENTION_CLOSED,
    RetentionClass.NOT_ADMITTED: TermKind.RETENTION_REJECTED,
    RetentionClass.WITHDRAWN: TermKind.RETENTION_WITHDRAWN,
    RetentionClass.WRONGLY_REGISTERED: TermKind.RETENTION_WRONGLY_REGISTERED,
    RetentionClass.DECEASED: TermKind.RETENTION_DECEASED,
}
"""How long an ended case is kept, by its class; these terms are not late, they end."""
OF_BEFORE: Final[Mapping[State, RetentionClass]] = {
    State.CLOSED: RetentionClass.ADMITTED,
    State.REJECTED: RetentionClass.NOT_ADMITTED,
}
"""The class of a case that ended before its class was kept."""


def kept_as(state: State, retention: RetentionClass | None) -> TermKind | None:
    """Return which term says until when a case is kept; None while it runs, or when it is gone."""
    of_state = OF_BEFORE.get(state)
    return KEPT_AS[retention or of_state] if of_state else None
