"""Access with an end: ask for it by a number, grant it until a day, refuse it with a reason.

Whoever asks gets one and the same answer, whether the dossier is there or not (features.md 4, 12).
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor, allows, require
from pga.accounts.services import count_today
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.reading.access import open_request
from pga.dossiers.reading.eligible import colleagues_for, links_now, who_can
from pga.dossiers.reading.finding import find
from pga.dossiers.room import Room
from pga.dossiers.rules.notices import MOST_ASKED, NoticeKind
from pga.dossiers.scope import facts_about
from pga.dossiers.services.links import add_link, overlapping
from pga.dossiers.services.notices import notify, settle
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import Line, record


def ask_access(actor: Actor, room: Room[Any], number: str, *, reason: str) -> None:
    """Ask who directs a dossier for access; says nothing back, whatever the number is.

    A request is written only for one of the own municipality that the actor cannot open, and at
    most ten times a day; each try is in the trail.
    """
    require(actor, room.may.see)
    with transaction() as session:
        tries = count_today(session, f"access:{actor.id}")
        question = sa.select(room.tables.dossier).filter_by(
            number=number, municipality=actor.municipality
        )
        dossier = session.scalars(question).one_or_none()
        if tries > MOST_ASKED:
            record(session, actor, Line(Event.ACCESS_REQUESTED, outcome=LineOutcome.REFUSED))
            return
        if dossier is not None and _may_ask(session, actor, room, dossier):
            _write_request(session, actor, room, dossier, reason)
        about = room.about(dossier.id if dossier is not None else None)
        record(session, actor, Line(Event.ACCESS_REQUESTED, about))


def grant_access(
    actor: Actor, room: Room[Any], number: str, request_id: UUID, *, last_on: date
) -> None:
    """Link who asked, from today until a day; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        request = open_request(session, found, request_id, lock=True)
        dossier, asking = found.dossier, request.user_id
        if not found.runs:
            raise Invalid({"answer": "over"})
        days = (clock.today(), last_on + timedelta(days=1))
        if last_on < clock.today():
            raise Invalid({"last_on": "day_is_past"})
        if asking not in {one.id for one in colleagues_for(session, room, dossier, room.workers)}:
            raise Invalid({"answer": "not_a_colleague"})
        if overlapping(session, room, dossier, asking, days):
            raise Invalid({"answer": "already_linked"})
        add_link(session, room, dossier, asking, days)
        notify(session, actor, room, dossier, [asking], NoticeKind.ACCESS_GRANTED, request.id)
        record(session, actor, Line(Event.ACCESS_GRANTED, found.about))


def refuse_access(
    actor: Actor, room: Room[Any], number: str, request_id: UUID, *, reason: str
) -> None:
    """Refuse who asked, with a reason that stays with the dossier; raises Invalid."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        request = open_request(session, found, request_id, lock=True)
        request.answered_on, request.granted = clock.today(), False
        request.answer = reason
        settle(session, room, request.id)
        asking = [request.user_id]
        notify(session, actor, room, found.dossier, asking, NoticeKind.ACCESS_REFUSED, request.id)
        record(session, actor, Line(Event.ACCESS_REFUSED, found.about))


def _may_ask(session: Session, actor: Actor, room: Room[Any], dossier: DossierRow) -> bool:
    facts = facts_about(room, dossier, links_now(session, room, dossier, [actor.id]), actor)
    apart = facts.linked or facts.recused or not room.runs(dossier)
    if apart or actor.role not in room.workers or allows(actor, room.may.read, facts):
        return False
    waiting = sa.select(room.tables.request.id).filter_by(
        dossier_id=dossier.id, user_id=actor.id, answered_on=None
    )
    return session.scalar(waiting.limit(1)) is None


def _write_request(
    session: Session, actor: Actor, room: Room[Any], dossier: DossierRow, reason: str
) -> None:
    request = room.tables.request(
        dossier_id=dossier.id,
        user_id=actor.id,
        asked_at=clock.now(),
        granted=None,
        reason=reason,
    )
    session.add(request)
    grants = (Role.SAFETY_TEAM, Role.COORDINATOR)
    can_grant = who_can(session, room, dossier, room.may.assign, grants, but=actor.id)
    able = {one.id for one in can_grant}
    told = able & {dossier.director_id} or able
    notify(session, actor, room, dossier, told, NoticeKind.ACCESS_REQUESTED, request.id)
