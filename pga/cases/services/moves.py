"""How a case gets another state, and its terms: by the table of its own."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case, StateChange
from pga.cases.reading.hearing import hearing_rows
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.moves import WORKFLOW, MoveCode, find_move
from pga.cases.rules.needs import Need
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind, TermRules, due_date
from pga.core import clock
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.lateness import TermNotSet
from pga.dossiers.services.moves import make_move, may_move
from pga.dossiers.services.terms import put_date
from pga.privacy.context import AccessContext


def move(
    session: Session,
    actor: Actor,
    found: Found[Case],
    code: MoveCode,
    given: dict[str, Any],
    *,
    why: str = "",
) -> TermRules:
    """Move a case; ``given`` is what its screen answers. Raises StepBlocked or Refused.

    Returns the terms in force, for what starts with the move.
    """
    step = find_move(code)
    may_move(actor, found, step)
    rules = rules_in_force(session, found.dossier.municipality)
    snapshot = snapshot_of(session, found.dossier, rules)
    if Need.PERSON_INFORMED in step.needs:  # who is how old today, and not when it was judged last
        judged = hearing_rows(session, found.dossier, AccessContext(session)).judged
        snapshot = replace(
            snapshot,
            person_informed=judged.informed_on is not None,
            notice_postponed_until=judged.review_on,
        )
    make_move(session, actor, found, step, (WORKFLOW, snapshot, given), why=why)
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
    put_date(session, CASES, case, kind, due_on, started_on=start)
