"""Noodtoegang: what runs for oneself, and what the FG has to judge; no content of a dossier."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused, require
from pga.accounts.reading import names_of
from pga.core import clock
from pga.core.database import ask, glance, transaction
from pga.dossiers.models.emergency import EmergencyAccessRow, EmergencyReviewRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.finding import Found, nothing_there
from pga.dossiers.reading.looks import Looked, looks_at
from pga.dossiers.room import Room
from pga.dossiers.rules.emergency import EmergencyReason, door_shut
from pga.dossiers.scope import Asker, active_link, asker_params, bind_values, visible_to
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record

SHOWN: Final = 25
"""How many judged ones the list of the FG shows, the last first."""


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier that is open by noodtoegang at this moment."""

    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """How the door stands for one user."""

    shut: bool
    """An earlier noodtoegang was not reviewed in time."""
    running: tuple[OpenDossier, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A noodtoegang within a unit, and whether it was judged."""

    row: EmergencyAccessRow
    number: str
    reviewed: bool
    gone: bool
    """Its dossier was destroyed: no text of it opens any more."""


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One noodtoegang as the FG sees it: who, when, which number and what kind of reason."""

    id: UUID
    number: str
    who: str
    opened_at: datetime
    ends_at: datetime
    cause: EmergencyReason
    review_by: date
    justified: bool | None


@dataclass(frozen=True, slots=True)
class EmergencyBeside:
    """One noodtoegang for its judgement: what the colleague says of it and what was opened."""

    line: EmergencyLine
    said: str
    """Why it could not wait, in the words of who opened it."""
    looks: tuple[Looked, ...]
    """What was looked at in that hour, the last first."""
    note: str
    """Why the FG judged so."""


@dataclass(frozen=True, slots=True)
class EmergenciesWaiting:
    """What the FG has still to judge."""

    total: int
    late: int
    first_by: date | None
    """The first day on which one has to be judged."""


@dataclass(frozen=True, slots=True)
class EmergenciesJudged:
    """What the FG said of what was opened in need."""

    justified: int
    unjustified: int


@dataclass(frozen=True, slots=True)
class Reviews:
    """The list of the FG."""

    waiting: tuple[EmergencyLine, ...]
    judged: tuple[EmergencyLine, ...]


@dataclass(frozen=True, slots=True)
class EmergencyTold:
    """A noodtoegang as who directs the dossier reads it."""

    who: str
    opened_at: datetime
    cause: EmergencyReason
    note: str


def get_door(actor: Actor, room: Room[Any]) -> Door:
    """Return whether this actor may knock, and what is open now. Raises Refused."""
    require(actor, room.may.emergency)
    with glance() as session:
        return Door(is_shut(session, actor, room), running_in(session, actor, room))


def running_in(session: Session, actor: Actor, room: Room[Any]) -> tuple[OpenDossier, ...]:
    """Return what is open by noodtoegang for this actor now; for a page in a unit."""
    question = _running(room, asker_params(actor.role, actor.cleared))
    rows = ask(session, question, bind_values(actor))
    return tuple(OpenDossier(number, until) for number, until in rows if until)


def is_shut(session: Session, actor: Actor, room: Room[Any]) -> bool:
    """Tell whether one of the actor's own ones, at whichever municipality, waits too long."""
    opened = room.tables.emergency
    waiting = sa.select(opened.review_by).where(opened.user_id == actor.id, ~_judged(room))
    return door_shut(session.scalars(waiting), clock.today())


def count_waiting(actor: Actor, room: Room[Any]) -> EmergenciesWaiting:
    """Count what the FG has to judge, and what of it is late; raises Refused."""
    require(actor, Permission.EMERGENCY_REVIEW)
    opened = room.tables.emergency
    question = sa.select(opened.review_by).join(*_its_dossier(room))
    with glance() as session:
        days = session.scalars(question.where(_here(actor, room), ~_judged(room))).all()
    late = [day for day in days if day < clock.today()]
    return EmergenciesWaiting(len(days), len(late), min(days, default=None))


def count_judged(actor: Actor, room: Room[Any], from_on: date) -> EmergenciesJudged:
    """Count what was opened in need from a day on and is judged. Raises Refused."""
    require(actor, Permission.EMERGENCY_REVIEW)
    opened, judgement = room.tables.emergency, room.tables.review
    question = (
        sa.select(
            sa.func.count().filter(judgement.justified),
            sa.func.count().filter(~judgement.justified),
        )
        .join(opened, judgement.access_id == opened.id)
        .join(*_its_dossier(room))
        .where(_here(actor, room), opened.opened_at >= clock.start_of(from_on))
    )
    with glance() as session:
        return EmergenciesJudged(*session.execute(question).one())


def list_reviews(actor: Actor, room: Room[Any]) -> Reviews:
    """Return what waits for a judgement and what had one; the look is in the trail."""
    require(actor, Permission.EMERGENCY_REVIEW)
    opened, judgement = room.tables.emergency, room.tables.review
    with transaction() as session:
        question = (
            sa.select(opened, room.tables.dossier.number, judgement)
            .join(*_its_dossier(room))
            .outerjoin(judgement, judgement.access_id == opened.id)
            .where(_here(actor, room))
        )
        unjudged = question.where(judgement.id.is_(None)).order_by(opened.review_by)
        done = question.where(judgement.id.is_not(None))
        last = done.order_by(opened.opened_at.desc()).limit(SHOWN)
        found = [session.execute(one).all() for one in (unjudged, last)]
        names = names_of(session, (row.user_id for rows in found for row, _, _ in rows))
        waiting, judged = (
            tuple(_line(row, number, review, names) for row, number, review in rows)
            for rows in found
        )
        record(session, actor, Line(Event.TRAIL_READ, purpose="emergency"))
        return Reviews(waiting, judged)


def get_review(actor: Actor, room: Room[Any], access_id: UUID) -> EmergencyBeside:
    """Return one noodtoegang for its judgement, with what each of the two wrote of it.

    What the colleague wrote is content; the FG reads it for this judgement alone. Raises Refused.
    """
    with transaction() as session:
        opened = find_opened(session, actor, room, access_id)
        names = names_of(session, [opened.row.user_id])
        of_this = sa.select(room.tables.review).filter_by(access_id=access_id)
        judged = session.scalars(of_this).one_or_none()
        about = room.about(opened.row.dossier_id)
        with looking_at(
            session, actor, about, event=Event.TRAIL_READ, purpose="emergency"
        ) as context:
            said = "" if opened.gone else context.open(opened.row, "note")
            note = context.open(judged, "note") if judged and not opened.gone else ""
        looks = looks_at(session, _in_that_hour(opened.row), most=SHOWN)
        line = _line(opened.row, opened.number, judged, names)
        return EmergencyBeside(line, said, looks, note)


def find_opened(
    session: Session, actor: Actor, room: Room[Any], access_id: UUID, *, lock: bool = False
) -> Opened:
    """Return a noodtoegang of the actor's municipality, within a unit; raises Refused.

    With ``lock`` its dossier is held until the unit ends, so that of two judgements one counts.
    """
    require(actor, Permission.EMERGENCY_REVIEW)
    dossiers = room.tables.dossier
    question = (
        sa.select(room.tables.emergency, dossiers)
        .join(*_its_dossier(room))
        .where(_here(actor, room), room.tables.emergency.id == access_id)
    )
    found = session.execute(question).one_or_none()
    if found is None:
        raise Refused(nothing_there(actor, Permission.EMERGENCY_REVIEW))
    row, dossier = found
    if lock:
        session.execute(sa.select(dossiers.id).filter_by(id=dossier.id).with_for_update())
    judged = sa.select(room.tables.review.id).filter_by(access_id=access_id)
    judged_id = session.scalar(judged)
    return Opened(row, dossier.number, judged_id is not None, room.is_gone(dossier))


def told_of(
    session: Session, found: Found[Any], context: AccessContext
) -> tuple[EmergencyTold, ...]:
    """Return each noodtoegang of a dossier with its reason, the last first."""
    opened = found.room.tables.emergency
    question = (
        sa.select(opened)
        .filter_by(dossier_id=found.dossier.id)
        .order_by(opened.opened_at.desc())
        .limit(SHOWN)
    )
    rows = list(session.scalars(question))
    names = names_of(session, (row.user_id for row in rows))
    return tuple(
        EmergencyTold(
            names.get(row.user_id, ""), row.opened_at, row.cause, context.open(row, "note")
        )
        for row in rows
    )


def _its_dossier(room: Room[Any]) -> tuple[Any, sa.ColumnElement[bool]]:
    dossier = room.tables.dossier
    return dossier, dossier.id == room.tables.emergency.dossier_id


def _here(actor: Actor, room: Room[Any]) -> sa.ColumnElement[bool]:
    here: sa.ColumnElement[bool] = room.tables.dossier.municipality == actor.municipality
    return here


def _judged(room: Room[Any]) -> sa.ColumnElement[bool]:
    opened, judgement = room.tables.emergency, room.tables.review
    return sa.exists().where(judgement.access_id == opened.id).correlate(opened)


def _in_that_hour(row: EmergencyAccessRow) -> sa.ColumnElement[bool]:
    """Hold for what was looked at by a noodtoegang: nothing else opened it then."""
    return sa.and_(
        AuditEvent.object_id == row.dossier_id,
        AuditEvent.actor_id == row.user_id,
        AuditEvent.event == Event.READ,
        AuditEvent.at >= row.opened_at,
        AuditEvent.at < row.ends_at,
    )


@cache
def _running(room: Room[Any], me: Asker) -> sa.Executable:
    dossier, link = room.tables.dossier, room.tables.link
    return (
        sa.select(dossier.number, link.until_at)
        .join(link, link.dossier_id == dossier.id)
        .where(active_link(room, LinkKind.EMERGENCY, me), visible_to(room, me))
        .order_by(link.until_at)
    )


def _line(
    row: EmergencyAccessRow,
    number: str,
    review: EmergencyReviewRow | None,
    names: dict[UUID | None, str],
) -> EmergencyLine:
    return EmergencyLine(
        row.id,
        number,
        names.get(row.user_id, ""),
        row.opened_at,
        row.ends_at,
        row.cause,
        row.review_by,
        review.justified if review else None,
    )
