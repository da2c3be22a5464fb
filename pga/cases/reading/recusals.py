"""Who knows the person of a case: for a coördinator, and each declaration is opened apart."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.recusal import Recusal
from pga.cases.reading.finding import Found, find_case
from pga.cases.rules.recusal import Bond, RecusalProblem
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Closing:
    """The case that somebody is about to close for themselves: no name."""

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


def get_closing(actor: Actor, number: str) -> Closing:
    """Return the case that this actor can step back from; nothing is opened. Raises Refused."""
    with glance() as session:
        found = find_case(session, actor, number, Permission.CASE_RECUSE)
        return Closing(found.case.number, found.emergency_until)


def recusals_of(session: Session, actor: Actor, found: Found) -> tuple[SteppedBack, ...]:
    """Return who stepped back, for who may know; nobody for all others."""
    if not allows(actor, Permission.CASE_RECUSALS, found.facts):
        return ()
    question = (
        sa.select(Recusal)
        .filter_by(case_id=found.case.id, ended_at=None)
        .order_by(Recusal.declared_at)
    )
    rows = list(session.scalars(question))
    names = names_of(session, (row.user_id for row in rows))
    return tuple(_stepped_back(row, names) for row in rows)


def get_declaration(actor: Actor, number: str, recusal_id: UUID) -> Declaration:
    """Open what a colleague said; the opening is in the trail. Raises Refused or Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_RECUSALS)
        row = session.get(Recusal, recusal_id)
        if row is None or row.case_id != found.case.id or row.ended_at is not None:
            raise Invalid({"": RecusalProblem.ENDED})
        names = names_of(session, [row.user_id])
        with looking_at(session, actor, found.about, purpose="recusal") as context:
            return Declaration(
                found.case.number,
                _stepped_back(row, names),
                Bond(context.open(row, "bond")),
                context.open(row, "note") or "",
            )


def _stepped_back(row: Recusal, names: dict[UUID | None, str]) -> SteppedBack:
    return SteppedBack(row.id, names.get(row.user_id, ""), row.declared_at)
