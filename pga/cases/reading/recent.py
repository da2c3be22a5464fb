"""The cases that one opened last: by number, and with names when asked for."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import Colleague, colleagues
from pga.cases.models.case import Case
from pga.cases.models.doors import LastSeen
from pga.cases.models.visibility import reads_regie
from pga.cases.reading.lists import names_in
from pga.cases.room import CASES, WORKERS
from pga.core.database import transaction
from pga.dossiers.scope import listed_for, visible_to
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

RECENT: Final = 5
"""How many of the cases that one opened last stand first."""


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case that one opened lately."""

    id: UUID
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class NotingAnywhere:
    """What the form begins with when no case is chosen yet."""

    recent: tuple[RecentCase, ...]
    colleagues: tuple[Colleague, ...]
    may_regie: bool


def get_noting_anywhere(actor: Actor, *, names: bool) -> NotingAnywhere:
    """Return the cases that one opened last, by number; each name shown is an inzage.

    They are one's own looks, kept to tell what is new since; never those of the trail (LAW-34).
    """
    require(actor, Permission.CASE_CONTACT)
    with transaction() as session:
        may = sa.and_(
            listed_for(CASES, actor),
            visible_to(CASES, actor, Permission.CASE_CONTACT, starts_elsewhere=True),
        )
        question = (
            sa.select(Case.id, Case.number)
            .join(LastSeen, LastSeen.case_id == Case.id)
            .where(LastSeen.user_id == actor.id, may)
            .order_by(LastSeen.looked_at.desc(), Case.number)
            .limit(RECENT)
        )
        rows = session.execute(question).all()
        shown = names_in(session, actor, [row.id for row in rows]) if names and rows else {}
        here = colleagues(session, actor.municipality, WORKERS)
        record(session, actor, Line(Event.LIST, purpose="recent"))
        return NotingAnywhere(
            tuple(RecentCase(row.id, row.number, shown.get(row.id, "")) for row in rows),
            tuple(one for one in here if one.id != actor.id),
            reads_regie(actor),
        )
