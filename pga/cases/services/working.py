"""The working phase: end the information round, put on hold, take up again."""

from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.reading.finding import find_case
from pga.cases.reading.snapshot import held_from
from pga.cases.room import CASES
from pga.cases.rules.ending import EndProblem
from pga.cases.rules.moves import HOLDS, RESUMES, MoveCode
from pga.cases.rules.pause import PAUSED, WAITS, runs_on, stops
from pga.cases.rules.states import HoldReason, ObjectionOutcome, State
from pga.cases.rules.terms import TermKind, TermRules
from pga.cases.services.moves import move, start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.terms import end_terms
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

ROUND: Final = (TermKind.INFORMATION_ROUND, TermKind.INFORMATION_REMINDER)


def start_planning(actor: Actor, number: str, version: int, *, note: str) -> None:
    """End the information round, once no question waits for its answer any more.

    A question is settled by any answer, or by a note when it is overdue; without any question a
    note says why. Raises StepBlocked.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, version=version)
        given = {"asked_nobody_with_note": bool(note)}
        move(session, actor, found, MoveCode.START_PLANNING, given, why=note)
        end_terms(session, CASES, found.dossier, *ROUND)
        record(session, actor, Line(Event.MOVED, found.about, (MoveCode.START_PLANNING,)))


def hold(
    actor: Actor, number: str, version: int, *, reason: HoldReason, note: str, review_on: date
) -> None:
    """Let a case wait until a day, at most six months away. Raises StaleDossier or StepBlocked.

    Its own terms stand still, but for what is late already: a pause clears nothing.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_HOLD, version=version)
        case, came_from = found.dossier, found.dossier.state
        code = HOLDS.get(came_from)
        if code is None:
            raise StaleDossier(number)
        given = {"hold_reason": reason, "hold_review_on": review_on}
        rules = move(session, actor, found, code, given, why=note)
        case.hold_code, case.hold_review_on, case.hold_note = reason, review_on, note or None
        case.held_from, case.objection_outcome, case.objection_decided_on = came_from, None, None
        _stop_terms(session, case, came_from)
        start_term(session, case, TermKind.HOLD_REVIEW, clock.today(), rules, due=review_on)
        record(session, actor, Line(Event.MOVED, found.about, (code,)), reason=note)


def resume(
    actor: Actor, number: str, version: int, *, reason: str, rejected_on: date | None = None
) -> None:
    """Take a waiting case up again where it was held (decision 61).

    ``rejected_on`` is the day on which the objection was rejected for which it waited. Raises
    StaleDossier, StepBlocked or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_HOLD, version=version)
        case, back_to = found.dossier, held_from(found.dossier)
        if back_to is None:
            raise StaleDossier(number)
        if rejected_on is not None and rejected_on > clock.today():
            raise Invalid({"rejected_on": EndProblem.IN_FUTURE})
        code = RESUMES[back_to]
        given: dict[str, object] = {"resume_reason_given": bool(reason)}
        if rejected_on is not None and case.hold_code is HoldReason.OBJECTION:
            given["objection"] = ObjectionOutcome.REJECTED
            case.objection_outcome = ObjectionOutcome.REJECTED
            case.objection_decided_on = rejected_on
        rules = move(session, actor, found, code, given, why=reason)
        case.hold_code, case.hold_review_on, case.hold_note = None, None, None
        case.held_from = None
        _go_on(session, case, back_to, rules)
        end_terms(session, CASES, case, TermKind.HOLD_REVIEW)
        record(session, actor, Line(Event.MOVED, found.about, (code,)), reason=reason)


def _stop_terms(session: Session, case: Case, came_from: State) -> None:
    for term in session.scalars(_running_of(case, came_from)):
        if stops(term.kind, term.due_on, came_from, clock.today()):
            term.ended_on = clock.today()


def _go_on(session: Session, case: Case, back_to: State, rules: TermRules) -> None:
    """Let what stood still run: a rhythm anew, elsewhere for the days that were left."""
    running = {term.kind for term in session.scalars(_running_of(case, back_to))}
    if back_to is State.IN_EXECUTION:
        for kind in PAUSED:
            if kind not in running:
                start_term(session, case, kind, clock.today(), rules)
        return
    held_on = session.scalar(
        sa.select(CaseTerm.started_on).filter_by(
            case_id=case.id, kind=TermKind.HOLD_REVIEW, ended_on=None
        )
    )
    stood_still = sa.select(CaseTerm).where(
        CaseTerm.case_id == case.id,
        CaseTerm.kind.in_(WAITS[back_to]),
        CaseTerm.ended_on == held_on,
        CaseTerm.due_on >= held_on,
    )
    for term in session.scalars(stood_still):
        if term.kind not in running and held_on is not None:
            days = [runs_on(day, held_on, clock.today()) for day in (term.started_on, term.due_on)]
            start_term(session, case, term.kind, days[0], rules, due=days[1])
            running.add(term.kind)


def _running_of(case: Case, state: State) -> sa.Select[CaseTerm]:
    return sa.select(CaseTerm).where(
        CaseTerm.case_id == case.id, CaseTerm.ended_on.is_(None), CaseTerm.kind.in_(WAITS[state])
    )
