"""The calendar of a dossier: days that are due, put on it and taken off; within a use case."""

from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core import clock
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.room import Room


def put_date(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    kind: StrEnum,
    due_on: date,
    *,
    started_on: date | None = None,
) -> None:
    """Put a day on the calendar of a dossier; it counts from today, or from a day before."""
    started = started_on or clock.today()
    term = room.tables.term(dossier_id=dossier.id, kind=kind, started_on=started, due_on=due_on)
    session.add(term)


def end_date(
    session: Session, room: Room[Any], dossier: DossierRow, kind: StrEnum, due_on: date
) -> None:
    """Take one day off the calendar of a dossier; other days of this kind stay."""
    question = sa.select(room.tables.term).filter_by(
        dossier_id=dossier.id, kind=kind, due_on=due_on, ended_on=None
    )
    for term in session.scalars(question.limit(1)):
        term.ended_on = clock.today()


def end_terms(session: Session, room: Room[Any], dossier: DossierRow, *kinds: StrEnum) -> None:
    """End the running terms of these kinds."""
    term = room.tables.term
    question = sa.select(term).where(
        term.dossier_id == dossier.id, term.ended_on.is_(None), term.kind.in_(kinds)
    )
    for row in session.scalars(question):
        row.ended_on = clock.today()
