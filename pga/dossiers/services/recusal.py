"""Ik ken deze persoon: one closes a dossier for oneself; only a coördinator opens it again."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind, LinkRow
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import find
from pga.dossiers.reading.recusals import standing
from pga.dossiers.room import Room
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services.notices import notify, settle
from pga.privacy import drafts
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def recuse(actor: Actor, room: Room[Any], number: str, *, bond: Bond, note: str) -> None:
    """Close a dossier for this actor from now on; raises Refused.

    What led there ends: links, requests, notices, drafts, and the regie; one that loses its
    regisseur comes to who can name another.
    """
    with transaction() as session:
        found = find(session, actor, room, number, room.may.recuse, lock=True)
        _leave(session, actor, room, found.dossier)
        link = room.tables.link(
            dossier_id=found.dossier.id,
            user_id=actor.id,
            kind=LinkKind.RECUSED,
            from_on=clock.today(),
        )
        session.add(link)
        session.flush()
        session.add(
            room.tables.recusal(
                dossier_id=found.dossier.id,
                user_id=actor.id,
                link_id=link.id,
                declared_at=clock.now(),
                bond=bond.value,
                note=note or None,
            )
        )
        record(session, actor, Line(Event.RECUSED, found.about))


def end_recusal(
    actor: Actor, room: Room[Any], number: str, recusal_id: UUID, *, reason: str
) -> None:
    """End what was said by mistake; the colleague can be linked again, and is not by this.

    Nobody ends the own one: who stepped back does not find the dossier. Raises Refused or Invalid.
    """
    with transaction() as session:
        found = find(session, actor, room, number, room.may.recusals, lock=True)
        row = standing(session, found, recusal_id)
        link = session.get_one(room.tables.link, row.link_id)
        link.until_on = _ending(link, clock.today())
        row.ended_at, row.ended_by, row.ended_because = clock.now(), actor.id, reason
        record(session, actor, Line(Event.RECUSAL_ENDED, found.about))


def _leave(session: Session, actor: Actor, room: Room[Any], dossier: DossierRow) -> None:
    """End all that led this actor to a dossier."""
    today, link = clock.today(), room.tables.link
    links = sa.select(link).where(
        link.dossier_id == dossier.id,
        link.user_id == actor.id,
        sa.or_(link.until_on.is_(None), link.until_on > today),
    )
    for row in session.scalars(links):
        row.until_on = _ending(row, today)
    mine = {"dossier_id": dossier.id, "user_id": actor.id}
    asked = sa.select(room.tables.request).filter_by(**mine, answered_on=None)
    for request in session.scalars(asked):
        request.answered_on, request.granted = today, False
        settle(session, room, request.id)
    waiting = sa.select(room.tables.notice).filter_by(**mine, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()
    drafts.drop_about(session, actor.id, dossier.number)
    if _step_down(actor, room, dossier):
        _ask_for_another(session, actor, room, dossier)


def _ending(link: LinkRow, today: date) -> date:
    return max(today, link.from_on)


def _step_down(actor: Actor, room: Room[Any], dossier: DossierRow) -> bool:
    directed = [one for one in room.directing if getattr(dossier, one.field) == actor.id]
    for one in directed:
        setattr(dossier, one.field, None)
    return bool(directed)


def _ask_for_another(session: Session, actor: Actor, room: Room[Any], dossier: DossierRow) -> None:
    """Tell a coördinator that a regisseur is needed; without one, whoever else can name one."""
    roles = (Role.COORDINATOR, Role.SAFETY_TEAM)
    able = who_can(session, room, dossier, room.may.assign, roles, but=actor.id)
    coordinators = [one.id for one in able if one.role is Role.COORDINATOR]
    told = coordinators or [one.id for one in able]
    notify(session, actor, room, dossier, told, NoticeKind.DIRECTOR_NEEDED)
