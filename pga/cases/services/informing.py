"""The first gate to execution: the person knows, or telling waits with a ground and a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.reading.finding import find_case
from pga.cases.reading.informing import ages_of, told_in
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.informing import MAY, Audience, InformMeans, InformProblem, informed_on
from pga.cases.rules.referral import AgeClass, NotInformedReason
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, due_date
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.services.terms import end_terms
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

BEFORE: Final = timedelta(days=366)
"""So long before the aanmelding came in somebody can have been told of it; [V]."""
TERMS: Final = (TermKind.INFORM_PERSON, TermKind.INFORM_REVIEW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A letter or talk as it is recorded."""

    person_id: UUID
    audience: Audience
    means: InformMeans
    told_on: date
    told_by: UUID
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Postponing:
    """A decision to tell later."""

    ground: NotInformedReason
    note: str
    decided_by: UUID
    decided_on: date
    review_on: date


def tell(actor: Actor, number: str, telling: Telling) -> bool:
    """Record a letter or talk; return whether everybody who must know was told now.

    Raises Invalid with what is wrong.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM, lock=True)
        case = found.dossier
        ages = ages_of(session, case)
        problems = _days(case, told_on=telling.told_on)
        may = MAY[ages[telling.person_id]] if telling.person_id in ages else frozenset()
        if telling.audience not in may:
            problems["ear"] = InformProblem.NOT_ASKED
        if not _works_here(session, case, telling.told_by):
            problems["told_by"] = InformProblem.NOT_A_COLLEAGUE
        _refuse(case, problems)
        session.add(
            Informing(
                case_id=case.id,
                person_id=telling.person_id,
                audience=telling.audience,
                means=telling.means,
                told_on=telling.told_on,
                told_by=telling.told_by,
                noted_at=clock.now(),
                note=telling.note or None,
            )
        )
        session.flush()
        done = case.informed_on is not None or _take_note(session, case, ages)
        record(session, actor, Line(Event.INFORMED, found.about))
        return done


def postpone(actor: Actor, number: str, postponing: Postponing) -> None:
    """Record that telling waits, and until when; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM, lock=True)
        case, today = found.dossier, clock.today()
        rules = rules_in_force(session, case.municipality)
        problems = _days(case, decided_on=postponing.decided_on)
        if postponing.review_on < today:
            problems["review_on"] = InformProblem.IN_PAST
        elif postponing.review_on > due_date(TermKind.INFORM_REVIEW, today, rules):
            problems["review_on"] = InformProblem.TOO_FAR
        if not _works_here(session, case, postponing.decided_by):
            problems["decided_by"] = InformProblem.NOT_A_COLLEAGUE
        if case.informed_on is not None:
            problems[""] = InformProblem.TOLD
        _refuse(case, problems)
        session.add(
            InformPostponement(
                case_id=case.id,
                ground=postponing.ground,
                decided_by=postponing.decided_by,
                decided_on=postponing.decided_on,
                review_on=postponing.review_on,
                noted_at=clock.now(),
                note=postponing.note,
            )
        )
        case.inform_review_on = postponing.review_on
        end_terms(session, CASES, case, *TERMS)
        start_term(session, case, TermKind.INFORM_REVIEW, today, rules, due=postponing.review_on)
        record(session, actor, Line(Event.INFORM_POSTPONED, found.about), reason=postponing.note)


def _take_note(session: Session, case: Case, ages: dict[UUID, AgeClass]) -> bool:
    """Close the gate's question when nobody is left to tell."""
    rows = list(session.scalars(sa.select(Informing).filter_by(case_id=case.id)))
    day = informed_on(ages, told_in(rows))
    if day is None:
        return False
    case.informed_on, case.inform_review_on = day, None
    end_terms(session, CASES, case, *TERMS)
    return True


def _days(case: Case, **days: date) -> dict[str, InformProblem]:
    found = {}
    for name, day in days.items():
        if day > clock.today():
            found[name] = InformProblem.IN_FUTURE
        elif day < case.received_on - BEFORE:
            found[name] = InformProblem.BEFORE_RECEIPT
    return found


def _works_here(session: Session, case: Case, user_id: UUID) -> bool:
    return user_id in {one.id for one in colleagues_for(session, CASES, case, WORKERS)}


def _refuse(case: Case, problems: dict[str, InformProblem]) -> None:
    if case.state not in ACTIVE:
        problems[""] = InformProblem.CASE_OVER
    if problems:
        raise Invalid(problems)
