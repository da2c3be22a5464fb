"""Who knows the person of a dossier: for a coördinator, and each declaration is opened apart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.dossiers.models.recusal import RecusalRow
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.room import Room
from pga.dossiers.rules.recusal import Bond, RecusalProblem
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Closing:
    """The dossier that somebody is about to close for themselves: no name."""

    number: str
    emergency_until: datetime | None


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """A colleague who knows the person, without how."""

    id: UUID
    name: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a colleague said, as a coördinator reads it."""

    number: str
    who: SteppedBack
    bond: Bond
    note: str


def get_closing(actor: Actor, room: Room[Any], number: str) -> Closing:
    """Return what this actor can step back from; nothing is opened. Raises Refused."""
    with glance() as session:
        found = find(session, actor, room, number, room.may.recuse)
        return Closing(found.dossier.number, found.emergency_until)


def recusals_of(session: Session, actor: Actor, found: Found[Any]) -> tuple[SteppedBack, ...]:
    """Return who stepped back, for who may know; nobody for all others."""
    if not allows(actor, found.room.may.recusals, found.facts):
        return ()
    recusals = found.room.tables.recusal
    question = (
        sa.select(recusals)
        .filter_by(dossier_id=found.dossier.id, ended_at=None)
        .order_by(recusals.declared_at)
    )
    rows = list(session.scalars(question))
    names = names_of(session, (row.user_id for row in rows))
    return tuple(_stepped_back(row, names) for row in rows)


def get_declaration(actor: Actor, room: Room[Any], number: str, recusal_id: UUID) -> Declaration:
    """Open what a colleague said; the opening is in the trail. Raises Refused or Invalid."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.recusals)
        row = standing(session, found, recusal_id)
        names = names_of(session, [row.user_id])
        with looking_at(session, actor, found.about, purpose="recusal") as context:
            return Declaration(
                found.dossier.number,
                _stepped_back(row, names),
                Bond(context.open(row, "bond")),
                context.open(row, "note") or "",
            )


def standing(session: Session, found: Found[Any], recusal_id: UUID) -> RecusalRow:
    """Return a declaration that was not ended; raises Invalid for any other."""
    row = session.get(found.room.tables.recusal, recusal_id)
    if row is None or row.dossier_id != found.dossier.id or row.ended_at is not None:
        raise Invalid({"": RecusalProblem.ENDED})
    return row


def _stepped_back(row: RecusalRow, names: dict[UUID | None, str]) -> SteppedBack:
    return SteppedBack(row.id, names.get(row.user_id, ""), row.declared_at)
