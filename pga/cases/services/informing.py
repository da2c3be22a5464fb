"""The first gate: who must know knows, or telling waits with a ground and a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import hearing_rows
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.informing import (
    Audience,
    Ear,
    InformMeans,
    InformProblem,
    ToldBy,
    Topic,
    may_hear,
)
from pga.cases.rules.referral import NotInformedReason
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, TermRules, due_date
from pga.cases.services.judging import judge_informing
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import colleagues_for
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

BEFORE: Final = timedelta(days=366)
"""So long before the aanmelding came in somebody can have been told of it; [V]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A letter or talk as it is recorded, and who heard it."""

    ears: Sequence[Ear]
    topics: frozenset[Topic]
    means: InformMeans
    told_on: date
    told_by: UUID
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Postponing:
    """A decision to tell some of those who must hear it later."""

    ears: Sequence[Ear]
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
        problems = _days(case, told_on=telling.told_on)
        may = may_hear(hearing_rows(session, case, AccessContext(session)).of_case)
        problems |= _faults_of_ears(telling.ears, may)
        if not telling.topics:
            problems["topics"] = InformProblem.NO_TOPIC
        if not _works_here(session, case, telling.told_by):
            problems["told_by"] = InformProblem.NOT_A_COLLEAGUE
        _refuse(case, problems)
        for ear in telling.ears:
            note_telling(
                session,
                case,
                ear,
                source=ToldBy.MUNICIPALITY,
                topics=telling.topics,
                means=telling.means,
                told_on=telling.told_on,
                told_by=telling.told_by,
                note=telling.note or None,
            )
        judged = judge_informing(session, case, rules_in_force(session, case.municipality))
        record(session, actor, Line(Event.INFORMED, found.about))
        return not judged.untold


def postpone(actor: Actor, number: str, postponing: Postponing) -> None:
    """Record that telling some waits, and until when; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM, lock=True)
        case = found.dossier
        rules = rules_in_force(session, case.municipality)
        untold = hearing_rows(session, case, AccessContext(session)).judged.untold
        problems = _days(case, decided_on=postponing.decided_on)
        problems |= _faults_of_review(postponing.review_on, due_date_of_review(rules))
        problems |= _faults_of_ears(postponing.ears, untold)
        if postponing.ground is NotInformedReason.OTHER and not postponing.note:
            problems["note"] = InformProblem.NO_WORDS
        if not _works_here(session, case, postponing.decided_by):
            problems["decided_by"] = InformProblem.NOT_A_COLLEAGUE
        if not untold:
            problems = {"": InformProblem.TOLD}
        _refuse(case, problems)
        for ear in postponing.ears:
            note_postponement(
                session,
                case,
                ear,
                ground=postponing.ground,
                decided_by=postponing.decided_by,
                decided_on=postponing.decided_on,
                review_on=postponing.review_on,
                note=postponing.note or None,
            )
        judge_informing(session, case, rules)
        record(session, actor, Line(Event.INFORM_POSTPONED, found.about), reason=postponing.note)


def note_telling(
    session: Session, case: Case, ear: Ear, *, topics: Iterable[Topic], **said: Any
) -> None:
    """Write down that one heard something; within a use case, which judges anew after it."""
    told = set(topics)
    session.add(
        Informing(
            case_id=case.id,
            **_whose(ear),
            topics=",".join(topic for topic in Topic if topic in told),
            noted_at=clock.now(),
            **said,
        )
    )


def note_postponement(session: Session, case: Case, ear: Ear, **decided: Any) -> None:
    """Write down that telling one waits; within a use case, which judges anew after it."""
    session.add(InformPostponement(case_id=case.id, **_whose(ear), noted_at=clock.now(), **decided))


def due_date_of_review(rules: TermRules) -> date:
    """Return the last day to which telling can be postponed today."""
    return due_date(TermKind.INFORM_REVIEW, clock.today(), rules)


def _whose(ear: Ear) -> dict[str, Any]:
    to = "guardian_id" if ear.audience is Audience.GUARDIAN else "person_id"
    return {"audience": ear.audience, to: ear.id}


def _faults_of_ears(ears: Sequence[Ear], possible: Iterable[Ear]) -> dict[str, InformProblem]:
    if not ears:
        return {"ears": InformProblem.NOBODY}
    return {} if set(ears) <= set(possible) else {"ears": InformProblem.NOT_ASKED}


def _faults_of_review(review_on: date, last_on: date) -> dict[str, InformProblem]:
    if review_on < clock.today():
        return {"review_on": InformProblem.IN_PAST}
    return {"review_on": InformProblem.TOO_FAR} if review_on > last_on else {}


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
        problems = {"": InformProblem.CASE_OVER}
    if problems:
        raise Invalid(problems)
