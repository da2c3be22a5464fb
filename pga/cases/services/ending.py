"""A case ends: by an event, or by a decision; and all that ran of it ends in the same act."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.ending import CaseEnd
from pga.cases.models.information import InformationRequest
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.agenda import attendance_of
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.ending import (
    ENDED_BY,
    EndGiven,
    EndProblem,
    Heard,
    StartEvent,
    class_of,
    problems_of_end,
    starts_with,
)
from pga.cases.rules.forecast import RETENTION
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import ClosingReason, HoldReason, ObjectionOutcome
from pga.cases.rules.terms import TermRules
from pga.cases.rules.triage import FeedbackMeans
from pga.cases.services.booking_shown import book_shown
from pga.cases.services.feedback import feed_back
from pga.cases.services.moves import move, start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.services.ending import end_doors
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def end_case(
    actor: Actor,
    number: str,
    version: int,
    given: EndGiven,
    *,
    objection_upheld_on: date | None = None,
) -> None:
    """End a case by an event, with all that runs of it.

    Raises StaleDossier when it is not where it was, or an action is not; Invalid with all that is
    wrong; StepBlocked or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, version=version, lock=True)
        case = found.dossier
        code = ENDED_BY.get(case.state)
        if code is None:
            raise StaleDossier(number)
        problems = problems_of_end(given, case.state, case.received_on, clock.today())
        problems |= _problems_of_objection(case, given, objection_upheld_on)
        _refuse(problems)
        unanswered = _settle_actions(session, found, given)
        told = ",".join(one for one in Heard if one in given.heard)
        answers = {
            "closing_reason": given.reason,
            "actions_unanswered": unanswered,
            "told_said": bool(told),
        }
        rules = move(session, actor, found, code, answers, why=given.words)
        case.hold_code = case.hold_review_on = case.hold_note = case.held_from = None
        if objection_upheld_on is not None:
            case.objection_outcome = ObjectionOutcome.UPHELD
            case.objection_decided_on = objection_upheld_on
        died = starts_with(given.reason) is StartEvent.DEATH
        end_all(
            session,
            found,
            _end(case, actor, code, given.reason, told, given.happened_on if died else None),
            rules,
            words=given.words,
        )
        if Heard.REFERRER in given.heard:
            means = given.means or FeedbackMeans.PHONE
            feed_back(session, actor, case, means, given.heard_on or clock.today())
        record(session, actor, Line(Event.MOVED, found.about, (code,)), reason=given.words)


def end_decided(
    session: Session,
    actor: Actor,
    found: Found[Case],
    code: MoveCode,
    rules: TermRules,
    *,
    words: str,
) -> None:
    """End what runs of a case that was decided not to go on; for a use case that is in a unit."""
    reason = ClosingReason.NO_LONGER_NECESSARY if code is not MoveCode.REJECT else None
    end = _end(found.dossier, actor, code, reason, "", None)
    end_all(session, found, end, rules, words=words)


def end_all(
    session: Session, found: Found[Case], end: CaseEnd, rules: TermRules, *, words: str
) -> None:
    """End every term, question, item of a meeting, link, flag, draft and notice of a case.

    For a use case that is in a unit, and moved the case already.
    """
    case, today = found.dossier, clock.today()
    session.add(end)
    questions = sa.select(InformationRequest).filter_by(case_id=case.id, answer=None, ended_on=None)
    for question in session.scalars(questions):
        question.ended_on = today
    items = sa.select(MeetingItem).where(
        MeetingItem.case_id == case.id,
        MeetingItem.status.in_((ItemStatus.WAITING, ItemStatus.OPEN)),
    )
    for item in session.scalars(items):
        if item.status is ItemStatus.OPEN:
            book_shown(session, attendance_of(session, [item]))
            item.status = ItemStatus.DONE
        else:
            item.status = ItemStatus.TAKEN_OFF
    end_doors(session, CASES, case, closing=words)
    start_term(session, case, RETENTION[case.state], end.starts_on, rules)


def _end(
    case: Case,
    actor: Actor,
    code: MoveCode,
    reason: ClosingReason | None,
    told: str,
    starts_on: date | None,
) -> CaseEnd:
    today = clock.today()
    return CaseEnd(
        case_id=case.id,
        ended_on=today,
        by=actor.id,
        reason=reason,
        told=told,
        retention=class_of(code, reason),
        starts_with=starts_with(reason),
        starts_on=starts_on or today,
    )


def _settle_actions(session: Session, found: Found[Case], given: EndGiven) -> int:
    """Say of each open action what becomes of it; return of how many nothing is said.

    What was done or added by a colleague meanwhile is not what this form showed.
    """
    question = sa.select(CaseAction).filter_by(case_id=found.dossier.id, outcome=None)
    standing = {row.id: row for row in session.scalars(question.with_for_update())}
    if standing.keys() != given.actions.keys():
        raise StaleDossier(found.dossier.number)
    for action_id, row in standing.items():
        settled = given.actions[action_id]
        row.outcome, row.done_on = settled.outcome, clock.today()
        row.result = settled.result or None
    return sum(row.outcome is None for row in standing.values())


def _problems_of_objection(
    case: Case, given: EndGiven, upheld_on: date | None
) -> dict[str, EndProblem]:
    """Ask for the decision on an objection, when a case that waits for it ends for no ground."""
    waits = case.hold_code is HoldReason.OBJECTION
    if waits and given.reason is ClosingReason.NO_LONGER_NECESSARY and upheld_on is None:
        return {"upheld_on": EndProblem.OBJECTION_OPEN}
    if upheld_on is not None and upheld_on > clock.today():
        return {"upheld_on": EndProblem.IN_FUTURE}
    return {}


def _refuse(problems: dict[str, EndProblem]) -> None:
    if problems:
        raise Invalid(problems)
