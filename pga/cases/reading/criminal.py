"""Who of a case can have criminal data, and about whom a row of them is; for a room in a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, Person
from pga.cases.models.referral import CriminalMark, Referral
from pga.cases.reading.hearing import ages_in
from pga.cases.rules.criminal import Ages, ages_of
from pga.privacy.context import AccessContext


@dataclass(frozen=True, slots=True)
class CriminalChoice:
    """What a form asks about criminal data."""

    all_under_12: bool = False
    """Nobody of the case can have them."""
    persons: tuple[tuple[UUID, str], ...] = ()
    """Whom one can choose, where somebody of the case is under 12; else nothing is asked."""


NOT_ASKED: Final = CriminalChoice()


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


def _people(session: Session, case: Case) -> list[Person]:
    question = sa.select(Person).filter_by(case_id=case.id)
    return list(session.scalars(question.order_by(Person.place)))
