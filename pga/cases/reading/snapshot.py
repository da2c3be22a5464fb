"""What the workflow may know of a case: facts, no content."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.evaluating import Evaluation, Proposal
from pga.cases.models.information import InformationRequest
from pga.cases.models.measuring import Measurement
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.plan import CaseAction, PlanGoal, PlanVersion
from pga.cases.models.referral import Triage
from pga.cases.models.visibility import in_use
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.evaluating import Conclusion
from pga.cases.rules.information import QuestionWaiting, unsettled
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.needs import CaseSnapshot, Need
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.proposing import ProposalKind
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind, TermRules
from pga.core import clock
from pga.core.database import ask, table_of
from pga.partners.reading import organisation_names

WEIGHED: Final = sa.select(Triage.id).where(Triage.case_id == sa.bindparam("case")).limit(1)


def snapshot_of(session: Session, case: Case, rules: TermRules) -> CaseSnapshot:
    """Tell the workflow what it may know of a case: facts, no content."""
    weighed = case.outcome is not None or session.scalar(WEIGHED, {"case": case.id})
    since = case.admitted_on or date.min
    plan = ask(session, _plan_facts(), {"case": case.id, "since": since}).one()
    asked = waiting_in(session, case)
    return CaseSnapshot(
        today=clock.today(),
        terms=rules,
        requests_asked=len(asked),
        requests_unsettled=unsettled(asked),
        duplicate_check_seen=case.duplicate_checked,
        criteria_met=case.criteria_met,
        legal_tests_argued=bool(weighed),
        outcome_argued=bool(weighed),
        procesregisseur_named=case.procesregisseur_id is not None,
        casusregisseur_named=case.casusregisseur_id is not None,
        person_informed=case.informed_on is not None,
        notice_postponed_until=case.inform_review_on,
        goal_with_action=plan.goal_with_action,
        baseline_measured=plan.baseline_measured,
        last_measured_on=plan.last_measured_on,
        final_measurement=plan.final_measurement,
        actions_without_owner=plan.actions_without_owner,
        actions_not_handed_over=plan.open_actions,
        decision_list_approved=plan.decision_list_approved,
        next_meeting_on=plan.next_meeting_on,
        evaluation_due_on=plan.evaluation_due_on,
        plan_to_adjust=plan.plan_to_adjust,
        proposals_open=plan.proposals_open,
        scale_up_proposed=plan.scale_up_proposed,
        hold_reason=case.hold_code,
        hold_review_on=case.hold_review_on,
        held_from=held_from(case),
        objection=case.objection_outcome,
        scale_up_came_from=case.scaled_from,
    )


def held_from(case: Case) -> State | None:
    """Return where a case on hold goes back to; one of before that was kept was in execution."""
    return (case.held_from or State.IN_EXECUTION) if case.state is State.ON_HOLD else None


@cache
def _plan_facts() -> sa.Executable:
    """Select what the workflow asks of the work on a case, as one statement.

    The facts count from the last admission, as the workflow wants those of the new round only.
    """
    case_id, since = sa.bindparam("case", type_=sa.Uuid()), sa.bindparam("since", type_=sa.Date())
    final = sa.and_(Measurement.case_id == case_id, Measurement.final_on >= since)
    counting = CaseAction.outcome.is_distinct_from(ActionOutcome.DROPPED)
    goal = sa.and_(PlanGoal.id == CaseAction.goal_id, PlanGoal.status == GoalStatus.NOW)
    working = sa.exists().where(PlanGoal.case_id == case_id, goal, counting, in_use(PlanGoal.id))
    of_case = sa.select(sa.func.count()).where(
        CaseAction.case_id == case_id, CaseAction.outcome.is_(None)
    )
    unowned = of_case.where(
        CaseAction.user_id.is_(None),
        CaseAction.organisation_id.is_(None),
        CaseAction.own.is_(None),
    )
    last = sa.select(sa.func.max(Measurement.measured_on)).where(final)
    next_meeting = sa.select(sa.func.min(CaseTerm.due_on)).where(
        CaseTerm.case_id == case_id,
        CaseTerm.kind == TermKind.PLANNED_MEETING,
        CaseTerm.ended_on.is_(None),
    )
    evaluation = sa.select(sa.func.min(CaseTerm.due_on)).where(
        CaseTerm.case_id == case_id,
        CaseTerm.kind == TermKind.EVALUATION,
        CaseTerm.ended_on.is_(None),
    )
    later = aliased(Evaluation)
    overtaken = sa.exists().where(later.case_id == case_id, later.made_at > Evaluation.made_at)
    revised = sa.exists().where(
        PlanVersion.case_id == case_id, PlanVersion.number > Evaluation.plan_number
    )
    adjusts = sa.exists().where(
        Evaluation.case_id == case_id,
        Evaluation.held_on >= since,
        Evaluation.conclusion == Conclusion.ADJUST,
        ~overtaken,
        ~revised,
    )
    proposed = sa.and_(Proposal.case_id == case_id, Proposal.answer.is_(None))
    scale_up = Proposal.kind == ProposalKind.SCALE_UP

    def there(kind: MeasurementKind) -> sa.Exists:
        return sa.exists().where(final, Measurement.kind == kind)

    return sa.select(
        working.label("goal_with_action"),
        there(MeasurementKind.BASELINE).label("baseline_measured"),
        there(MeasurementKind.FINAL).label("final_measurement"),
        sa.exists()
        .where(MeetingItem.case_id == case_id, MeetingItem.approved_on >= since)
        .label("decision_list_approved"),
        next_meeting.scalar_subquery().label("next_meeting_on"),
        evaluation.scalar_subquery().label("evaluation_due_on"),
        adjusts.label("plan_to_adjust"),
        sa.exists().where(proposed, ~scale_up).label("proposals_open"),
        sa.exists().where(proposed, scale_up).label("scale_up_proposed"),
        last.scalar_subquery().label("last_measured_on"),
        unowned.scalar_subquery().label("actions_without_owner"),
        of_case.scalar_subquery().label("open_actions"),
    )


ASKED: Final = sa.select(
    InformationRequest.asked_on,
    InformationRequest.due_on,
    InformationRequest.remind_on,
    sa.or_(InformationRequest.answer.is_not(None), InformationRequest.ended_on.is_not(None)),
    table_of(InformationRequest).c.late_note.is_not(None),
    InformationRequest.reminded_on.is_not(None),
).where(
    InformationRequest.case_id == sa.bindparam("case", type_=sa.Uuid()),
    InformationRequest.asked_on >= sa.bindparam("since", type_=sa.Date()),
)


SILENT: Final = (
    sa.select(InformationRequest.organisation_id)
    .where(
        InformationRequest.case_id == sa.bindparam("case", type_=sa.Uuid()),
        InformationRequest.asked_on >= sa.bindparam("since", type_=sa.Date()),
        InformationRequest.answer.is_(None),
        InformationRequest.ended_on.is_(None),
        table_of(InformationRequest).c.late_note.is_(None),
    )
    .order_by(InformationRequest.asked_on, InformationRequest.id)
)


def silent_partners(session: Session, case: Case, lacking: Iterable[Need]) -> tuple[str, ...]:
    """Return by name for whom the round waits, when a step lacks that; the longest asked first."""
    if Need.REQUESTS_ANSWERED_OR_NOTE not in set(lacking):
        return ()
    since = case.admitted_on or date.min
    waits = list(ask(session, SILENT, {"case": case.id, "since": since}).scalars())
    names = organisation_names(session, waits)
    return tuple(dict.fromkeys(names[one] for one in waits))


def waiting_in(session: Session, case: Case) -> list[QuestionWaiting]:
    """Return the questions of this round as the rules know them, without opening anything."""
    since = case.admitted_on or date.min
    rows = ask(session, ASKED, {"case": case.id, "since": since})
    return [
        QuestionWaiting(row[0], row[1], row[2], *(bool(value) for value in row[3:])) for row in rows
    ]
