"""What stands above every page of a dossier, and nothing more: a page opens what it shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.core.database import transaction
from pga.dossiers.reading.finding import EMERGENCY, Found, find
from pga.dossiers.room import Room
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of a dossier."""

    number: str
    name: str
    """Empty above a page that shows no name, such as a form: nothing is opened for it."""
    kind: StrEnum
    state: StrEnum
    level: IntEnum
    version: int
    because: str
    """Why this actor sees it: ``director``, ``linked``, ``emergency`` and so on."""
    emergency_until: datetime | None = None
    """Until when a noodtoegang runs, when nothing else leads here."""
    may_book: bool = False
    """Whether this actor can say that something went to somebody outside."""
    may_see_lookers: bool = False


def get_head(
    actor: Actor, room: Room[Any], number: str, permission: Permission | None = None
) -> Head:
    """Open what stands above a page that shows nothing else of a dossier. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, permission)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return open_head(session, actor, found, context)


def open_head(session: Session, actor: Actor, found: Found[Any], context: AccessContext) -> Head:
    """Open what stands above every page of a dossier."""
    return head_of(actor, found, _name(session, found, context))


def head_of(actor: Actor, found: Found[Any], name: str = "") -> Head:
    """Return what stands above a page that opened the name already, or that shows none."""
    dossier = found.dossier
    return Head(
        dossier.number,
        name,
        dossier.kind,
        dossier.state,
        found.room.level_of(dossier.state),
        dossier.version,
        _because(actor, found),
        found.emergency_until,
        may_book=not found.gone and allows(actor, found.room.may.book, found.facts),
        may_see_lookers=allows(actor, found.room.may.lookers, found.facts),
    )


def _because(actor: Actor, found: Found[Any]) -> str:
    if found.facts.director:
        return "director"
    if found.facts.linked:
        return "linked"
    if found.facts.only_emergency:
        return EMERGENCY
    return "coordinator" if actor.role is Role.COORDINATOR else "open_intake"


def _name(session: Session, found: Found[Any], context: AccessContext) -> str:
    named = found.room.named
    first = (
        sa.select(named.model).filter_by(dossier_id=found.dossier.id).order_by(named.model.place)
    )
    row = session.scalars(first.limit(1)).one_or_none()
    return " ".join(context.open(row, field) for field in named.fields) if row else ""
