"""The metingen of a case: the scores over time, and the concept somebody is filling in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.models.visibility import in_use
from pga.cases.reading.criminal import (
    NOT_ASKED,
    CriminalChoice,
    criminal_choice,
    held_from,
    said_of,
)
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_on_day
from pga.cases.rules.criminal import CRIMINAL_DOMAIN
from pga.cases.rules.domains import LifeDomain, Score, low_domains
from pga.cases.rules.measuring import MeasurementGiven, MeasurementKind, Scored, old_source
from pga.cases.rules.states import ACTIVE
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at

SHOWN: Final = 6
"""How many metingen a page shows: the 0-meting and the last ones."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One final meting."""

    id: UUID
    kind: MeasurementKind
    on: date
    who: str
    scores: Mapping[LifeDomain, Scored]

    @property
    def numbers(self) -> dict[LifeDomain, Score]:
        """Return the scores alone."""
        return {domain: one.score for domain, one in self.scores.items() if one.score}


@dataclass(frozen=True, slots=True)
class MeasuringPage:
    """The tab *Leefgebieden*."""

    head: Head
    measured: tuple[Measured, ...]
    """The 0-meting first, then the last ones."""
    low: tuple[LifeDomain, ...]
    """What stands on 1 or 2 in the last one."""
    concept: bool
    may_measure: bool
    old_after: int
    """From how many days on a source was old when the meting was made."""


@dataclass(frozen=True, slots=True)
class MeasureForm:
    """What the form begins with: the concept, or nothing."""

    head: Head
    has_baseline: bool
    given: MeasurementGiven
    old_after: int
    version: int = 0
    over: bool = False
    criminal: CriminalChoice = NOT_ASKED


def get_measurements(actor: Actor, number: str) -> MeasuringPage:
    """Open the metingen of a case; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("measuring")) as context:
            rows = _shown(session, case)
            names = names_of(session, {row.by for row in rows})
            scores = _scores(session, context, [row.id for row in rows])
            measured = tuple(
                Measured(row.id, row.kind, row.measured_on, names.get(row.by, ""), scores[row.id])
                for row in rows
            )
            return MeasuringPage(
                head=open_head(session, actor, found, context),
                measured=measured,
                low=low_domains(measured[-1].numbers) if measured else (),
                concept=find_concept(session, case) is not None,
                may_measure=case.state in ACTIVE
                and allows(actor, Permission.CASE_PLAN, found.facts),
                old_after=source_days(session, case, measured[-1].on if measured else None),
            )


def get_measure_form(actor: Actor, number: str) -> MeasureForm:
    """Open the concept of a meting, to go on with. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("measuring")) as context:
            has_baseline = baseline_stands(session, case)
            usual = MeasurementKind.INTERIM if has_baseline else MeasurementKind.BASELINE
            row = find_concept(session, case)
            return MeasureForm(
                head=open_head(session, actor, found, context),
                has_baseline=has_baseline,
                given=MeasurementGiven(
                    kind=row.kind if row else usual,
                    measured_on=row.measured_on if row else clock.today(),
                    scores=_scores(session, context, [row.id])[row.id] if row else {},
                    persons=_justice_about(session, context, row) if row else frozenset(),
                ),
                old_after=source_days(session, case, row.measured_on if row else None),
                version=row.version if row else 0,
                over=case.state not in ACTIVE,
                criminal=criminal_choice(session, case, context),
            )


def old_sources(
    session: Session, case: Case
) -> tuple[tuple[LifeDomain, ...], tuple[LifeDomain, ...]]:
    """Return of the last meting which scores rest on an old source, and on one of no known day."""
    last = _last(session, case)
    if last is None:
        return (), ()
    days = source_days(session, case, last.measured_on)
    question = sa.select(DomainScore).filter_by(measurement_id=last.id)
    rows = session.scalars(question.where(in_use(DomainScore.id)))
    on = {row.domain: row.source_on for row in rows if row.score and row.score.number is not None}
    old = {one for one, day in on.items() if old_source(day, last.measured_on, days)}
    known = [one for one in LifeDomain if one in on]
    return (
        tuple(one for one in known if one in old),
        tuple(one for one in known if on[one] is None),
    )


def _last(session: Session, case: Case) -> Measurement | None:
    final = sa.select(Measurement).where(
        Measurement.case_id == case.id, Measurement.final_on.is_not(None)
    )
    order = (Measurement.measured_on.desc(), Measurement.final_on.desc(), Measurement.id)
    return session.scalars(final.order_by(*order).limit(1)).one_or_none()


def source_days(session: Session, case: Case, on: date | None) -> int:
    """Return from how many days on a source is old, as it was set on the day of a meting."""
    return rules_on_day(session, case.municipality, on or clock.today()).score_source_days


def find_concept(session: Session, case: Case) -> Measurement | None:
    """Return the meting that is being filled in; a case has one at most."""
    question = sa.select(Measurement).filter_by(case_id=case.id, final_on=None)
    return session.scalars(question).one_or_none()


def _justice_about(session: Session, context: AccessContext, row: Measurement) -> frozenset[UUID]:
    """Return which persons the score of Justitie is about."""
    question = sa.select(DomainScore.id).filter_by(measurement_id=row.id, domain=CRIMINAL_DOMAIN)
    ids = list(session.scalars(question))
    return frozenset[UUID]().union(*said_of(session, ids, context).values())


def baseline_stands(session: Session, case: Case) -> bool:
    """Tell whether the 0-meting is final."""
    question = sa.select(Measurement.id).where(
        Measurement.case_id == case.id,
        Measurement.kind == MeasurementKind.BASELINE,
        Measurement.final_on.is_not(None),
    )
    return session.scalar(question.limit(1)) is not None


def _shown(session: Session, case: Case) -> list[Measurement]:
    final = sa.select(Measurement).where(
        Measurement.case_id == case.id, Measurement.final_on.is_not(None)
    )
    first = final.where(Measurement.kind == MeasurementKind.BASELINE).limit(1)
    last = final.order_by(
        Measurement.measured_on.desc(), Measurement.final_on.desc(), Measurement.id
    ).limit(SHOWN)
    found = {row.id: row for question in (first, last) for row in session.scalars(question)}
    return sorted(found.values(), key=lambda row: (row.measured_on, row.final_on or date.max))


def _scores(
    session: Session, context: AccessContext, ids: list[UUID]
) -> dict[UUID, dict[LifeDomain, Scored]]:
    found: dict[UUID, dict[LifeDomain, Scored]] = {one: {} for one in ids}
    rows = session.scalars(sa.select(DomainScore).where(DomainScore.measurement_id.in_(ids))).all()
    held = held_from(session, (row.id for row in rows if row.domain is CRIMINAL_DOMAIN))
    for row in rows:
        if row.id in held:
            found[row.measurement_id][row.domain] = Scored()
            continue
        found[row.measurement_id][row.domain] = Scored(
            row.score,
            context.open(row, "why") or "",
            context.open(row, "source") or "",
            row.source_on,
        )
    return found
