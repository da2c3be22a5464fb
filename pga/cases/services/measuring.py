"""The second gate to execution: the 0-meting; and each meting after it."""

from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.reading.criminal import ages_in_case, hold_on
from pga.cases.reading.finding import find_case
from pga.cases.reading.measuring import baseline_stands, find_concept
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.criminal import CRIMINAL_DOMAIN
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.measuring import (
    MeasurementKind,
    MeasureProblem,
    Scored,
    Scores,
    fault_of_kind,
    faults_of_day,
    faults_of_final,
    faults_of_justice,
    faults_of_sources,
    tells_of_justice,
)
from pga.cases.rules.states import ACTIVE, State
from pga.cases.rules.terms import TermKind
from pga.cases.services.criminal_marks import mark_criminal
from pga.cases.services.frozen_duty import end_when_judged
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

RHYTHM: Final = frozenset({State.IN_EXECUTION, State.TOP_X})
"""Where a meting is followed by the term of the next."""


def save_measurement(  # noqa: PLR0913 - what a form hands in
    actor: Actor,
    number: str,
    version: int,
    *,
    kind: MeasurementKind,
    measured_on: date,
    scores: Scores,
    final: bool,
    persons: frozenset[UUID] = frozenset(),
) -> None:
    """Keep a meting as a concept, or make it final; then it stays as it is.

    ``version`` is of the concept that was read, 0 for none. Raises StaleDossier, or Invalid with
    what is wrong.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        case, row = found.dossier, find_concept(session, found.dossier)
        if version != (row.version if row else 0):
            raise StaleDossier(number)
        _refuse(session, case, kind, measured_on, scores, final=final)
        ages = ages_in_case(session, case, AccessContext(session))
        if problems := faults_of_justice(scores, persons, ages):
            raise Invalid(problems)
        if row is None:
            row = Measurement(case_id=case.id)
            session.add(row)
        row.kind, row.measured_on, row.by = kind, measured_on, actor.id
        session.flush()
        if final:  # after it came to be: that it is final is a change of it, and news
            row.final_on = clock.today()
        _fill(session, row, scores)
        _mark_criminal(session, row, ages.kept(persons if tells_of_justice(scores) else ()))
        end_when_judged(session, case)
        if final and case.state in RHYTHM:
            rules = rules_in_force(session, case.municipality)
            end_terms(session, CASES, case, TermKind.MEASUREMENT)
            start_term(session, case, TermKind.MEASUREMENT, measured_on, rules)
        record(session, actor, Line(Event.MEASURED, found.about))


def _refuse(
    session: Session,
    case: Case,
    kind: MeasurementKind,
    measured_on: date,
    scores: Scores,
    *,
    final: bool,
) -> None:
    today = clock.today()
    problems: dict[str, str] = dict(
        faults_of_final(scores, measured_on, today)
        if final
        else faults_of_day(measured_on, today) | faults_of_sources(scores, measured_on)
    )
    fault = fault_of_kind(kind, has_baseline=baseline_stands(session, case))
    if fault is not None:
        problems["kind"] = fault
    if case.state not in ACTIVE:
        problems[""] = MeasureProblem.CASE_OVER
    if problems:
        raise Invalid(problems)


def _mark_criminal(session: Session, row: Measurement, persons: frozenset[UUID]) -> None:
    session.flush()
    question = sa.select(DomainScore.id).filter_by(measurement_id=row.id, domain=CRIMINAL_DOMAIN)
    mark_criminal(session, row.case_id, session.scalars(question).one(), persons)


def _fill(session: Session, row: Measurement, scores: Scores) -> None:
    standing = sa.select(DomainScore).filter_by(measurement_id=row.id)
    by_domain = {one.domain: one for one in session.scalars(standing)}
    for domain in LifeDomain:
        given = scores.get(domain, Scored())
        one = by_domain.get(domain)
        if one is not None and domain is CRIMINAL_DOMAIN:
            hold = hold_on(session, one.id)
            if hold is not None and not tells_of_justice(scores):
                continue  # the form did not show it
            if hold is not None:
                hold.used, hold.settled_on = True, clock.today()
        if one is None:
            one = DomainScore(case_id=row.case_id, measurement_id=row.id, domain=domain)
            session.add(one)
        one.score, one.why, one.source = given.score, given.why or None, given.source or None
        one.source_on = given.source_on
