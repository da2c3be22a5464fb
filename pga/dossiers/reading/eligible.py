"""Who could do something to a dossier, asked of the policy itself; for use cases that tell them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, DossierFacts, allows
from pga.accounts.reading import Colleague, colleagues
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind, LinkRow
from pga.dossiers.room import Room
from pga.dossiers.scope import facts_about, link_counts


def links_now(
    session: Session, room: Room[Any], dossier: DossierRow, user_ids: Sequence[UUID]
) -> list[LinkRow]:
    """Return the links of these users to a dossier that count now."""
    link = room.tables.link
    question = sa.select(link).where(
        link.dossier_id == dossier.id, link.user_id.in_(user_ids), link_counts(room)
    )
    return list(session.scalars(question))


def who_can(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    permission: Permission,
    roles: Sequence[Role],
    *,
    but: UUID,
) -> list[Colleague]:
    """Return who in these roles may do this to a dossier now, but for one; two questions."""
    here = [one for one in colleagues(session, dossier.municipality, roles) if one.id != but]
    links = links_now(session, room, dossier, [one.id for one in here])

    def facts_of(them: Actor) -> DossierFacts:
        return facts_about(room, dossier, [one for one in links if one.user_id == them.id], them)

    able = [(one, Actor(one.id, one.name, one.role, dossier.municipality)) for one in here]
    return [one for one, them in able if allows(them, permission, facts_of(them))]


def colleagues_for(
    session: Session, room: Room[Any], dossier: DossierRow, roles: Sequence[Role]
) -> list[Colleague]:
    """Return who can work on a dossier: who stepped back from it is not there."""
    link = room.tables.link
    stepped_back = sa.select(link.user_id).where(
        link.dossier_id == dossier.id, link.kind == LinkKind.RECUSED, link_counts(room)
    )
    back = set(session.scalars(stepped_back))
    return [one for one in colleagues(session, dossier.municipality, roles) if one.id not in back]
