"""Noodtoegang: open one dossier for an hour, to read; and what the FG says of it afterwards."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor, allows, require
from pga.accounts.services import count_wrong, forgive, refuse_while_waiting
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.emergency import EmergencyAccessRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.eligible import links_now, who_can
from pga.dossiers.reading.emergency import find_opened, is_shut
from pga.dossiers.reading.finding import EMERGENCY
from pga.dossiers.room import Room
from pga.dossiers.rules.emergency import LASTS, EmergencyProblem, EmergencyReason, review_by
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.scope import facts_about
from pga.dossiers.services.notices import notify
from pga.privacy import once
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import Line, record
from pga.settings.reading import number_on
from pga.settings.rules.bounds import TERMS

TERM: Final = TERMS["emergency_review_working_days"]
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EmergencyAsked:
    """What somebody asks a noodtoegang for."""

    number: str
    cause: EmergencyReason
    note: str


def may_try(actor: Actor, room: Room[Any]) -> None:
    """Go on when this actor may knock at all; raises Refused, LoginRefused or Invalid."""
    require(actor, room.may.emergency)
    refuse_while_waiting((_subject(actor),))
    with glance() as session:
        if is_shut(session, actor, room):
            raise Invalid({"": EmergencyProblem.OVERDUE})


def open_emergency(actor: Actor, room: Room[Any], asked: EmergencyAsked) -> bool:
    """Open a dossier for an hour and tell who watches; False for every number that cannot.

    Nonsense, elsewhere, stepped back from, over, restricted and open already are one answer. A
    wrong number is counted, so that nobody tries them all. Raises Refused or Invalid. The caller
    asked just before who is there (``prove_again``).
    """
    require(actor, room.may.emergency)
    with transaction() as session:
        if is_shut(session, actor, room):
            raise Invalid({"": EmergencyProblem.OVERDUE})
        question = sa.select(room.tables.dossier).filter_by(
            number=asked.number, municipality=actor.municipality
        )
        dossier = session.scalars(question.with_for_update()).one_or_none()
        if dossier is None or not _may_open(session, actor, room, dossier):
            count_wrong(session, _subject(actor))
            about = room.about(dossier.id if dossier is not None else None)
            line = Line(
                Event.EMERGENCY_REFUSED, about, purpose=EMERGENCY, outcome=LineOutcome.REFUSED
            )
            record(session, actor, line)
            once.came_to_nothing(session)
            return False
        row = _open(session, actor, room, dossier, asked)
        _tell(session, actor, room, dossier, row)
        once.came_to(session, dossier.number)
        forgive(session, (_subject(actor),))
        about = room.about(dossier.id)
        record(session, actor, Line(Event.EMERGENCY_OPENED, about, (asked.cause,), EMERGENCY))
        return True


def review(actor: Actor, room: Room[Any], access_id: UUID, *, justified: bool, note: str) -> None:
    """Say whether a noodtoegang was justified, once; raises Refused or Invalid."""
    with transaction() as session:
        opened = find_opened(session, actor, room, access_id, lock=True)
        if opened.reviewed:
            raise Invalid({"": EmergencyProblem.REVIEWED})
        if opened.row.user_id == actor.id:
            raise Invalid({"": EmergencyProblem.OWN})
        session.add(
            room.tables.review(
                dossier_id=opened.row.dossier_id,
                access_id=opened.row.id,
                by=actor.id,
                at=clock.now(),
                justified=justified,
                note=note,
            )
        )
        about = room.about(opened.row.dossier_id)
        record(session, actor, Line(Event.EMERGENCY_REVIEWED, about, purpose=EMERGENCY))


def _may_open(session: Session, actor: Actor, room: Room[Any], dossier: DossierRow) -> bool:
    facts = facts_about(room, dossier, links_now(session, room, dossier, [actor.id]), actor)
    return (
        room.runs(dossier)
        and allows(actor, room.may.emergency, facts)
        and not allows(actor, room.may.read, facts)
    )


def _open(
    session: Session, actor: Actor, room: Room[Any], dossier: DossierRow, asked: EmergencyAsked
) -> EmergencyAccessRow:
    now = clock.now()
    ends_at = now + LASTS
    link = room.tables.link(
        dossier_id=dossier.id,
        user_id=actor.id,
        kind=LinkKind.EMERGENCY,
        from_on=clock.today(),
        until_on=clock.on_the_wall(ends_at).date() + A_DAY,
        until_at=ends_at,
    )
    session.add(link)
    session.flush()
    days = number_on(session, dossier.municipality, TERM, clock.today()) or TERM.proposal
    row = room.tables.emergency(
        dossier_id=dossier.id,
        user_id=actor.id,
        link_id=link.id,
        opened_at=now,
        ends_at=ends_at,
        cause=asked.cause,
        review_by=review_by(clock.today(), days),
        note=asked.note,
    )
    session.add(row)
    return row


def _tell(
    session: Session,
    actor: Actor,
    room: Room[Any],
    dossier: DossierRow,
    row: EmergencyAccessRow,
) -> None:
    """Tell who directs at once, or a coördinator when nobody does; the FG has a list."""
    roles = (Role.SAFETY_TEAM, Role.COORDINATOR)
    watching = who_can(session, room, dossier, room.may.lookers, roles, but=actor.id)
    directing = [one.id for one in watching if one.id == dossier.director_id]
    told = directing or [one.id for one in watching if one.role is Role.COORDINATOR]
    notify(session, actor, room, dossier, told, NoticeKind.EMERGENCY_OPENED, row.id)


def _subject(actor: Actor) -> str:
    return f"emergency:{actor.id}"
