"""What must be in order before a move, and how one sees that it is (pga.md 10.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pga.access.permissions import Permission
from pga.cases.rules.states import (
    WITHOUT_AFTERCARE,
    ClosingReason,
    HoldReason,
    ObjectionOutcome,
    State,
    ZvhAnswer,
)
from pga.cases.rules.terms import DEFAULT_RULES, TermKind, TermRules, due_date
from pga.dossiers.rules.moves import NeedKind


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
    HELD_FROM_ROUND = "held_from_round"
    """The case was put on hold in the informatieronde."""
    HELD_FROM_PLANNING = "held_from_planning"
    """The case was put on hold while its plan was made."""
    HELD_FROM_EXECUTION = "held_from_execution"
    """The case was put on hold in execution (decision 61)."""
    OBJECTION_SETTLED = "objection_settled"
    """No objection waits for its decision, and none was upheld (AVG art. 21)."""
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
    EVALUATED = "evaluated"
    """No evaluatie is late (pga.md 2.8)."""
    PLAN_ADJUSTED = "plan_adjusted"
    """No evaluatie asks for a version of the plan that is not there yet."""
    PROPOSALS_ANSWERED = "proposals_answered"
    """No proposal of nazorg or afsluiten waits (second-look 12)."""
    SCALE_UP_ANSWERED = "scale_up_answered"
    """No proposal of opschalen waits (second-look 12)."""
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
    ACTIONS_ANSWERED = "actions_answered"
    """Of each open action it is said, in the act that ends the case, what becomes of it."""
    TOLD_SAID = "told_said"
    """It is said who was told of the end, or why nobody was."""
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
        Need.EVALUATED,
        Need.PLAN_ADJUSTED,
        Need.PROPOSALS_ANSWERED,
        Need.SCALE_UP_ANSWERED,
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

MENDED_WITH: Final[Mapping[Need, Permission]] = {
    Need.DUPLICATE_CHECK_SEEN: Permission.CASE_TRIAGE,
    Need.PROCESREGISSEUR_NAMED: Permission.CASE_ASSIGN,
    Need.CASUSREGISSEUR_NAMED: Permission.CASE_ASSIGN,
    Need.PERSON_INFORMED: Permission.CASE_INFORM,
    Need.GOAL_WITH_ACTION: Permission.CASE_PLAN,
    Need.BASELINE_MEASURED: Permission.CASE_PLAN,
    Need.FRESH_MEASUREMENT: Permission.CASE_PLAN,
    Need.EVALUATED: Permission.CASE_PLAN,
    Need.PLAN_ADJUSTED: Permission.CASE_PLAN,
    Need.PROPOSALS_ANSWERED: Permission.CASE_ANSWER,
    Need.SCALE_UP_ANSWERED: Permission.CASE_SCALE,
    Need.FINAL_MEASUREMENT: Permission.CASE_PLAN,
    Need.OPEN_ACTIONS_HANDED_OVER: Permission.CASE_PLAN,
    Need.REQUESTS_ANSWERED_OR_NOTE: Permission.CASE_WORK,
    Need.DECISION_LIST_APPROVED: Permission.CASE_MEETING,
    Need.NEXT_MEETING_DATE: Permission.CASE_MEETING,
}
"""Who may mend what has a page; nobody else is led there."""


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
    held_from: State | None = None
    """Where the case stood when it was put on hold."""
    objection: ObjectionOutcome | None = None
    """What was decided on the objection for which the case waits."""
    resume_reason_given: bool = False

    zvh_criteria_answered: bool = False
    handover_file: bool = False
    handover_approved: bool = False
    local_effect_described: bool = False
    last_measured_on: date | None = None
    """The date of the last final measurement, of whichever kind."""
    evaluation_due_on: date | None = None
    """Until when the next evaluatie is on time, when that runs."""
    plan_to_adjust: bool = False
    """The last evaluatie asks for another version of the plan, and none came since."""
    proposals_open: bool = False
    """Nazorg or afsluiten was proposed, and nobody answered."""
    scale_up_proposed: bool = False
    """Opschalen was proposed, and nobody answered."""
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
    actions_unanswered: int | None = None
    """Open actions of which the act that ends the case says nothing; nothing when nobody looked."""
    told_said: bool = False
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


def _no_objection_waits(case: CaseSnapshot) -> bool:
    rejected = case.objection is ObjectionOutcome.REJECTED
    return case.hold_reason is not None and (
        rejected or case.hold_reason is not HoldReason.OBJECTION
    )


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
    Need.REQUESTS_ANSWERED_OR_NOTE: _requests_settled,
    Need.CASUSREGISSEUR_NAMED: lambda case: case.casusregisseur_named,
    Need.GOAL_WITH_ACTION: lambda case: case.goal_with_action,
    Need.BASELINE_MEASURED: lambda case: case.baseline_measured,
    Need.PERSON_INFORMED: _informed,
    Need.DECISION_LIST_APPROVED: lambda case: case.decision_list_approved,
    Need.HOLD_REASON: lambda case: case.hold_reason is not None,
    Need.HOLD_REVIEW_DATE: _review_within_reach,
    Need.HELD_FROM_ROUND: lambda case: case.held_from is State.INFORMATION_ROUND,
    Need.HELD_FROM_PLANNING: lambda case: case.held_from is State.PLANNING,
    Need.HELD_FROM_EXECUTION: lambda case: case.held_from is State.IN_EXECUTION,
    Need.OBJECTION_SETTLED: _no_objection_waits,
    Need.RESUME_REASON: lambda case: case.resume_reason_given,
    Need.ZVH_CRITERIA: lambda case: case.zvh_criteria_answered,
    Need.HANDOVER_FILE: lambda case: case.handover_file,
    Need.LOCAL_EFFECT_DESCRIBED: lambda case: case.local_effect_described,
    Need.FRESH_MEASUREMENT: _measured_lately,
    Need.EVALUATED: (
        lambda case: case.evaluation_due_on is None or case.evaluation_due_on >= case.today
    ),
    Need.PLAN_ADJUSTED: lambda case: not case.plan_to_adjust,
    Need.PROPOSALS_ANSWERED: lambda case: not case.proposals_open,
    Need.SCALE_UP_ANSWERED: lambda case: not case.scale_up_proposed,
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
    Need.ACTIONS_ANSWERED: lambda case: case.actions_unanswered == 0,
    Need.TOLD_SAID: lambda case: case.told_said,
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
