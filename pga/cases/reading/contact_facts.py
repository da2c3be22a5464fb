"""The contact moments of a case as the rules ask them, in a unit; nothing of them is opened."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, Person
from pga.cases.models.contact import ContactMoment, OutOfSight
from pga.cases.models.visibility import moments_shown
from pga.cases.reading.hearing import HearingRows
from pga.cases.rules.contact import Tried
from pga.cases.rules.own_actions import OWN_OF
from pga.dossiers.room import Reader

_case: Final = sa.bindparam("case", type_=sa.Uuid())
MOMENTS: Final = (
    sa.select(ContactMoment)
    .where(ContactMoment.case_id == _case)
    .order_by(ContactMoment.on.desc(), ContactMoment.at.desc(), ContactMoment.noted_at.desc())
)
SIGHTS: Final = (
    sa.select(OutOfSight).where(OutOfSight.case_id == _case).order_by(OutOfSight.made_at.desc())
)


def moments_of(
    session: Session, case: Case, reader: Reader | None = None
) -> tuple[ContactMoment, ...]:
    """Return the contact moments of a case, the last first; those that a reader may see.

    Without a reader it is all of them: a term counts what is for the regie too.
    """
    shown = MOMENTS if reader is None else MOMENTS.where(moments_shown(reader))
    return tuple(session.scalars(shown, {"case": case.id}))


def sights_of(session: Session, case: Case) -> tuple[OutOfSight, ...]:
    """Return each time that it was suggested that the person is out of sight, the last first."""
    return tuple(session.scalars(SIGHTS, {"case": case.id}))


def whom_can(rows: HearingRows) -> tuple[Person, ...]:
    """Return the persons whom a case is about: a relation is none of them."""
    return tuple(one for one in rows.people if one.role in OWN_OF)


def as_tried(row: ContactMoment) -> Tried:
    """Return a contact moment as the rules ask it."""
    return Tried(row.on, row.at, row.noted_at, row.reached, row.spoken)
