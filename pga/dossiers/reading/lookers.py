"""*Inzagen*: who looked at a dossier, and who opened it by noodtoegang."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, allows
from pga.core.database import transaction
from pga.dossiers.reading.emergency import EmergencyTold, told_of
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.reading.looks import READS, Looked, looks_at
from pga.dossiers.room import Room
from pga.dossiers.rules.looks import LookedDay, per_person_per_day, whole_days
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record

SHOWN: Final = 200
"""How many lines a page holds at most, in whole days."""


@dataclass(frozen=True, slots=True)
class Lookers:
    """The page *Inzagen*; the FG sees no name in its head."""

    number: str
    head: Head | None
    days: tuple[LookedDay[Looked], ...]
    """Whole days, the last first; older ones the FG finds in the trail."""
    total: int
    emergencies: tuple[EmergencyTold, ...]
    """Who opened it by noodtoegang and why; the FG reads that beside each judgement."""

    @property
    def lines(self) -> tuple[Looked, ...]:
        """Return the lines behind the days."""
        return tuple(line for day in self.days for line in day.lines)


def get_lookers(actor: Actor, room: Room[Any], number: str) -> Lookers:
    """Return who looked at a dossier, the newest first; so is this look. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.lookers)
        head, emergencies = _content(session, actor, found)
        which = sa.and_(AuditEvent.object_id == found.dossier.id, AuditEvent.event.in_(READS))
        lines = looks_at(session, which, most=SHOWN + 1)
        days = per_person_per_day(whole_days(lines, most=SHOWN))
        total = session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(which))
        record(session, actor, Line(Event.TRAIL_READ, found.about, purpose="lookers"))
        return Lookers(number, head, days, total or 0, emergencies)


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
