"""Hand the dossiers of a colleague over: proposed by one, accepted by another, all in one unit."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.handover import HandoverRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.handover import dossiers_of, fault_between, fault_of, find_offer
from pga.dossiers.room import Room
from pga.dossiers.rules.handover import Cause, HandoverAnswer, Objection
from pga.dossiers.services.links import ensure_linked
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record


def propose(actor: Actor, room: Room[Any], *, from_id: UUID, to_id: UUID, cause: Cause) -> UUID:
    """Ask a colleague to take over what another has; nothing changes before the answer.

    A newer proposal about the same colleague takes the place of an open one. Raises Refused or
    Invalid.
    """
    require(actor, room.may.assign)
    with transaction() as session:
        fault = fault_between(session, actor, room, from_id, to_id)
        if fault is not None:
            raise Invalid({"to_id": fault})
        _replace_open(session, actor, room, from_id)
        row = room.tables.handover(
            municipality=actor.municipality,
            from_user_id=from_id,
            to_user_id=to_id,
            proposed_by=actor.id,
            proposed_as=actor.role,
            proposed_at=clock.now(),
            cause=cause,
        )
        session.add(row)
        record(session, actor, Line(Event.HANDOVER_PROPOSED, _about(row)))
        return row.id


def accept(actor: Actor, room: Room[Any], handover_id: UUID, *, reason: str) -> int:
    """Take the dossiers over, each with a line and a reason of its own; return how many.

    Raises Refused, or Invalid when nothing can go any more.
    """
    with transaction() as session:
        handover = find_offer(session, actor, room, handover_id, lock=True)
        going = dossiers_of(session, room, handover)
        fault = fault_of(session, room, handover, going)
        if fault is not None:
            raise Invalid({"handover": fault})
        _answer(handover, HandoverAnswer.ACCEPTED)
        record(session, actor, Line(Event.HANDED_OVER, _about(handover)))
        for one in going:
            _take_over(session, room, one.dossier, handover)
            about = room.about(one.dossier.id)
            line = Line(Event.HANDED_OVER, about, purpose=handover.cause)
            record(session, actor, line, reason=reason)
        return len(going)


def refuse(actor: Actor, room: Room[Any], handover_id: UUID, *, objection: Objection) -> None:
    """Say no, with the reason; everything stays where it is. Raises Refused."""
    with transaction() as session:
        handover = find_offer(session, actor, room, handover_id, lock=True)
        _answer(handover, HandoverAnswer.REFUSED)
        handover.objection = objection
        record(session, actor, Line(Event.HANDOVER_REFUSED, _about(handover)))


def _about(handover: HandoverRow) -> Object:
    return Object(handover.__tablename__, handover.id)


def _answer(handover: HandoverRow, answer: HandoverAnswer) -> None:
    handover.answer, handover.answered_at = answer, clock.now()


def _replace_open(session: Session, actor: Actor, room: Room[Any], from_id: UUID) -> None:
    handover = room.tables.handover
    question = sa.select(handover).where(
        handover.municipality == actor.municipality,
        handover.from_user_id == from_id,
        handover.answer.is_(None),
    )
    for row in session.scalars(question.with_for_update()):
        _answer(row, HandoverAnswer.REPLACED)


def _take_over(
    session: Session, room: Room[Any], dossier: DossierRow, handover: HandoverRow
) -> None:
    leaver, taker, today = handover.from_user_id, handover.to_user_id, clock.today()
    for part in room.directing:
        if getattr(dossier, part.field) == leaver:
            setattr(dossier, part.field, taker)
    link = room.tables.link
    links = sa.select(link).where(
        link.dossier_id == dossier.id,
        link.user_id == leaver,
        link.kind == LinkKind.WORKS,
        sa.or_(link.until_on.is_(None), link.until_on > today),
    )
    for row in session.scalars(links):
        row.until_on = max(today, row.from_on)
    ensure_linked(session, room, dossier, taker)
