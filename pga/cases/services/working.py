"""The working phase: end the information round, put on hold, take up again."""

from datetime import date
from typing import Final

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.pause import PAUSED
from pga.cases.rules.states import HoldReason
from pga.cases.rules.terms import TermKind
from pga.cases.services.moves import move, start_term
from pga.core import clock
from pga.core.database import transaction
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
    """Let a case wait until a day, at most six months away. Raises StepBlocked."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_HOLD, version=version)
        case = found.dossier
        given = {"hold_reason": reason, "hold_review_on": review_on}
        rules = move(session, actor, found, MoveCode.HOLD, given, why=note)
        case.hold_code, case.hold_review_on, case.hold_note = reason, review_on, note or None
        end_terms(session, CASES, case, *PAUSED)
        start_term(session, case, TermKind.HOLD_REVIEW, clock.today(), rules, due=review_on)
        record(session, actor, Line(Event.MOVED, found.about, (MoveCode.HOLD,)), reason=note)


def resume(actor: Actor, number: str, version: int, *, reason: str) -> None:
    """Take a waiting case up again. Raises StepBlocked."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_HOLD, version=version)
        case = found.dossier
        given = {"resume_reason_given": bool(reason)}
        rules = move(session, actor, found, MoveCode.RESUME, given, why=reason)
        case.hold_code, case.hold_review_on, case.hold_note = None, None, None
        end_terms(session, CASES, case, TermKind.HOLD_REVIEW)
        for kind in PAUSED:
            start_term(session, case, kind, clock.today(), rules)
        record(session, actor, Line(Event.MOVED, found.about, (MoveCode.RESUME,)), reason=reason)
