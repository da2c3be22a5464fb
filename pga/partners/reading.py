"""Which organisations there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core.database import glance
from pga.partners.models import Chain, Organisation


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as a choice."""

    id: UUID
    name: str
    chain: Chain


def list_referrers(actor: Actor) -> list[Partner]:
    """Return which organisations may refer to the actor's municipality."""
    require(actor, Permission.CASE_LIST)
    question = (
        sa.select(Organisation)
        .filter_by(municipality=actor.municipality, may_refer=True)
        .order_by(Organisation.name)
    )
    with glance() as session:
        return [Partner(row.id, row.name, row.chain) for row in session.scalars(question)]


def may_refer(session: Session, municipality: str, organisation_id: UUID) -> bool:
    """Tell whether an organisation may refer to a municipality; for a room that is in a unit."""
    question = sa.select(Organisation.id).filter_by(
        id=organisation_id, municipality=municipality, may_refer=True
    )
    return session.scalar(question) is not None


def organisation_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations; for a room that is in a unit."""
    question = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))
    return {row.id: row.name for row in session.execute(question)}
