"""Who of a case can have criminal data, and about whom a row of them is; for a room in a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, Person
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.models.referral import CriminalHold, CriminalMark, Referral
from pga.cases.models.visibility import holds_shown
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import ages_in
from pga.cases.rules.criminal import Ages, HeldKind, ages_of, without_criminal
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.referral import Problem
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class CriminalChoice:
    """What a form asks about criminal data."""

    all_under_12: bool = False
    """Nobody of the case can have them."""
    persons: tuple[tuple[UUID, str], ...] = ()
    """Whom one can choose, where somebody of the case is under 12; else nothing is asked."""


NOT_ASKED: Final = CriminalChoice()
_MEASURED: Final = (
    sa.select(Measurement.measured_on)
    .join(DomainScore, DomainScore.measurement_id == Measurement.id)
    .where(DomainScore.id == CriminalHold.row_id)
    .scalar_subquery()
)


def ages_in_case(session: Session, case: Case, context: AccessContext) -> Ages[UUID]:
    """Return who of a case is under 12 or may be; opens the birth dates only."""
    return ages_of(ages_in(_people(session, case), context).items())


def criminal_choice(session: Session, case: Case, context: AccessContext) -> CriminalChoice:
    """Return what a form asks; opens names only where one has to choose."""
    people = _people(session, case)
    ages = ages_of(ages_in(people, context).items())
    if not ages.mixed:
        return CriminalChoice(ages.all_under_12)
    named = (
        (one.id, f"{context.open(one, 'call_name')} {context.open(one, 'surname')}")
        for one in people
        if one.id in ages.others
    )
    return CriminalChoice(persons=tuple(named))


def said_of(
    session: Session, row_ids: Iterable[UUID], context: AccessContext
) -> dict[UUID, frozenset[UUID]]:
    """Return about which persons rows of criminal data are; a row without a mark is not there."""
    question = sa.select(CriminalMark).where(CriminalMark.row_id.in_(set(row_ids)))
    return {
        mark.row_id: frozenset(UUID(one) for one in context.open(mark, "persons"))
        for mark in session.scalars(question)
    }


def referral_said(session: Session, case: Case, context: AccessContext) -> frozenset[UUID]:
    """Return about which persons the criminal kinds of an aanmelding are."""
    row_id = session.scalars(sa.select(Referral.id).filter_by(case_id=case.id)).one()
    return said_of(session, [row_id], context).get(row_id, frozenset())


def kinds_in_use(
    session: Session, referral: Referral
) -> tuple[frozenset[Problem], frozenset[LifeDomain]]:
    """Return the kinds of problem and the leefgebieden of an aanmelding that may be used."""
    problems, domains = referral.problems, referral.domains
    if hold_on(session, referral.id) is not None:
        problems, domains = without_criminal(problems), without_criminal(domains)
    return (
        frozenset(Problem(code) for code in problems.split(",") if code),
        frozenset(LifeDomain(code) for code in domains.split(",") if code),
    )


def hold_on(session: Session, row_id: UUID) -> CriminalHold | None:
    """Return what keeps a row out of use; nothing when it may be used."""
    question = sa.select(CriminalHold).filter_by(row_id=row_id, used=False)
    return session.scalars(question).one_or_none()


def held_from(session: Session, row_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of these rows are out of use."""
    question = sa.select(CriminalHold.row_id).where(
        CriminalHold.row_id.in_(set(row_ids)), CriminalHold.used.is_(False)
    )
    return frozenset(session.scalars(question))


@dataclass(frozen=True, slots=True)
class HeldShown:
    """Something of a case that is out of use, by what it is; nothing of what it says."""

    id: UUID
    kind: HeldKind
    measured_on: date | None
    """Of a score: the day of its meting."""
    held_on: date
    settled_on: date | None
    word: str
    """Why it was taken out."""


@dataclass(frozen=True, slots=True)
class JudgingHeld:
    """The screen on which it is decided about one of them."""

    head: Head
    held: HeldShown
    criminal: CriminalChoice


def held_in(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> tuple[HeldShown, ...]:
    """Return what is out of use in a case, as far as this actor may know of it."""
    question = sa.select(CriminalHold, _MEASURED).where(
        CriminalHold.case_id == case.id, CriminalHold.used.is_(False), holds_shown(actor)
    )
    order = (CriminalHold.settled_on.is_not(None), CriminalHold.kind, CriminalHold.id)
    return tuple(
        HeldShown(
            id=row.id,
            kind=row.kind,
            measured_on=measured_on,
            held_on=row.held_on,
            settled_on=row.settled_on,
            word=context.open(row, "settled_word") or "",
        )
        for row, measured_on in session.execute(question.order_by(*order))
    )


def get_judging_held(actor: Actor, number: str, hold_id: UUID) -> JudgingHeld:
    """Return what is decided about, without a text of it. Raises Refused or Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        require_content(actor, found)
        with looking_at(
            session, actor, found.about, purpose=found.purpose("information")
        ) as context:
            waiting = held_in(session, actor, found.dossier, context)
            held = next((one for one in waiting if one.id == hold_id), None)
            if held is None or held.settled_on is not None:
                raise Invalid({"held": "not_there"})
            return JudgingHeld(
                open_head(session, actor, found, context),
                held,
                criminal_choice(session, found.dossier, context),
            )


def _people(session: Session, case: Case) -> list[Person]:
    question = sa.select(Person).filter_by(case_id=case.id)
    return list(session.scalars(question.order_by(Person.place)))
