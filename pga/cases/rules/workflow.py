"""Where a case can stand, how it gets from one state to the next, and what must be in order first.

One table, ``MOVES``, after pga.md 10.2; what a move records is done by the services.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from pga.access.permissions import Permission
from pga.cases.rules.terms import DEFAULT_RULES, TermKind, TermRules, due_date


class State(StrEnum):
    """Where a case stands (pga.md 10.1, decision 19; a signaal is no case)."""

    REFERRED = "referred"
    """Aangemeld: the form is complete and the term runs."""
    IN_TRIAGE = "in_triage"
    """In weging."""
    REJECTED = "rejected"
    """Niet toegelaten: kept for a short while only."""
    INFORMATION_ROUND = "information_round"
    """Informatieronde: admitted, partners are asked."""
    PLANNING = "planning"
    """Plan in opstelling: casusoverleg, and the plan is made."""
    IN_EXECUTION = "in_execution"
    """In uitvoering: the plan works, with monitoring."""
    ON_HOLD = "on_hold"
    """Aangehouden: waits, with a date to come back."""
    SCALE_UP_REQUESTED = "scale_up_requested"
    """Opschaling aangevraagd: sent to the ZVH, waiting."""
    TOP_X = "top_x"
    """Opgeschaald: the procesregie is with the ZVH."""
    SCALE_DOWN_PROPOSED = "scale_down_proposed"
    """Afschaling voorgesteld: opgeschaald until somebody local has accepted."""
    AFTERCARE = "aftercare"
    """Nazorg: closed in essence, watched until a date."""
    CLOSED = "closed"
    """Afgesloten: the retention clock runs, read-only."""
    DESTROYED = "destroyed"
    """Vernietigd: what was about the person is gone."""


TERMINAL: Final = frozenset({State.REJECTED, State.CLOSED, State.DESTROYED})
ACTIVE: Final = frozenset(State) - TERMINAL


class Level(IntEnum):
    """Who has the procesregie (pga.md 4.3)."""

    REGULAR = 0
    """Each partner itself."""
    LOCAL = 1
    """The municipality, team Veiligheid."""
    TOP_X = 2
    """The ZVH."""
    ADMINISTRATIVE = 3
    """Burgemeester, driehoek, wethouder: an event, no state leads to it."""


_LEVELS: Final[Mapping[State, Level]] = {
    State.REFERRED: Level.REGULAR,
    State.IN_TRIAGE: Level.REGULAR,
    State.REJECTED: Level.REGULAR,
    State.INFORMATION_ROUND: Level.LOCAL,
    State.PLANNING: Level.LOCAL,
    State.IN_EXECUTION: Level.LOCAL,
    State.ON_HOLD: Level.LOCAL,
    State.SCALE_UP_REQUESTED: Level.LOCAL,
    State.TOP_X: Level.TOP_X,
    # nobody may fall between: opgeschaald until a local casusregisseur accepts (pga.md 4.5)
    State.SCALE_DOWN_PROPOSED: Level.TOP_X,
    State.AFTERCARE: Level.LOCAL,
    State.CLOSED: Level.REGULAR,
    State.DESTROYED: Level.REGULAR,
}


def level_of(state: State) -> Level:
    """Return the level that goes with a state; ADMINISTRATIVE is recorded apart (pga.md 4.3)."""
    return _LEVELS[state]


class HoldReason(StrEnum):
    """Why a case waits (pga.md 10.1)."""

    DETENTION = "detention"
    """The person is detained."""
    ADMISSION = "admission"
    """The person is admitted to a clinic."""
    OUT_OF_SIGHT = "out_of_sight"
    """Nobody knows where the person is."""
    OBJECTION = "objection"
    """The person objects to the processing (AVG art. 21)."""


class ZvhAnswer(StrEnum):
    """What the ZVH can say to a request (pga.md 4.2)."""

    ACCEPTED = "accepted"
    """Aangenomen: Top X."""
    DECLINED = "declined"
    """Afgewezen: not accepted."""
    ADVICE = "advice"
    """Advies: back to local, with advice."""
    MORE_INFORMATION = "more_information"
    """No decision yet: the ZVH asks for more."""


class ClosingReason(StrEnum):
    """Why a case ends (pga.md 2.9 [V])."""

    GOALS_REACHED = "goals_reached"
    """Doelen behaald."""
    STABLE_TO_COMMUNITY_TEAM = "stable_to_community_team"
    """Stable enough for the wijkteam."""
    STABLE_TO_PARTNER = "stable_to_partner"
    """Stable enough for one partner."""
    MOVED_HANDED_OVER = "moved_handed_over"
    """Moved, and handed over to the other municipality."""
    MOVED_NOT_HANDED_OVER = "moved_not_handed_over"
    """Moved, and not handed over."""
    LONG_DETENTION_OR_ADMISSION = "long_detention_or_admission"
    """Detained or admitted for long."""
    NO_LONGER_NECESSARY = "no_longer_necessary"
    """No longer proportional."""
    NO_COOPERATION_RISK_ACCEPTABLE = "no_cooperation_risk_acceptable"
    """No cooperation, and the risk can be borne."""
    DECEASED = "deceased"
    """The person died."""
    WRONGLY_REGISTERED = "wrongly_registered"
    """Onterecht aangemeld."""
    MERGED = "merged"
    """Goes on in another case."""


# pga.md 10.2 names overleden, verhuisd and onterecht; samengevoegd is ours: the other case watches
WITHOUT_AFTERCARE: Final = frozenset(
    {
        ClosingReason.MOVED_HANDED_OVER,
        ClosingReason.MOVED_NOT_HANDED_OVER,
        ClosingReason.DECEASED,
        ClosingReason.WRONGLY_REGISTERED,
        ClosingReason.MERGED,
    }
)


class NeedKind(StrEnum):
    """Where somebody mends what is missing."""

    GIVEN_ON_FORM = "given_on_form"
    """On the screen of the move itself, so that screen may be opened without it."""
    MUST_STAND = "must_stand"
    """Elsewhere in the dossier, before the screen of the move is of use."""


class Need(StrEnum):
    """One thing that must be in order before a move (pga.md 10.2 unless another is named)."""

    DUPLICATE_CHECK_SEEN = "duplicate_check_seen"
    """Somebody saw whether the person has another open case."""
    CRITERIA_MET = "criteria_met"
    """Criteria a-c, and one of d-f (pga.md 2.4)."""
    LEGAL_TESTS_ARGUED = "legal_tests_argued"
    """Noodzaak, proportionaliteit and subsidiariteit each have a sentence."""
    PROCESREGISSEUR_NAMED = "procesregisseur_named"
    """Somebody has the procesregie."""
    OUTCOME_ARGUED = "outcome_argued"
    """The outcome of the weging has its reason."""
    ROUTE_NAMED = "route_named"
    """It is said where to go instead."""
    FEEDBACK_ROUTE = "feedback_route"
    """It is said how the referrer hears of it."""
    NO_GROUND_ARGUED = "no_ground_argued"
    """The new facts that take the ground away are written down."""
    REQUESTS_ANSWERED_OR_NOTE = "requests_answered_or_note"
    """Each question to a partner is answered, or overdue with a note."""
    CASUSREGISSEUR_NAMED = "casusregisseur_named"
    """Somebody has the content in hand."""
    GOAL_WITH_ACTION = "goal_with_action"
    """At least one goal has an action with an owner and a date."""
    BASELINE_MEASURED = "baseline_measured"
    """The 0-meting is final."""
    PERSON_INFORMED = "person_informed"
    """The person knows, or a valid postponement stands (pga.md 6.4; LAW-10, AVG art. 14)."""
    DECISION_LIST_APPROVED = "decision_list_approved"
    """The besluitenlijst of the casusoverleg is approved."""
    HOLD_REASON = "hold_reason"
    """It is said why the case waits."""
    HOLD_REVIEW_DATE = "hold_review_date"
    """A date to look again, at most six months away."""
    RESUME_REASON = "resume_reason"
    """It is said why the case goes on."""
    ZVH_CRITERIA = "zvh_criteria"
    """The four national criteria are answered (LAW-40, BGS art. 2.20)."""
    HANDOVER_FILE = "handover_file"
    """The handover file for the ZVH is there."""
    LOCAL_EFFECT_DESCRIBED = "local_effect_described"
    """It is said what was tried locally and what came of it."""
    FRESH_MEASUREMENT = "fresh_measurement"
    """The last measurement is at most three months old."""
    SCALE_UP_DISCUSSED = "scale_up_discussed"
    """The person knows of the request, or there is a reason why not (pga.md 4.2)."""
    HANDOVER_APPROVED = "handover_approved"
    """The handover file is approved."""
    ZVH_ACCEPTED = "zvh_accepted"
    """The ZVH takes the case, with date and reason."""
    ZVH_NOT_ACCEPTED = "zvh_not_accepted"
    """The ZVH says no or gives advice, with date and reason."""
    ZVH_REFERENCE = "zvh_reference"
    """The number of the case at the ZVH."""
    ZVH_CONTACT = "zvh_contact"
    """Somebody at the ZVH to turn to."""
    LOCAL_CONTACT = "local_contact"
    """Somebody local to turn to while the ZVH directs."""
    CAME_FROM_TRIAGE = "came_from_triage"
    """The request to the ZVH came straight from the weging."""
    CAME_FROM_EXECUTION = "came_from_execution"
    """The request to the ZVH came from a case in execution."""
    SAFETY_TEAM_CHOSE_REJECTION = "safety_team_chose_rejection"
    """Team Veiligheid chose not to admit after the no of the ZVH."""
    SAFETY_TEAM_CHOSE_ADMISSION = "safety_team_chose_admission"
    """Team Veiligheid chose to admit after the no of the ZVH."""
    SCALE_DOWN_REASON = "scale_down_reason"
    """It is said why the case can come back."""
    OPEN_ACTIONS_LISTED = "open_actions_listed"
    """It is said which actions are open, or that none are."""
    REMAINING_RISKS = "remaining_risks"
    """It is said which risks remain."""
    SAFETY_TEAM_ACCEPTED_EXECUTION = "safety_team_accepted_execution"
    """Team Veiligheid takes the case back into execution."""
    SAFETY_TEAM_ACCEPTED_AFTERCARE = "safety_team_accepted_aftercare"
    """Team Veiligheid takes the case back into nazorg."""
    CASUSREGISSEUR_ACCEPTED = "casusregisseur_accepted"
    """A new local casusregisseur has accepted (pga.md 4.5)."""
    NEXT_MEETING_DATE = "next_meeting_date"
    """The date of the next casusoverleg stands."""
    OPEN_ACTIONS_OWNED = "open_actions_owned"
    """Each open action has an owner."""
    NOT_ACCEPTED_REASON = "not_accepted_reason"
    """It is said why the case stays with the ZVH."""
    CLOSING_REASON = "closing_reason"
    """The case ends for a reason of the list."""
    NO_AFTERCARE_REASON = "no_aftercare_reason"
    """The reason to end is one that needs no nazorg."""
    FINAL_MEASUREMENT = "final_measurement"
    """The last measurement, marked as final, is there."""
    OPEN_ACTIONS_HANDED_OVER = "open_actions_handed_over"
    """Each action is done, dropped or handed over."""
    AFTERCARE_HOLDER = "aftercare_holder"
    """Somebody holds the nazorg."""
    AFTERCARE_DATE = "aftercare_date"
    """The nazorg has a date to check."""
    AFTERCARE_CHECKED = "aftercare_checked"
    """The check of the nazorg is done."""
    MESSAGES_SENT = "messages_sent"
    """Person and partners have their message."""
    NEW_SIGNAL = "new_signal"
    """Something new came in."""
    REOPEN_REASON = "reopen_reason"
    """It is said why the case opens again."""
    RETENTION_PASSED = "retention_passed"
    """The date to destroy has come (LAW-04)."""
    NO_HOLD = "no_hold"
    """Nothing holds the destruction up."""
    SECOND_PERSON = "second_person"
    """A second person approved (decision 15)."""

    @property
    def kind(self) -> NeedKind:
        """Say where this is mended."""
        return NeedKind.MUST_STAND if self in MUST_STAND else NeedKind.GIVEN_ON_FORM


MUST_STAND: Final = frozenset(
    {
        Need.CASUSREGISSEUR_NAMED,
        Need.GOAL_WITH_ACTION,
        Need.BASELINE_MEASURED,
        Need.PERSON_INFORMED,
        Need.DECISION_LIST_APPROVED,
        Need.HANDOVER_FILE,
        Need.FRESH_MEASUREMENT,
        Need.HANDOVER_APPROVED,
        Need.CAME_FROM_TRIAGE,
        Need.CAME_FROM_EXECUTION,
        Need.SAFETY_TEAM_CHOSE_REJECTION,
        Need.SAFETY_TEAM_CHOSE_ADMISSION,
        Need.SAFETY_TEAM_ACCEPTED_EXECUTION,
        Need.SAFETY_TEAM_ACCEPTED_AFTERCARE,
        Need.CASUSREGISSEUR_ACCEPTED,
        Need.OPEN_ACTIONS_OWNED,
        Need.FINAL_MEASUREMENT,
        Need.OPEN_ACTIONS_HANDED_OVER,
        Need.MESSAGES_SENT,
        Need.RETENTION_PASSED,
        Need.NO_HOLD,
        Need.SECOND_PERSON,
    }
)


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
    """End the case, as new facts take the ground away."""
    ADOPT_PLAN = "adopt_plan"
    """Adopt the plan and begin its execution."""
    HOLD = "hold"
    """Let the case wait until a date."""
    RESUME = "resume"
    """Take a waiting case up again."""
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


@dataclass(frozen=True)
class Move:
    """One line of the table."""

    code: MoveCode
    source: State
    target: State
    permission: Permission
    needs: tuple[Need, ...]
    records: tuple[Record, ...] = ()


_TRIAGE: Final = Permission.CASE_TRIAGE
_WORK: Final = Permission.CASE_WORK
_HOLD: Final = Permission.CASE_HOLD
_SCALE: Final = Permission.CASE_SCALE
_CLOSE: Final = Permission.CASE_CLOSE
_DESTROY: Final = Permission.CASE_DESTROY

_ADMISSION: Final = (Need.CRITERIA_MET, Need.LEGAL_TESTS_ARGUED, Need.PROCESREGISSEUR_NAMED)
_REJECTION: Final = (Need.OUTCOME_ARGUED, Need.ROUTE_NAMED, Need.FEEDBACK_ROUTE)
_DESTRUCTION: Final = (Need.RETENTION_PASSED, Need.NO_HOLD, Need.SECOND_PERSON)
_REOPENING: Final = (Need.NEW_SIGNAL, Need.REOPEN_REASON)

# pga.md 10.2 [V], line by line, with four additions: PERSON_INFORMED on every way into execution
# (6.4), the needs of the weging on both ways that end it after the ZVH said no,
# CASUSREGISSEUR_ACCEPTED (4.5), and FEEDBACK_ROUTE where the referrer heard that it was admitted.
MOVES: Final = (
    Move(
        MoveCode.START_TRIAGE,
        State.REFERRED,
        State.IN_TRIAGE,
        _TRIAGE,
        (Need.DUPLICATE_CHECK_SEEN,),
        (Record.TRIAGE_START,),
    ),
    Move(
        MoveCode.ADMIT,
        State.IN_TRIAGE,
        State.INFORMATION_ROUND,
        _TRIAGE,
        _ADMISSION,
        (Record.DECISION, Record.OUTCOME),
    ),
    Move(
        MoveCode.REJECT,
        State.IN_TRIAGE,
        State.REJECTED,
        _TRIAGE,
        _REJECTION,
        (Record.OUTCOME, Record.RETENTION_START),
    ),
    Move(
        MoveCode.SCALE_UP_DIRECTLY,
        State.IN_TRIAGE,
        State.SCALE_UP_REQUESTED,
        _SCALE,
        (Need.ZVH_CRITERIA, Need.HANDOVER_FILE),
        (Record.OUTCOME, Record.SCALE_UP, Record.DISCLOSURE),
    ),
    Move(
        MoveCode.START_PLANNING,
        State.INFORMATION_ROUND,
        State.PLANNING,
        _WORK,
        (Need.REQUESTS_ANSWERED_OR_NOTE,),
    ),
    Move(
        MoveCode.DROP_AFTER_INFORMATION,
        State.INFORMATION_ROUND,
        State.REJECTED,
        _TRIAGE,
        (Need.NO_GROUND_ARGUED, Need.FEEDBACK_ROUTE),
        (Record.REASON, Record.RETENTION_START),
    ),
    Move(
        MoveCode.ADOPT_PLAN,
        State.PLANNING,
        State.IN_EXECUTION,
        _WORK,
        (
            Need.CASUSREGISSEUR_NAMED,
            Need.GOAL_WITH_ACTION,
            Need.BASELINE_MEASURED,
            Need.PERSON_INFORMED,
            Need.DECISION_LIST_APPROVED,
        ),
        (Record.PLAN_VERSION,),
    ),
    Move(
        MoveCode.HOLD,
        State.IN_EXECUTION,
        State.ON_HOLD,
        _HOLD,
        (Need.HOLD_REASON, Need.HOLD_REVIEW_DATE),
        (Record.REASON, Record.HOLD_REVIEW),
    ),
    Move(
        MoveCode.RESUME,
        State.ON_HOLD,
        State.IN_EXECUTION,
        _HOLD,
        (Need.PERSON_INFORMED, Need.RESUME_REASON),
        (Record.REASON,),
    ),
    Move(
        MoveCode.REQUEST_SCALE_UP,
        State.IN_EXECUTION,
        State.SCALE_UP_REQUESTED,
        _SCALE,
        (
            Need.ZVH_CRITERIA,
            Need.LOCAL_EFFECT_DESCRIBED,
            Need.FRESH_MEASUREMENT,
            Need.SCALE_UP_DISCUSSED,
            Need.HANDOVER_APPROVED,
        ),
        (Record.SCALE_UP, Record.DISCLOSURE),
    ),
    Move(
        MoveCode.RECORD_ZVH_YES,
        State.SCALE_UP_REQUESTED,
        State.TOP_X,
        _SCALE,
        (Need.ZVH_ACCEPTED, Need.ZVH_REFERENCE, Need.ZVH_CONTACT, Need.LOCAL_CONTACT),
        (Record.ZVH_DECISION,),
    ),
    Move(
        MoveCode.RECORD_ZVH_NO,
        State.SCALE_UP_REQUESTED,
        State.IN_EXECUTION,
        _SCALE,
        (Need.CAME_FROM_EXECUTION, Need.PERSON_INFORMED, Need.ZVH_NOT_ACCEPTED),
        (Record.ZVH_DECISION, Record.ZVH_ADVICE),
    ),
    Move(
        MoveCode.REJECT_AFTER_ZVH,
        State.SCALE_UP_REQUESTED,
        State.REJECTED,
        _SCALE,
        (
            Need.CAME_FROM_TRIAGE,
            Need.SAFETY_TEAM_CHOSE_REJECTION,
            *_REJECTION,
            Need.ZVH_NOT_ACCEPTED,
        ),
        (Record.ZVH_DECISION, Record.OUTCOME, Record.RETENTION_START),
    ),
    Move(
        MoveCode.ADMIT_AFTER_ZVH,
        State.SCALE_UP_REQUESTED,
        State.INFORMATION_ROUND,
        _SCALE,
        (
            Need.CAME_FROM_TRIAGE,
            Need.SAFETY_TEAM_CHOSE_ADMISSION,
            *_ADMISSION,
            Need.ZVH_NOT_ACCEPTED,
        ),
        (Record.ZVH_DECISION, Record.DECISION, Record.OUTCOME),
    ),
    Move(
        MoveCode.PROPOSE_SCALE_DOWN,
        State.TOP_X,
        State.SCALE_DOWN_PROPOSED,
        _SCALE,
        (Need.SCALE_DOWN_REASON, Need.OPEN_ACTIONS_LISTED, Need.REMAINING_RISKS),
        (Record.SCALE_DOWN,),
    ),
    Move(
        MoveCode.RETURN_TO_EXECUTION,
        State.SCALE_DOWN_PROPOSED,
        State.IN_EXECUTION,
        _SCALE,
        (
            Need.SAFETY_TEAM_ACCEPTED_EXECUTION,
            Need.CASUSREGISSEUR_ACCEPTED,
            Need.PERSON_INFORMED,
            Need.NEXT_MEETING_DATE,
            Need.OPEN_ACTIONS_OWNED,
        ),
        (Record.SCALE_DOWN,),
    ),
    Move(
        MoveCode.RETURN_TO_AFTERCARE,
        State.SCALE_DOWN_PROPOSED,
        State.AFTERCARE,
        _SCALE,
        (Need.SAFETY_TEAM_ACCEPTED_AFTERCARE, Need.AFTERCARE_HOLDER, Need.AFTERCARE_DATE),
        (Record.SCALE_DOWN,),
    ),
    Move(
        MoveCode.REFUSE_SCALE_DOWN,
        State.SCALE_DOWN_PROPOSED,
        State.TOP_X,
        _SCALE,
        (Need.NOT_ACCEPTED_REASON,),
        (Record.REASON,),
    ),
    Move(
        MoveCode.START_AFTERCARE,
        State.IN_EXECUTION,
        State.AFTERCARE,
        _CLOSE,
        (
            Need.CLOSING_REASON,
            Need.FINAL_MEASUREMENT,
            Need.OPEN_ACTIONS_HANDED_OVER,
            Need.AFTERCARE_HOLDER,
            Need.AFTERCARE_DATE,
        ),
        (Record.REASON,),
    ),
    Move(
        MoveCode.CLOSE_FROM_EXECUTION,
        State.IN_EXECUTION,
        State.CLOSED,
        _CLOSE,
        (Need.NO_AFTERCARE_REASON,),
        (Record.REASON, Record.RETENTION_START),
    ),
    Move(
        MoveCode.CLOSE_FROM_HOLD,
        State.ON_HOLD,
        State.CLOSED,
        _CLOSE,
        (Need.NO_AFTERCARE_REASON,),
        (Record.REASON, Record.RETENTION_START),
    ),
    Move(
        MoveCode.CLOSE_FROM_TOP_X,
        State.TOP_X,
        State.CLOSED,
        _SCALE,
        (Need.NO_AFTERCARE_REASON,),
        (Record.REASON, Record.RETENTION_START),
    ),
    Move(
        MoveCode.CLOSE,
        State.AFTERCARE,
        State.CLOSED,
        _CLOSE,
        (Need.AFTERCARE_CHECKED, Need.MESSAGES_SENT),
        (Record.RETENTION_START,),
    ),
    Move(
        MoveCode.REOPEN_FROM_AFTERCARE,
        State.AFTERCARE,
        State.IN_TRIAGE,
        _CLOSE,
        _REOPENING,
        (Record.REASON, Record.REOPENING, Record.TRIAGE_START),
    ),
    Move(
        MoveCode.REOPEN,
        State.CLOSED,
        State.IN_TRIAGE,
        _CLOSE,
        _REOPENING,
        (Record.REASON, Record.REOPENING, Record.TRIAGE_START),
    ),
    Move(
        MoveCode.DESTROY,
        State.CLOSED,
        State.DESTROYED,
        _DESTROY,
        _DESTRUCTION,
        (Record.CERTIFICATE,),
    ),
    Move(
        MoveCode.DESTROY_REJECTED,
        State.REJECTED,
        State.DESTROYED,
        _DESTROY,
        _DESTRUCTION,
        (Record.CERTIFICATE,),
    ),
)


@dataclass(frozen=True, kw_only=True)
class CaseSnapshot:
    """What the workflow may know of a case: facts, no content; the defaults are an empty dossier.

    What a form has just been given is filled in before asking, so that both kinds of needs are
    judged in one way. After reopening, the facts are those of the new round only.
    """

    today: date
    terms: TermRules = DEFAULT_RULES

    duplicate_check_seen: bool = False
    criteria_met: bool = False
    legal_tests_argued: bool = False
    procesregisseur_named: bool = False
    outcome_argued: bool = False
    route_named: bool = False
    feedback_route: bool = False

    no_ground_argued: bool = False
    requests_asked: int = 0
    requests_unsettled: int = 0
    """Neither answered, nor overdue with a note."""
    asked_nobody_with_note: bool = False

    casusregisseur_named: bool = False
    goal_with_action: bool = False
    baseline_measured: bool = False
    person_informed: bool = False
    """Each person of the case who must be told has been told."""
    notice_postponed_until: date | None = None
    """The earliest review date, when all who were not told have a postponement."""
    decision_list_approved: bool = False
    next_meeting_on: date | None = None

    hold_reason: HoldReason | None = None
    hold_review_on: date | None = None
    resume_reason_given: bool = False

    zvh_criteria_answered: bool = False
    handover_file: bool = False
    handover_approved: bool = False
    local_effect_described: bool = False
    last_measured_on: date | None = None
    """The date of the last final measurement, of whichever kind."""
    scale_up_discussed: bool = False
    scale_up_came_from: State | None = None
    zvh_answer: ZvhAnswer | None = None
    zvh_reference: bool = False
    zvh_contact: bool = False
    local_contact: bool = False
    safety_team_chose: State | None = None
    """The state into which team Veiligheid takes the case after the ZVH."""

    scale_down_reason: bool = False
    open_actions_listed: bool = False
    remaining_risks: bool = False
    casusregisseur_accepted: bool = False
    actions_without_owner: int | None = None
    """Open actions that have no owner; nothing when nobody looked."""
    not_accepted_reason: bool = False

    closing_reason: ClosingReason | None = None
    final_measurement: bool = False
    actions_not_handed_over: int | None = None
    """Actions neither done, dropped nor handed over; nothing when nobody looked."""
    aftercare_holder: bool = False
    aftercare_on: date | None = None
    aftercare_checked: bool = False
    messages_sent: bool = False

    new_signal: bool = False
    reopen_reason_given: bool = False
    destroy_on: date | None = None
    held_until: date | None = None
    """The last day on which the destruction is held up, for instance by a complaint."""
    approved_by_second: bool = False


def _requests_settled(case: CaseSnapshot) -> bool:
    return case.requests_unsettled == 0 and (case.requests_asked > 0 or case.asked_nobody_with_note)


def _informed(case: CaseSnapshot) -> bool:
    """Hold when told, or postponed with a review date that has not passed (pga.md 6.4)."""
    review = case.notice_postponed_until
    return case.person_informed or (review is not None and review >= case.today)


def _review_within_reach(case: CaseSnapshot) -> bool:
    review = case.hold_review_on
    if review is None:
        return False
    return case.today < review <= due_date(TermKind.HOLD_REVIEW, case.today, case.terms)


def _measured_lately(case: CaseSnapshot) -> bool:
    measured = case.last_measured_on
    if measured is None:
        return False
    return due_date(TermKind.MEASUREMENT, measured, case.terms) >= case.today


def _not_before_today(day: date | None, case: CaseSnapshot) -> bool:
    return day is not None and day >= case.today


CHECKS: Final[Mapping[Need, Callable[[CaseSnapshot], bool]]] = {
    Need.DUPLICATE_CHECK_SEEN: lambda case: case.duplicate_check_seen,
    Need.CRITERIA_MET: lambda case: case.criteria_met,
    Need.LEGAL_TESTS_ARGUED: lambda case: case.legal_tests_argued,
    Need.PROCESREGISSEUR_NAMED: lambda case: case.procesregisseur_named,
    Need.OUTCOME_ARGUED: lambda case: case.outcome_argued,
    Need.ROUTE_NAMED: lambda case: case.route_named,
    Need.FEEDBACK_ROUTE: lambda case: case.feedback_route,
    Need.NO_GROUND_ARGUED: lambda case: case.no_ground_argued,
    Need.REQUESTS_ANSWERED_OR_NOTE: _requests_settled,
    Need.CASUSREGISSEUR_NAMED: lambda case: case.casusregisseur_named,
    Need.GOAL_WITH_ACTION: lambda case: case.goal_with_action,
    Need.BASELINE_MEASURED: lambda case: case.baseline_measured,
    Need.PERSON_INFORMED: _informed,
    Need.DECISION_LIST_APPROVED: lambda case: case.decision_list_approved,
    Need.HOLD_REASON: lambda case: case.hold_reason is not None,
    Need.HOLD_REVIEW_DATE: _review_within_reach,
    Need.RESUME_REASON: lambda case: case.resume_reason_given,
    Need.ZVH_CRITERIA: lambda case: case.zvh_criteria_answered,
    Need.HANDOVER_FILE: lambda case: case.handover_file,
    Need.LOCAL_EFFECT_DESCRIBED: lambda case: case.local_effect_described,
    Need.FRESH_MEASUREMENT: _measured_lately,
    Need.SCALE_UP_DISCUSSED: lambda case: case.scale_up_discussed,
    Need.HANDOVER_APPROVED: lambda case: case.handover_approved,
    Need.ZVH_ACCEPTED: lambda case: case.zvh_answer is ZvhAnswer.ACCEPTED,
    Need.ZVH_NOT_ACCEPTED: lambda case: case.zvh_answer in {ZvhAnswer.DECLINED, ZvhAnswer.ADVICE},
    Need.ZVH_REFERENCE: lambda case: case.zvh_reference,
    Need.ZVH_CONTACT: lambda case: case.zvh_contact,
    Need.LOCAL_CONTACT: lambda case: case.local_contact,
    Need.CAME_FROM_TRIAGE: lambda case: case.scale_up_came_from is State.IN_TRIAGE,
    Need.CAME_FROM_EXECUTION: lambda case: case.scale_up_came_from is State.IN_EXECUTION,
    Need.SAFETY_TEAM_CHOSE_REJECTION: lambda case: case.safety_team_chose is State.REJECTED,
    Need.SAFETY_TEAM_CHOSE_ADMISSION: (
        lambda case: case.safety_team_chose is State.INFORMATION_ROUND
    ),
    Need.SCALE_DOWN_REASON: lambda case: case.scale_down_reason,
    Need.OPEN_ACTIONS_LISTED: lambda case: case.open_actions_listed,
    Need.REMAINING_RISKS: lambda case: case.remaining_risks,
    Need.SAFETY_TEAM_ACCEPTED_EXECUTION: lambda case: case.safety_team_chose is State.IN_EXECUTION,
    Need.SAFETY_TEAM_ACCEPTED_AFTERCARE: lambda case: case.safety_team_chose is State.AFTERCARE,
    Need.CASUSREGISSEUR_ACCEPTED: lambda case: case.casusregisseur_accepted,
    Need.NEXT_MEETING_DATE: lambda case: _not_before_today(case.next_meeting_on, case),
    Need.OPEN_ACTIONS_OWNED: lambda case: case.actions_without_owner == 0,
    Need.NOT_ACCEPTED_REASON: lambda case: case.not_accepted_reason,
    Need.CLOSING_REASON: lambda case: case.closing_reason is not None,
    Need.NO_AFTERCARE_REASON: lambda case: case.closing_reason in WITHOUT_AFTERCARE,
    Need.FINAL_MEASUREMENT: lambda case: case.final_measurement,
    Need.OPEN_ACTIONS_HANDED_OVER: lambda case: case.actions_not_handed_over == 0,
    Need.AFTERCARE_HOLDER: lambda case: case.aftercare_holder,
    Need.AFTERCARE_DATE: lambda case: _not_before_today(case.aftercare_on, case),
    Need.AFTERCARE_CHECKED: lambda case: case.aftercare_checked,
    Need.MESSAGES_SENT: lambda case: case.messages_sent,
    Need.NEW_SIGNAL: lambda case: case.new_signal,
    Need.REOPEN_REASON: lambda case: case.reopen_reason_given,
    Need.RETENTION_PASSED: (
        lambda case: case.destroy_on is not None and case.destroy_on <= case.today
    ),
    Need.NO_HOLD: lambda case: case.held_until is None or case.held_until < case.today,
    Need.SECOND_PERSON: lambda case: case.approved_by_second,
}


class UnknownMove(KeyError):
    """Somebody asked for a move that is not in the table; that is our mistake, not the user's."""


_BY_CODE: Final = {move.code: move for move in MOVES}
_BY_ENDS: Final = {(move.source, move.target): move for move in MOVES}


def find(source: State, target: State) -> Move:
    """Return the one move between two states; UnknownMove when there is none."""
    try:
        return _BY_ENDS[source, target]
    except KeyError:
        raise UnknownMove(source.value, target.value) from None


def find_move(code: MoveCode) -> Move:
    """Return the move of this name."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise UnknownMove(code) from None


def moves_from(state: State) -> tuple[Move, ...]:
    """Return the moves out of a state, in the order of the table."""
    return tuple(move for move in MOVES if move.source is state)


def missing(move: Move, case: CaseSnapshot) -> tuple[Need, ...]:
    """Return everything that still has to be done, in the order of the table."""
    return tuple(need for need in move.needs if not CHECKS[need](case))


def standing_missing(move: Move, case: CaseSnapshot) -> tuple[Need, ...]:
    """Return what must be mended before the screen of the move is of use."""
    return tuple(need for need in missing(move, case) if need.kind is NeedKind.MUST_STAND)


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
# an owner and a next date; 6.4 informing; 2.8 measuring).
UPKEEP: Final = (
    Need.PROCESREGISSEUR_NAMED,
    Need.CASUSREGISSEUR_NAMED,
    Need.PERSON_INFORMED,
    Need.FRESH_MEASUREMENT,
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


def _in_execution(case: CaseSnapshot) -> NextStep:
    ending = MoveCode.START_AFTERCARE
    if not standing_missing(find_move(ending), case):
        return ending
    lacking = [need for need in UPKEEP if not CHECKS[need](case)]
    return lacking[0] if lacking else Wait.WORK_THE_PLAN


def _on_hold(case: CaseSnapshot) -> NextStep:
    if case.hold_review_on is not None and case.hold_review_on > case.today:
        return Wait.UNTIL_REVIEW
    return _towards(MoveCode.RESUME, case)


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
    State.INFORMATION_ROUND: lambda case: _towards(MoveCode.START_PLANNING, case),
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
