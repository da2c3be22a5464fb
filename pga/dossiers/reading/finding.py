"""The only way to a dossier: through the policy. Not there and not yours are the same answer."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, Generic

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, DossierFacts, Layer, Refused, Step, Verdict, allows, require
from pga.core import clock
from pga.core.database import ask, direct_write, may_write, table_of, upsert_on
from pga.core.errors import StaleDossier
from pga.dossiers.room import D, Room
from pga.dossiers.scope import Asker, asker_params, bind_values, counts, facts_about
from pga.privacy.trail import Object

EMERGENCY: Final = "emergency"
"""The purpose of each look during a noodtoegang."""


@dataclass(frozen=True, slots=True)
class Found(Generic[D]):
    """A dossier within a unit, and how the actor stands to it."""

    room: Room[D]
    dossier: D
    facts: DossierFacts
    emergency_until: datetime | None = None
    """Until when a noodtoegang runs, when nothing else leads here."""
    sheet_seen: tuple[datetime | None, datetime | None] = (None, None)
    """When this actor last opened its first page, and in the visit before that."""

    @property
    def about(self) -> Object:
        """Return what the trail calls this dossier."""
        return self.room.about(self.dossier.id)

    @property
    def gone(self) -> bool:
        """Tell whether what was about the person is destroyed."""
        return self.room.is_gone(self.dossier)

    @property
    def runs(self) -> bool:
        """Tell whether there is work on it."""
        return self.room.runs(self.dossier)

    def purpose(self, usual: str) -> str:
        """Return why it is read: as usual, or in an emergency."""
        return EMERGENCY if self.facts.only_emergency else usual


def find(  # noqa: PLR0913 - who, where, which, to do what, and how it is held
    session: Session,
    actor: Actor,
    room: Room[D],
    number: str,
    permission: Permission | None = None,
    *,
    version: int | None = None,
    lock: bool = False,
) -> Found[D]:
    """Return a dossier for which the policy says yes; raises Refused or StaleDossier.

    Without a permission it is that to read. Every way to a dossier passes here, so here it leaves
    the actor's list *Voor u*, and here it is noted that the actor looked. With ``lock`` it is held
    until the unit ends, so that of two same acts the second sees what the first did.
    """
    wanted = permission or room.may.read
    if lock:
        dossiers = room.tables.dossier
        session.execute(sa.select(dossiers.id).filter_by(number=number).with_for_update())
    me = asker_params(actor.role, actor.cleared)
    rows = session.execute(_question(room, me), bind_values(actor) | {"number": number}).all()
    if not rows:
        raise Refused(nothing_there(actor, wanted))
    dossier, links = rows[0][0], [row[1] for row in rows if row[1] is not None]
    facts = facts_about(room, dossier, links, actor)
    ends = [link.until_at for link in links if link.until_at and facts.only_emergency]
    found = Found(room, dossier, facts, max(ends, default=None), (rows[0][2], rows[0][3]))
    require(actor, wanted, facts)
    if version is not None and version != dossier.version:
        raise StaleDossier(number)
    if may_write():
        _clear_notices(session, actor, found)
        if allows(actor, room.may.read, facts):
            _note_look(session, actor, found)
    return found


def require_content(actor: Actor, found: Found[D]) -> None:
    """Go on only when there is something left to read; a destroyed dossier has nothing to open."""
    if found.gone:
        raise Refused(nothing_there(actor, found.room.may.read))


def nothing_there(actor: Actor, permission: Permission) -> Verdict:
    """Return the answer to nonsense, which is also that to what one may not know of."""
    return Verdict(permission, actor.role, (Step(Layer.LINK, "there", passed=False),), hidden=True)


@cache
def _question(room: Room[Any], me: Asker) -> sa.Select[*tuple[Any, ...]]:
    """Ask for a dossier with the links that count now of who asks, and with that one's looks."""
    dossier, link, seen = room.tables.dossier, room.tables.link, room.tables.seen
    mine = sa.and_(link.dossier_id == dossier.id, link.user_id == me.id)
    looks = sa.and_(seen.dossier_id == dossier.id, seen.user_id == me.id)
    return (
        sa.select(dossier, link, seen.sheet_at, seen.compared_at)
        .outerjoin(link, sa.and_(mine, counts(room, me)))
        .outerjoin(seen, looks)
        .where(dossier.number == sa.bindparam("number"))
    )


def _clear_notices(session: Session, actor: Actor, found: Found[Any]) -> None:
    asked = {"me": actor.id, "about": found.dossier.id, "now": clock.now()}
    with direct_write():
        ask(session, _clear(found.room), asked)


@cache
def _clear(room: Room[Any]) -> sa.Executable:
    notice = room.tables.notice
    own = sa.and_(notice.user_id == sa.bindparam("me"), notice.dossier_id == sa.bindparam("about"))
    return (
        sa.update(table_of(notice))
        .where(own, notice.cleared_at.is_(None))
        .values(cleared_at=sa.bindparam("now"))
    )


def _note_look(session: Session, actor: Actor, found: Found[Any]) -> None:
    """Note the look; two tabs that open at the same time make one row."""
    key = str(found.room.tables.seen.__dossier__)
    looked = {"user_id": actor.id, key: found.dossier.id, "looked_at": clock.now()}
    with direct_write():
        ask(session, _look(found.room, session.get_bind().dialect.name), looked)


@cache
def _look(room: Room[Any], dialect: str) -> sa.Executable:
    seen = room.tables.seen
    look = upsert_on(dialect, table_of(seen))
    statement: sa.Executable = look.on_conflict_do_update(
        index_elements=["user_id", str(seen.__dossier__)],
        set_={"looked_at": look.excluded.looked_at},
    )
    return statement
