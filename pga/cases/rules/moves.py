"""How a case gets from one state to the next: one table, a line for each move (pga.md 10.2 [V]).

What a move records is done by the services.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pga.access.permissions import Permission
from pga.cases.rules.needs import CHECKS, MUST_STAND, CaseSnapshot, Need
from pga.cases.rules.states import State
from pga.dossiers.rules import moves


class Record(StrEnum):
    """What a move writes down besides from, to, who, when and the checks shown (pga.md 10.2)."""

    TRIAGE_START = "triage_start"
    """The day on which the weging began."""
    DECISION = "decision"
    """The decision, its date and its maker."""
    OUTCOME = "outcome"
    """The outcome of the weging."""
    REASON = "reason"
    """The reason that was given."""
    PLAN_VERSION = "plan_version"
    """The plan as adopted, a version that no longer changes."""
    HOLD_REVIEW = "hold_review"
    """The day to look again."""
    SCALE_UP = "scale_up"
    """The opschaling with all its answers."""
    DISCLOSURE = "disclosure"
    """The verstrekking to the ZVH."""
    ZVH_DECISION = "zvh_decision"
    """The decision of the ZVH and its date."""
    ZVH_ADVICE = "zvh_advice"
    """The advice of the ZVH."""
    SCALE_DOWN = "scale_down"
    """The afschaling with all its answers."""
    RETENTION_START = "retention_start"
    """The day from which the retention counts."""
    REOPENING = "reopening"
    """How often the case was reopened."""
    CERTIFICATE = "certificate"
    """The declaration of destruction."""


class MoveCode(StrEnum):
    """The name of each move; unlike a pair of states it reads as a deed."""

    START_TRIAGE = "start_triage"
    """Begin the weging."""
    ADMIT = "admit"
    """Admit the case to the PGA."""
    REJECT = "reject"
    """End the weging without a case: bilateral, back, on or rejected."""
    SCALE_UP_DIRECTLY = "scale_up_directly"
    """Ask the ZVH straight from the weging."""
    START_PLANNING = "start_planning"
    """End the information round."""
    DROP_AFTER_INFORMATION = "drop_after_information"
    """End the case in the round, as new facts take the ground away; on the page of each end."""
    ADOPT_PLAN = "adopt_plan"
    """Adopt the plan and begin its execution."""
    HOLD_FROM_ROUND = "hold_from_round"
    """Let a case in the informatieronde wait until a date."""
    HOLD_FROM_PLANNING = "hold_from_planning"
    """Let a case whose plan is made wait until a date."""
    HOLD = "hold"
    """Let a case in execution wait until a date."""
    RESUME_TO_ROUND = "resume_to_round"
    """Take a waiting case up again, in the informatieronde."""
    RESUME_TO_PLANNING = "resume_to_planning"
    """Take a waiting case up again, where its plan is made."""
    RESUME = "resume"
    """Take a waiting case up again, in execution."""
    REQUEST_SCALE_UP = "request_scale_up"
    """Ask the ZVH to take the case over as Top X."""
    RECORD_ZVH_YES = "record_zvh_yes"
    """Record that the ZVH takes the case."""
    RECORD_ZVH_NO = "record_zvh_no"
    """Record that the case stays local, in execution."""
    REJECT_AFTER_ZVH = "reject_after_zvh"
    """End a case that came straight from the weging, after the no of the ZVH."""
    ADMIT_AFTER_ZVH = "admit_after_zvh"
    """Admit a case that came straight from the weging, after the no of the ZVH."""
    PROPOSE_SCALE_DOWN = "propose_scale_down"
    """Propose that the case comes back."""
    RETURN_TO_EXECUTION = "return_to_execution"
    """Take the case back into execution."""
    RETURN_TO_AFTERCARE = "return_to_aftercare"
    """Take the case back into nazorg."""
    REFUSE_SCALE_DOWN = "refuse_scale_down"
    """Leave the case with the ZVH."""
    START_AFTERCARE = "start_aftercare"
    """End the execution and begin the nazorg."""
    END_REFERRED = "end_referred"
    """End an aanmelding without a weging, as it was withdrawn or by another event."""
    END_IN_TRIAGE = "end_in_triage"
    """End the weging by an event."""
    END_IN_ROUND = "end_in_round"
    """End a case in the informatieronde by an event."""
    CLOSE_FROM_PLANNING = "close_from_planning"
    """Close a case whose plan is made, by an event."""
    CLOSE_FROM_AFTERCARE = "close_from_aftercare"
    """Close a case in nazorg before its check, by an event."""
    CLOSE_FROM_EXECUTION = "close_from_execution"
    """Close a case in execution that needs no nazorg."""
    CLOSE_FROM_HOLD = "close_from_hold"
    """Close a waiting case that needs no nazorg."""
    CLOSE_FROM_TOP_X = "close_from_top_x"
    """Close a case of the ZVH that needs no nazorg."""
    CLOSE = "close"
    """Close the case after the nazorg."""
    REOPEN_FROM_AFTERCARE = "reopen_from_aftercare"
    """Weigh a case in nazorg anew."""
    REOPEN = "reopen"
    """Weigh a closed case anew."""
    DESTROY = "destroy"
    """Destroy a closed case."""
    DESTROY_REJECTED = "destroy_rejected"
    """Destroy a case that was not admitted."""


Move = moves.Move[MoveCode, State, Need, Record]
S, M, N, R = State, MoveCode, Need, Record

_TRIAGE: Final = Permission.CASE_TRIAGE
_WORK: Final = Permission.CASE_WORK
_ADOPT: Final = Permission.CASE_ADOPT
_HOLD: Final = Permission.CASE_HOLD
_SCALE: Final = Permission.CASE_SCALE
_CLOSE: Final = Permission.CASE_CLOSE
_DESTROY: Final = Permission.CASE_DESTROY

_TABLE: Final = (
    (M.START_TRIAGE, S.REFERRED, S.IN_TRIAGE, _TRIAGE),
    (M.ADMIT, S.IN_TRIAGE, S.INFORMATION_ROUND, _TRIAGE),
    (M.REJECT, S.IN_TRIAGE, S.REJECTED, _TRIAGE),
    (M.SCALE_UP_DIRECTLY, S.IN_TRIAGE, S.SCALE_UP_REQUESTED, _SCALE),
    (M.START_PLANNING, S.INFORMATION_ROUND, S.PLANNING, _WORK),
    (M.DROP_AFTER_INFORMATION, S.INFORMATION_ROUND, S.REJECTED, _TRIAGE),
    (M.ADOPT_PLAN, S.PLANNING, S.IN_EXECUTION, _ADOPT),
    (M.HOLD_FROM_ROUND, S.INFORMATION_ROUND, S.ON_HOLD, _HOLD),
    (M.HOLD_FROM_PLANNING, S.PLANNING, S.ON_HOLD, _HOLD),
    (M.HOLD, S.IN_EXECUTION, S.ON_HOLD, _HOLD),
    (M.RESUME_TO_ROUND, S.ON_HOLD, S.INFORMATION_ROUND, _HOLD),
    (M.RESUME_TO_PLANNING, S.ON_HOLD, S.PLANNING, _HOLD),
    (M.RESUME, S.ON_HOLD, S.IN_EXECUTION, _HOLD),
    (M.REQUEST_SCALE_UP, S.IN_EXECUTION, S.SCALE_UP_REQUESTED, _SCALE),
    (M.RECORD_ZVH_YES, S.SCALE_UP_REQUESTED, S.TOP_X, _SCALE),
    (M.RECORD_ZVH_NO, S.SCALE_UP_REQUESTED, S.IN_EXECUTION, _SCALE),
    (M.REJECT_AFTER_ZVH, S.SCALE_UP_REQUESTED, S.REJECTED, _SCALE),
    (M.ADMIT_AFTER_ZVH, S.SCALE_UP_REQUESTED, S.INFORMATION_ROUND, _SCALE),
    (M.PROPOSE_SCALE_DOWN, S.TOP_X, S.SCALE_DOWN_PROPOSED, _SCALE),
    (M.RETURN_TO_EXECUTION, S.SCALE_DOWN_PROPOSED, S.IN_EXECUTION, _SCALE),
    (M.RETURN_TO_AFTERCARE, S.SCALE_DOWN_PROPOSED, S.AFTERCARE, _SCALE),
    (M.REFUSE_SCALE_DOWN, S.SCALE_DOWN_PROPOSED, S.TOP_X, _SCALE),
    (M.START_AFTERCARE, S.IN_EXECUTION, S.AFTERCARE, _CLOSE),
    (M.CLOSE_FROM_EXECUTION, S.IN_EXECUTION, S.CLOSED, _CLOSE),
    (M.CLOSE_FROM_HOLD, S.ON_HOLD, S.CLOSED, _CLOSE),
    (M.CLOSE_FROM_TOP_X, S.TOP_X, S.CLOSED, _SCALE),
    (M.CLOSE, S.AFTERCARE, S.CLOSED, _CLOSE),
    (M.END_REFERRED, S.REFERRED, S.REJECTED, _TRIAGE),
    (M.END_IN_TRIAGE, S.IN_TRIAGE, S.REJECTED, _TRIAGE),
    (M.END_IN_ROUND, S.INFORMATION_ROUND, S.REJECTED, _TRIAGE),
    (M.CLOSE_FROM_PLANNING, S.PLANNING, S.CLOSED, _CLOSE),
    (M.CLOSE_FROM_AFTERCARE, S.AFTERCARE, S.CLOSED, _CLOSE),
    (M.REOPEN_FROM_AFTERCARE, S.AFTERCARE, S.IN_TRIAGE, _CLOSE),
    (M.REOPEN, S.CLOSED, S.IN_TRIAGE, _CLOSE),
    (M.DESTROY, S.CLOSED, S.DESTROYED, _DESTROY),
    (M.DESTROY_REJECTED, S.REJECTED, S.DESTROYED, _DESTROY),
)
"""Each move: from where, to where, and who may."""

_ADMISSION: Final = (N.CRITERIA_MET, N.LEGAL_TESTS_ARGUED, N.PROCESREGISSEUR_NAMED)
_REJECTION: Final = (N.OUTCOME_ARGUED, N.ROUTE_NAMED, N.FEEDBACK_ROUTE)
_DESTRUCTION: Final = (N.RETENTION_PASSED, N.NO_HOLD, N.SECOND_PERSON)
_HOLDING: Final = (N.HOLD_REASON, N.HOLD_REVIEW_DATE)
_ENDING: Final = (N.NO_AFTERCARE_REASON, N.ACTIONS_ANSWERED, N.TOLD_SAID)
_REOPENING: Final = (N.NEW_SIGNAL, N.REOPEN_REASON)

# Line by line as pga.md has it, with the ways out of second-look 6 and these additions:
# PERSON_INFORMED on every way into execution (6.4), the needs of the weging on both ways that end
# it after the ZVH said no, OPEN_ACTIONS_HANDED_OVER on both decisions not to go on (7),
# CASUSREGISSEUR_ACCEPTED (4.5), and FEEDBACK_ROUTE where the referrer heard that it was admitted.
NEEDS: Final[Mapping[MoveCode, tuple[Need, ...]]] = {
    M.START_TRIAGE: (N.DUPLICATE_CHECK_SEEN,),
    M.ADMIT: _ADMISSION,
    M.REJECT: (*_REJECTION, N.OPEN_ACTIONS_HANDED_OVER),
    M.SCALE_UP_DIRECTLY: (N.ZVH_CRITERIA, N.HANDOVER_FILE),
    M.START_PLANNING: (N.REQUESTS_ANSWERED_OR_NOTE,),
    M.DROP_AFTER_INFORMATION: _ENDING,
    M.ADOPT_PLAN: (
        N.CASUSREGISSEUR_NAMED,
        N.GOAL_WITH_ACTION,
        N.BASELINE_MEASURED,
        N.PERSON_INFORMED,
        N.DECISION_LIST_APPROVED,
    ),
    M.HOLD_FROM_ROUND: _HOLDING,
    M.HOLD_FROM_PLANNING: _HOLDING,
    M.HOLD: _HOLDING,
    M.RESUME_TO_ROUND: (N.HELD_FROM_ROUND, N.OBJECTION_SETTLED, N.RESUME_REASON),
    M.RESUME_TO_PLANNING: (N.HELD_FROM_PLANNING, N.OBJECTION_SETTLED, N.RESUME_REASON),
    M.RESUME: (
        N.HELD_FROM_EXECUTION,
        N.PERSON_INFORMED,
        N.OBJECTION_SETTLED,
        N.RESUME_REASON,
    ),
    M.REQUEST_SCALE_UP: (
        N.ZVH_CRITERIA,
        N.LOCAL_EFFECT_DESCRIBED,
        N.FRESH_MEASUREMENT,
        N.SCALE_UP_DISCUSSED,
        N.HANDOVER_APPROVED,
    ),
    M.RECORD_ZVH_YES: (N.ZVH_ACCEPTED, N.ZVH_REFERENCE, N.ZVH_CONTACT, N.LOCAL_CONTACT),
    M.RECORD_ZVH_NO: (N.CAME_FROM_EXECUTION, N.PERSON_INFORMED, N.ZVH_NOT_ACCEPTED),
    M.REJECT_AFTER_ZVH: (
        N.CAME_FROM_TRIAGE,
        N.SAFETY_TEAM_CHOSE_REJECTION,
        *_REJECTION,
        N.ZVH_NOT_ACCEPTED,
    ),
    M.ADMIT_AFTER_ZVH: (
        N.CAME_FROM_TRIAGE,
        N.SAFETY_TEAM_CHOSE_ADMISSION,
        *_ADMISSION,
        N.ZVH_NOT_ACCEPTED,
    ),
    M.PROPOSE_SCALE_DOWN: (N.SCALE_DOWN_REASON, N.OPEN_ACTIONS_LISTED, N.REMAINING_RISKS),
    M.RETURN_TO_EXECUTION: (
        N.SAFETY_TEAM_ACCEPTED_EXECUTION,
        N.CASUSREGISSEUR_ACCEPTED,
        N.PERSON_INFORMED,
        N.NEXT_MEETING_DATE,
        N.OPEN_ACTIONS_OWNED,
    ),
    M.RETURN_TO_AFTERCARE: (N.SAFETY_TEAM_ACCEPTED_AFTERCARE, N.AFTERCARE_HOLDER, N.AFTERCARE_DATE),
    M.REFUSE_SCALE_DOWN: (N.NOT_ACCEPTED_REASON,),
    M.START_AFTERCARE: (
        N.CLOSING_REASON,
        N.FINAL_MEASUREMENT,
        N.OPEN_ACTIONS_HANDED_OVER,
        N.AFTERCARE_HOLDER,
        N.AFTERCARE_DATE,
    ),
    M.END_REFERRED: _ENDING,
    M.END_IN_TRIAGE: _ENDING,
    M.END_IN_ROUND: _ENDING,
    M.CLOSE_FROM_PLANNING: _ENDING,
    M.CLOSE_FROM_AFTERCARE: _ENDING,
    M.CLOSE_FROM_EXECUTION: _ENDING,
    M.CLOSE_FROM_HOLD: _ENDING,
    M.CLOSE_FROM_TOP_X: (N.NO_AFTERCARE_REASON,),
    M.CLOSE: (N.AFTERCARE_CHECKED, N.MESSAGES_SENT),
    M.REOPEN_FROM_AFTERCARE: _REOPENING,
    M.REOPEN: _REOPENING,
    M.DESTROY: _DESTRUCTION,
    M.DESTROY_REJECTED: _DESTRUCTION,
}
"""What must be in order before each move, in the order in which it is asked."""

RECORDS: Final[Mapping[MoveCode, tuple[Record, ...]]] = {
    M.START_TRIAGE: (R.TRIAGE_START,),
    M.ADMIT: (R.DECISION, R.OUTCOME),
    M.REJECT: (R.OUTCOME, R.RETENTION_START),
    M.SCALE_UP_DIRECTLY: (R.OUTCOME, R.SCALE_UP, R.DISCLOSURE),
    M.DROP_AFTER_INFORMATION: (R.REASON, R.RETENTION_START),
    M.ADOPT_PLAN: (R.PLAN_VERSION,),
    M.HOLD_FROM_ROUND: (R.REASON, R.HOLD_REVIEW),
    M.HOLD_FROM_PLANNING: (R.REASON, R.HOLD_REVIEW),
    M.HOLD: (R.REASON, R.HOLD_REVIEW),
    M.RESUME_TO_ROUND: (R.REASON,),
    M.RESUME_TO_PLANNING: (R.REASON,),
    M.RESUME: (R.REASON,),
    M.REQUEST_SCALE_UP: (R.SCALE_UP, R.DISCLOSURE),
    M.RECORD_ZVH_YES: (R.ZVH_DECISION,),
    M.RECORD_ZVH_NO: (R.ZVH_DECISION, R.ZVH_ADVICE),
    M.REJECT_AFTER_ZVH: (R.ZVH_DECISION, R.OUTCOME, R.RETENTION_START),
    M.ADMIT_AFTER_ZVH: (R.ZVH_DECISION, R.DECISION, R.OUTCOME),
    M.PROPOSE_SCALE_DOWN: (R.SCALE_DOWN,),
    M.RETURN_TO_EXECUTION: (R.SCALE_DOWN,),
    M.RETURN_TO_AFTERCARE: (R.SCALE_DOWN,),
    M.REFUSE_SCALE_DOWN: (R.REASON,),
    M.START_AFTERCARE: (R.REASON,),
    M.END_REFERRED: (R.REASON, R.RETENTION_START),
    M.END_IN_TRIAGE: (R.REASON, R.RETENTION_START),
    M.END_IN_ROUND: (R.REASON, R.RETENTION_START),
    M.CLOSE_FROM_PLANNING: (R.REASON, R.RETENTION_START),
    M.CLOSE_FROM_AFTERCARE: (R.REASON, R.RETENTION_START),
    M.CLOSE_FROM_EXECUTION: (R.REASON, R.RETENTION_START),
    M.CLOSE_FROM_HOLD: (R.REASON, R.RETENTION_START),
    M.CLOSE_FROM_TOP_X: (R.REASON, R.RETENTION_START),
    M.CLOSE: (R.RETENTION_START,),
    M.REOPEN_FROM_AFTERCARE: (R.REASON, R.REOPENING, R.TRIAGE_START),
    M.REOPEN: (R.REASON, R.REOPENING, R.TRIAGE_START),
    M.DESTROY: (R.CERTIFICATE,),
    M.DESTROY_REJECTED: (R.CERTIFICATE,),
}
"""What each move writes down, besides from, to, who, when and the checks shown."""

MOVES: Final = tuple(
    Move(code, source, target, permission, NEEDS[code], RECORDS.get(code, ()))
    for code, source, target, permission in _TABLE
)
WORKFLOW: Final = moves.Workflow[MoveCode, State, Need, Record, CaseSnapshot](
    MOVES, CHECKS, MUST_STAND
)
find_move = WORKFLOW.find_move
moves_from = WORKFLOW.moves_from
missing = WORKFLOW.missing
standing_missing = WORKFLOW.standing_missing

HOLDS: Final[Mapping[State, MoveCode]] = {
    S.INFORMATION_ROUND: M.HOLD_FROM_ROUND,
    S.PLANNING: M.HOLD_FROM_PLANNING,
    S.IN_EXECUTION: M.HOLD,
}
"""By which move a case is put on hold, for each state in which it can be."""
RESUMES: Final[Mapping[State, MoveCode]] = {
    S.INFORMATION_ROUND: M.RESUME_TO_ROUND,
    S.PLANNING: M.RESUME_TO_PLANNING,
    S.IN_EXECUTION: M.RESUME,
}
"""By which move it goes on, by where it was held from (decision 61)."""


def moves_now(state: State, case: CaseSnapshot) -> tuple[Move, ...]:
    """Return the moves out of a state, but for the ways back to where the case was not.

    An end has one door: which of its moves is made, its reason tells.
    """
    back = RESUMES.get(case.held_from or S.IN_EXECUTION)
    other = set(RESUMES.values()) - {back} | {M.DROP_AFTER_INFORMATION}
    return tuple(move for move in moves_from(state) if move.code not in other)
