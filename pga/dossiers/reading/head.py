"""What stands above every page of a dossier, and nothing more: a page opens what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.core.database import ask, transaction
from pga.dossiers.reading.finding import EMERGENCY, Found, find
from pga.dossiers.room import Room
from pga.dossiers.scope import Asker, asker_params, bind_values
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of a dossier."""

    number: str
    name: str
    """Empty when what was about the person is destroyed."""
    kind: StrEnum
    state: StrEnum
    level: IntEnum
    version: int
    because: str
    """Why this actor sees it: ``director``, ``linked``, ``emergency`` and so on."""
    safety: str = ""
    """What a visitor must know."""
    safety_checked_on: date | None = None
    """When somebody last said that this is still so; None for a line of before, or without one."""
    waiting: Mapping[str, int] = field(default_factory=dict)
    """How much waits in its parts, by the words of the room."""
    emergency_until: datetime | None = None
    """Until when a noodtoegang runs, when nothing else leads here."""
    may_book: bool = False
    """Whether this actor can say that something went to somebody outside."""
    may_see_lookers: bool = False
    may_write_documents: bool = False


def get_head(
    actor: Actor, room: Room[Any], number: str, permission: Permission | None = None
) -> Head:
    """Open what stands above a page that shows nothing else of a dossier. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, permission)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return open_head(session, actor, found, context)


def open_head(session: Session, actor: Actor, found: Found[Any], context: AccessContext) -> Head:
    """Open what stands above every page of a dossier: who, which, where it stands, and safety."""
    dossier, line = found.dossier, found.room.safety if not found.gone else None
    return Head(
        dossier.number,
        _name(session, found, context),
        dossier.kind,
        dossier.state,
        found.room.level_of(dossier.state),
        dossier.version,
        _because(actor, found),
        safety=(context.open(dossier, line.field) or "") if line else "",
        safety_checked_on=getattr(dossier, line.checked) if line else None,
        waiting=_waiting(session, actor, found),
        emergency_until=found.emergency_until,
        may_book=not found.gone and allows(actor, found.room.may.book, found.facts),
        may_see_lookers=allows(actor, found.room.may.lookers, found.facts),
        may_write_documents=not found.gone and allows(actor, found.room.may.documents, found.facts),
    )


def _because(actor: Actor, found: Found[Any]) -> str:
    if found.facts.director:
        return "director"
    if found.facts.linked:
        return "linked"
    if found.facts.only_emergency:
        return EMERGENCY
    return "coordinator" if actor.role is Role.COORDINATOR else "open_intake"


@cache
def _waits(room: Room[Any], me: Asker) -> sa.Executable | None:
    """Ask how much waits in the parts of a dossier; None when the room counts nothing."""
    about = sa.bindparam("about", type_=sa.Uuid())
    counts = [count(me, about).label(name) for name, count in room.waiting.items()]
    return sa.select(*counts) if counts else None


def _waiting(session: Session, actor: Actor, found: Found[Any]) -> dict[str, int]:
    question = _waits(found.room, asker_params(actor.role, actor.cleared))
    if question is None or found.gone:
        return {}
    asked = bind_values(actor) | {"about": found.dossier.id}
    return dict(ask(session, question, asked).mappings().one())


def _name(session: Session, found: Found[Any], context: AccessContext) -> str:
    named = found.room.named
    first = (
        sa.select(named.model).filter_by(dossier_id=found.dossier.id).order_by(named.model.place)
    )
    row = session.scalars(first.limit(1)).one_or_none()
    return " ".join(context.open(row, field) for field in named.fields) if row else ""
