"""Looks at a dossier, as the trail holds them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.accounts.reading import names_of
from pga.core import clock
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent

READS: Final = (Event.READ, Event.TRAIL_READ)
"""What counts as looking."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who looked; without fields the pages were seen and no content was opened."""

    at: datetime
    day: date
    who_id: UUID | None
    who: str
    role: Role
    purpose: str
    fields: tuple[str, ...]


def looks_at(session: Session, which: sa.ColumnElement[bool], *, most: int) -> tuple[Looked, ...]:
    """Return the newest looks of a selection, within a unit that asked who may see them."""
    question = sa.select(AuditEvent).where(which)
    rows = list(session.scalars(question.order_by(AuditEvent.seq.desc()).limit(most)))
    names = names_of(session, (row.actor_id for row in rows))
    return tuple(_looked(row, names) for row in rows)


def fields_in(kept: str) -> tuple[str, ...]:
    """Return the names of fields of a line."""
    return tuple(name for name in kept.split(",") if name)


def day_of(at: datetime) -> date:
    """Return the day of a moment as people here call it."""
    return clock.on_the_wall(at).date()


def _looked(row: AuditEvent, names: dict[UUID | None, str]) -> Looked:
    return Looked(
        row.at,
        day_of(row.at),
        row.actor_id,
        names.get(row.actor_id, ""),
        Role(row.actor_role),
        row.purpose,
        fields_in(row.fields),
    )
