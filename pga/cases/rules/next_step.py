"""The one thing to do now with a case: a move, what must be mended for it, or what it waits for."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from pga.cases.rules.moves import RESUMES, MoveCode, find_move, standing_missing
from pga.cases.rules.needs import CHECKS, CaseSnapshot, Need
from pga.cases.rules.states import State, ZvhAnswer


class Wait(StrEnum):
    """Nothing to mend and nothing to decide: what the case does until its next date."""

    WORK_THE_PLAN = "work_the_plan"
    """Carry out the actions, until the next casusoverleg."""
    UNTIL_REVIEW = "until_review"
    """On hold, until the review date."""
    FOR_ZVH = "for_zvh"
    """The ZVH has the request."""
    ZVH_DIRECTS = "zvh_directs"
    """The ZVH directs; the municipality does its own actions."""
    UNTIL_AFTERCARE_CHECK = "until_aftercare_check"
    """Watched, until the check of the nazorg."""
    FOR_RETENTION = "for_retention"
    """Kept, until the date to destroy."""


NextStep = MoveCode | Need | Wait

# What a working case keeps in order all the time, before any move (pga.md 10.2, last paragraph:
# an owner and a next date; 6.4 informing; 2.8 measuring and evaluating; second-look 12 proposals).
UPKEEP: Final = (
    Need.PROCESREGISSEUR_NAMED,
    Need.CASUSREGISSEUR_NAMED,
    Need.PERSON_INFORMED,
    Need.PROPOSALS_ANSWERED,
    Need.SCALE_UP_ANSWERED,
    Need.FRESH_MEASUREMENT,
    Need.EVALUATED,
    Need.PLAN_ADJUSTED,
    Need.NEXT_MEETING_DATE,
)


def next_step(case: CaseSnapshot, state: State) -> NextStep | None:
    """Return the one thing to do now; nothing for a destroyed case.

    A move comes out only when its screen is of use; else comes the first need to mend for it.
    Between moves comes what the case waits for.
    """
    return _NEXT[state](case)


def _towards(code: MoveCode, case: CaseSnapshot) -> NextStep:
    lacking = standing_missing(find_move(code), case)
    return lacking[0] if lacking else code


def _in_information_round(case: CaseSnapshot) -> NextStep:
    """First who must know is told, then the partners are asked; going on with a note is possible.

    Asking is a disclosure (AVG art. 14(3)(c), decision 46).
    """
    if not CHECKS[Need.PERSON_INFORMED](case) and not case.requests_asked:
        return Need.PERSON_INFORMED
    asked = Need.REQUESTS_ANSWERED_OR_NOTE
    return MoveCode.START_PLANNING if CHECKS[asked](case) else asked


def _in_execution(case: CaseSnapshot) -> NextStep:
    ending = MoveCode.START_AFTERCARE
    if not standing_missing(find_move(ending), case):
        return ending
    lacking = [need for need in UPKEEP if not CHECKS[need](case)]
    return lacking[0] if lacking else Wait.WORK_THE_PLAN


def _on_hold(case: CaseSnapshot) -> NextStep:
    if case.hold_review_on is not None and case.hold_review_on > case.today:
        return Wait.UNTIL_REVIEW
    return _towards(RESUMES[case.held_from or State.IN_EXECUTION], case)


def _scale_up_requested(case: CaseSnapshot) -> NextStep:
    if case.zvh_answer is ZvhAnswer.ACCEPTED:
        return _towards(MoveCode.RECORD_ZVH_YES, case)
    if not CHECKS[Need.ZVH_NOT_ACCEPTED](case):
        return Wait.FOR_ZVH
    if not CHECKS[Need.CAME_FROM_TRIAGE](case):
        return _towards(MoveCode.RECORD_ZVH_NO, case)
    if case.safety_team_chose is State.REJECTED:
        return MoveCode.REJECT_AFTER_ZVH
    return _towards(MoveCode.ADMIT_AFTER_ZVH, case)


def _scale_down_proposed(case: CaseSnapshot) -> NextStep:
    if case.safety_team_chose is State.AFTERCARE:
        return _towards(MoveCode.RETURN_TO_AFTERCARE, case)
    return _towards(MoveCode.RETURN_TO_EXECUTION, case)


def _aftercare(case: CaseSnapshot) -> NextStep:
    if case.aftercare_on is not None and case.aftercare_on > case.today:
        return Wait.UNTIL_AFTERCARE_CHECK
    return _towards(MoveCode.CLOSE, case)


def _kept(code: MoveCode, case: CaseSnapshot) -> NextStep:
    if not (CHECKS[Need.RETENTION_PASSED](case) and CHECKS[Need.NO_HOLD](case)):
        return Wait.FOR_RETENTION
    return _towards(code, case)


_NEXT: Final[Mapping[State, Callable[[CaseSnapshot], NextStep | None]]] = {
    State.REFERRED: lambda case: _towards(MoveCode.START_TRIAGE, case),
    State.IN_TRIAGE: lambda case: _towards(MoveCode.ADMIT, case),
    State.REJECTED: lambda case: _kept(MoveCode.DESTROY_REJECTED, case),
    State.INFORMATION_ROUND: _in_information_round,
    State.PLANNING: lambda case: _towards(MoveCode.ADOPT_PLAN, case),
    State.IN_EXECUTION: _in_execution,
    State.ON_HOLD: _on_hold,
    State.SCALE_UP_REQUESTED: _scale_up_requested,
    State.TOP_X: lambda _: Wait.ZVH_DIRECTS,
    State.SCALE_DOWN_PROPOSED: _scale_down_proposed,
    State.AFTERCARE: _aftercare,
    State.CLOSED: lambda case: _kept(MoveCode.DESTROY, case),
    State.DESTROYED: lambda _: None,
}
