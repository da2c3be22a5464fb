"""What an action can be, what came of it, and what can be wrong with one as it is given.

An action belongs to the case; the goal is optional until the plan is adopted (decision 21).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.owners import Own, Owner
from pga.cases.rules.referral import ThirdPartyRelation
from pga.dossiers.rules.lateness import is_late

FARTHEST: Final = 731
"""In days: what is due later than two years from now belongs in a later plan; [V]."""


class ActionKind(StrEnum):
    """The kind of an action (pga.md 2.7)."""

    CARE = "care"
    """Zorg."""
    JUSTICE = "justice"
    """Straf."""
    ADMINISTRATIVE = "administrative"
    """Bestuurlijk: the app only records that and when, it never makes the decision."""
    CIVIL = "civil"
    """Civiel, such as a condition in a rent contract."""
    SOCIAL = "social"
    """Sociaal: debts, day activities, school, a job."""
    SUPERVISION = "supervision"
    """Toezicht."""


class ActionOutcome(StrEnum):
    """What came of an action; an open one has none."""

    DONE = "done"
    """Gedaan."""
    PARTLY = "partly"
    """Deels gedaan."""
    FAILED = "failed"
    """Niet gelukt."""
    DROPPED = "dropped"
    """Vervallen: readable, with the reason."""
    HANDED_OVER = "handed_over"
    """Overgedragen: somebody outside goes on with it, because the case ends."""


BY_HAND: Final = tuple(one for one in ActionOutcome if one is not ActionOutcome.HANDED_OVER)
"""What can come of an action of a case that goes on; what another takes over there stays open."""


class ActionProblem(StrEnum):
    """What can be wrong with an action."""

    IN_PAST = "in_past"
    """The deadline is before today."""
    TOO_FAR = "too_far"
    """The deadline is more than two years away."""
    NOT_AN_OWNER = "not_an_owner"
    """Not somebody who can work on this case, or not an organisation of this municipality."""
    NOT_A_CONTACT = "not_a_contact"
    """The contact person is not of this organisation, or not any more."""
    REGIE_OF_OWN = "regie_of_own"
    """Somebody of the case would have it, who does not read what is for the regie."""
    ALL_OF_OWN = "all_of_own"
    """Somebody of the case would have it, and all of its text is left out for that person."""
    NO_GOAL = "no_goal"
    """The goal is not one of this case that still counts."""
    NOT_LOOSE = "not_loose"
    """It has an outcome or a goal by now, so it cannot be put below this goal."""
    HIDDEN_BELOW = "hidden_below"
    """The goal is for the regie only, so who has the action would not read it any more."""
    CASE_OVER = "case_over"
    """The case does not run any more."""
    CASE_RUNS = "case_runs"
    """Only when a case ends an action goes to somebody outside; before that its owner changes."""
    SETTLED = "settled"
    """There is an outcome already."""
    NO_RESULT = "no_result"
    """What was not simply done says what happened."""
    IN_FUTURE = "in_future"
    """The day on which it was done has still to come."""
    NOT_SETTLED = "not_settled"
    """There is no outcome to take back."""
    BY_ANOTHER = "by_another"
    """Somebody else recorded the outcome."""
    NOT_TODAY = "not_today"
    """The outcome was recorded on an earlier day."""
    PASSAGE_NOT_FOUND = "passage_not_found"
    """The passage about somebody else does not stand in the text."""
    NO_RELATION = "no_relation"
    """It is not said whom the passage is about."""
    TOO_SMALL_PASSAGE = "too_small_passage"
    """A relation was named, but no passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage about somebody else, as given on a form; empty when there is none."""

    text: str = ""
    relation: ThirdPartyRelation | None = None


NO_PASSAGE: Final = Passage()


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionGiven:
    """An action as given: by a form, or by a decision of a meeting."""

    text: str
    kind: ActionKind
    owner: Owner
    due_on: date
    contact: str = ""
    """Whom to call at an organisation, in words, when it is nobody of the list."""
    goal_id: UUID | None = None
    regie: bool = False
    about_other: Passage = NO_PASSAGE


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionShown:
    """An action as it stands, as far as a place shows it: what was not opened for that is None."""

    id: UUID
    goal_id: UUID | None = None
    kind: ActionKind
    text: str | None = None
    owner: str | None = None
    """The name of a colleague or organisation, or of who of the case has it as on that day."""
    due_on: date
    own: Own | None = None
    """As what somebody of the case has it."""
    own_number: int = 0
    """Which one of several such, as of two parents; 0 when there is one."""
    contact: str | None = None
    """Whom to call at the organisation."""
    outcome: ActionOutcome | None = None
    result: str | None = None
    regie: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """By whom and on which day the outcome of an action was recorded."""

    by: UUID | None
    on: date


def faults_of_passage(passage: Passage, *texts: str) -> dict[str, ActionProblem]:
    """Return what is wrong with a mark on a passage of one of these texts."""
    if not passage.text:
        return {"passage": ActionProblem.TOO_SMALL_PASSAGE} if passage.relation else {}
    if passage.relation is None:
        return {"relation": ActionProblem.NO_RELATION}
    found = any(passage.text in text for text in texts)
    return {} if found else {"passage": ActionProblem.PASSAGE_NOT_FOUND}


def faults_of_action(
    given: ActionGiven, today: date, *, stood_on: date | None = None
) -> dict[str, ActionProblem]:
    """Return what is wrong with an action by itself; a deadline that stood may have gone by."""
    found = faults_of_passage(given.about_other, given.text)
    if given.due_on != stood_on:
        if given.due_on < today:
            found["due_on"] = ActionProblem.IN_PAST
        elif given.due_on > today + timedelta(days=FARTHEST):
            found["due_on"] = ActionProblem.TOO_FAR
    return found


def faults_of_outcome(
    outcome: ActionOutcome, result: str, done_on: date, today: date
) -> dict[str, ActionProblem]:
    """Return what is wrong with an outcome: only what was done needs no word."""
    found = {} if outcome in BY_HAND else {"outcome": ActionProblem.CASE_RUNS}
    if outcome is not ActionOutcome.DONE and not result:
        found["result"] = ActionProblem.NO_RESULT
    if done_on > today:
        found["done_on"] = ActionProblem.IN_FUTURE
    return found


def faults_of_taking_back(
    outcome: ActionOutcome | None, recorded: Recorded | None, me: UUID, today: date
) -> dict[str, ActionProblem]:
    """Return why an outcome is not taken back: a slip of the hand is, by one's own and that day.

    Later, or of a colleague, it is no slip any more: others may have gone on from it, and what is
    to be done anew is a new action. ``recorded`` is when the outcome came to be as it stands; None
    when that was not of late.
    """
    if outcome is None:
        return {"": ActionProblem.NOT_SETTLED}
    if recorded is None or recorded.on != today:
        return {"": ActionProblem.NOT_TODAY}
    return {} if recorded.by == me else {"": ActionProblem.BY_ANOTHER}


def waits_for_outcome(due_on: date, outcome: ActionOutcome | None, today: date) -> bool:
    """Tell whether somebody has to say what came of it: uitkomst nog vastleggen."""
    return outcome is None and bool(is_late(due_on, today))


def fault_of_gathering(*, counts: bool, hides: bool) -> ActionProblem | None:
    """Return why loose actions cannot come below a goal; ``hides`` when somebody loses sight."""
    if not counts:
        return ActionProblem.NO_GOAL
    return ActionProblem.HIDDEN_BELOW if hides else None
