"""The one place where a case gets another state: the table is asked, the move is written down."""

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, require
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.reading.finding import Found, rules_in_force, snapshot_of
from pga.cases.rules.terms import TermKind, TermNotSet, TermRules, due_date
from pga.cases.rules.workflow import (
    CaseSnapshot,
    Move,
    MoveCode,
    State,
    UnknownMove,
    find_move,
    missing,
)
from pga.core import clock
from pga.core.errors import StepBlocked


def move(
    session: Session,
    actor: Actor,
    found: Found,
    code: MoveCode,
    given: dict[str, Any],
    *,
    why: str = "",
) -> TermRules:
    """Move a case; ``given`` is what its screen answers. Raises StepBlocked or Refused."""
    step, case = find_move(code), found.case
    if step.source is not case.state:
        raise UnknownMove(code)
    require(actor, step.permission, found.facts)
    rules = rules_in_force(session, case.municipality)
    _refuse_while_missing(step, snapshot_of(session, case, rules), given)
    case.state = step.target
    session.add(
        StateChange(
            case_id=case.id,
            move=code,
            state=step.target,
            at=clock.now(),
            by=actor.id,
            checks=",".join(step.needs),
            reason=why or None,
        )
    )
    return rules


def first_state(session: Session, actor: Actor, case: Case) -> None:
    """Write down that a case came to be."""
    session.add(
        StateChange(
            case_id=case.id, move=None, state=State.REFERRED, at=clock.now(), by=actor.id, checks=""
        )
    )


def start_term(
    session: Session,
    case: Case,
    kind: TermKind,
    start: date,
    rules: TermRules,
    *,
    due: date | None = None,
) -> None:
    """Let a term run; one that nobody set yet does not."""
    try:
        due_on = due or due_date(kind, start, rules)
    except TermNotSet:
        return
    session.add(CaseTerm(case_id=case.id, kind=kind, started_on=start, due_on=due_on))


def put_date(session: Session, case: Case, kind: TermKind, due_on: date) -> None:
    """Put a day on the calendar of a case that somebody chose."""
    session.add(CaseTerm(case_id=case.id, kind=kind, started_on=clock.today(), due_on=due_on))


def end_date(session: Session, case: Case, kind: TermKind, due_on: date) -> None:
    """Take one day off the calendar of a case; other days of this kind stay."""
    question = sa.select(CaseTerm).filter_by(
        case_id=case.id, kind=kind, due_on=due_on, ended_on=None
    )
    for term in session.scalars(question.limit(1)):
        term.ended_on = clock.today()


def end_terms(session: Session, case: Case, *kinds: TermKind) -> None:
    """End the running terms of these kinds."""
    question = sa.select(CaseTerm).where(
        CaseTerm.case_id == case.id, CaseTerm.ended_on.is_(None), CaseTerm.kind.in_(kinds)
    )
    for term in session.scalars(question):
        term.ended_on = clock.today()


def _refuse_while_missing(step: Move, standing: CaseSnapshot, given: dict[str, Any]) -> None:
    lacking = missing(step, replace(standing, **given))
    if lacking:
        raise StepBlocked(lacking)
