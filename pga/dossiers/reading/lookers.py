"""*Inzagen*: who looked at a dossier, and who opened it by noodtoegang."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.core.database import transaction
from pga.dossiers.reading.emergency import EmergencyTold, told_of
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.room import Room
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record

SHOWN: Final = 50
"""How many lines a page shows at most."""
READS: Final = (Event.READ, Event.TRAIL_READ)


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who looked."""

    at: datetime
    who: str
    role: Role
    purpose: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookers:
    """The page *Inzagen*; the FG sees no name in its head."""

    number: str
    head: Head | None
    lines: tuple[Looked, ...]
    total: int
    emergencies: tuple[EmergencyTold, ...]
    """Who opened it by noodtoegang and why; not for the FG, who judges without content."""


def get_lookers(actor: Actor, room: Room[Any], number: str) -> Lookers:
    """Return who looked at a dossier, the newest first; so is this look. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.lookers)
        head, emergencies = _content(session, actor, found)
        which = sa.and_(AuditEvent.object_id == found.dossier.id, AuditEvent.event.in_(READS))
        newest = sa.select(AuditEvent).where(which).order_by(AuditEvent.seq.desc()).limit(SHOWN)
        rows = list(session.scalars(newest))
        total = session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(which))
        names = names_of(session, (row.actor_id for row in rows))
        lines = tuple(_looked(row, names) for row in rows)
        record(session, actor, Line(Event.TRAIL_READ, found.about, purpose="lookers"))
        return Lookers(number, head, lines, total or 0, emergencies)


def _content(
    session: Session, actor: Actor, found: Found[Any]
) -> tuple[Head | None, tuple[EmergencyTold, ...]]:
    """Open what only who may read the dossier reads; the look is in the trail."""
    if not allows(actor, found.room.may.read, found.facts):
        return None, ()
    context = AccessContext(session)
    head = open_head(session, actor, found, context)
    emergencies = () if found.gone else told_of(session, found, context)
    fields = context.fields(found.dossier.id)
    record(session, actor, Line(Event.READ, found.about, fields, "head"))
    return head, emergencies


def _looked(row: AuditEvent, names: dict[UUID | None, str]) -> Looked:
    fields = tuple(name for name in row.fields.split(",") if name)
    return Looked(row.at, names.get(row.actor_id, ""), Role(row.actor_role), row.purpose, fields)
