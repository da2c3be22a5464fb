"""What would go from one colleague to another, and who was asked; numbers, never names."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, Refused, require
from pga.accounts.reading import actors_today, colleagues, names_of
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import glance, transaction
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.handover import HandoverRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.finding import nothing_there
from pga.dossiers.room import Room
from pga.dossiers.rules.handover import (
    Cause,
    HandoverAnswer,
    HandoverProblem,
    Objection,
    Transfer,
    problem_of,
)
from pga.dossiers.scope import Clause, visible_to
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MOST: Final = 10
"""How many proposals the page shows, the newest first."""


LINKED: Final = "linked"
"""The part of who works on a dossier and directs nothing in it."""


@dataclass(frozen=True, slots=True)
class Going:
    """A dossier within a unit that would go, and how the leaver stands to it."""

    dossier: DossierRow
    parts: tuple[str, ...]
    """The fields in which the leaver directs, or ``LINKED``."""


@dataclass(frozen=True, slots=True)
class DossierGoing:
    """A dossier that would go: its number and state, no names."""

    number: str
    state: StrEnum
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverChoices:
    """Between whom dossiers can go, by id and name."""

    leavers: tuple[tuple[UUID, str], ...]
    takers: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a handover would do."""

    leaver: str
    taker: str
    going: tuple[DossierGoing, ...]
    staying: tuple[str, ...]
    """The numbers of what cannot go to this colleague."""
    problem: HandoverProblem | None


@dataclass(frozen=True, slots=True)
class HandoverProposal:
    """A proposal and what became of it."""

    leaver: str
    taker: str
    proposed_at: datetime
    cause: Cause
    answer: HandoverAnswer | None
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as the colleague sees it who is asked to take over."""

    id: UUID
    leaver: str
    proposer: str
    proposed_at: datetime
    cause: Cause
    going: tuple[DossierGoing, ...]
    problem: HandoverProblem | None


def get_choices(actor: Actor, room: Room[Any]) -> HandoverChoices:
    """Return who has what this actor may hand over, and who can take it. Raises Refused."""
    require(actor, room.may.assign)
    dossier, link = room.tables.dossier, room.tables.link
    mine = sa.and_(visible_to(room, actor, room.may.assign), dossier.state != room.gone)
    with glance() as session:
        ids: set[UUID | None] = set()
        for column in (getattr(dossier, one.field) for one in room.directing):
            ids |= set(session.scalars(sa.select(column).where(mine, column.is_not(None))))
        linked = sa.select(link.user_id).join(dossier, dossier.id == link.dossier_id)
        ids |= set(session.scalars(linked.where(mine, _counts(room, LinkKind.WORKS))))
        named = names_of(session, ids)
        leavers = sorted(((one, name) for one, name in named.items() if one), key=_by_name)
        takers = {one.id: one.name for one in colleagues(session, actor.municipality, room.workers)}
        return HandoverChoices(tuple(leavers), tuple(takers.items()))


def get_preview(actor: Actor, room: Room[Any], from_id: UUID, to_id: UUID) -> Preview:
    """Return what would go from one colleague to another; raises Refused."""
    require(actor, room.may.assign)
    with transaction() as session:
        going, staying = dossiers_between(session, actor, room, from_id, to_id)
        names = names_of(session, (from_id, to_id))
        preview = Preview(
            leaver=names.get(from_id, ""),
            taker=names.get(to_id, ""),
            going=_shown(going),
            staying=staying,
            problem=fault_between(session, actor, room, from_id, to_id),
        )
        record(session, actor, Line(Event.LIST, purpose="handover"))
        return preview


def list_proposals(actor: Actor, room: Room[Any]) -> list[HandoverProposal]:
    """Return the newest proposals of this actor, with what became of them; raises Refused."""
    require(actor, room.may.assign)
    handover = room.tables.handover
    question = (
        sa.select(handover)
        .where(handover.municipality == actor.municipality, handover.proposed_by == actor.id)
        .order_by(handover.proposed_at.desc(), handover.id)
        .limit(MOST)
    )
    with glance() as session:
        rows = list(session.scalars(question))
        names = names_of(session, [one for r in rows for one in (r.from_user_id, r.to_user_id)])
        return [
            HandoverProposal(
                names.get(row.from_user_id, ""),
                names.get(row.to_user_id, ""),
                row.proposed_at,
                row.cause,
                row.answer,
                row.objection,
            )
            for row in rows
        ]


def offers_in(session: Session, actor: Actor, room: Room[Any]) -> list[Offer]:
    """Return what this actor was asked to take over and did not answer; for a page in a unit."""
    asked = {"me": actor.id, "here": actor.municipality}
    return [_offer(session, room, row) for row in session.scalars(_offers(room), asked)]


def get_offer(actor: Actor, room: Room[Any], handover_id: UUID) -> Offer:
    """Return one proposal to this actor; raises Refused, alike for none and another's."""
    with transaction() as session:
        offer = _offer(session, room, find_offer(session, actor, room, handover_id))
        record(session, actor, Line(Event.LIST, purpose="handover"))
        return offer


def find_offer(
    session: Session, actor: Actor, room: Room[Any], handover_id: UUID, *, lock: bool = False
) -> HandoverRow:
    """Return an open proposal to this actor, within a unit; raises Refused."""
    require(actor, room.may.see)
    question = _offers(room).where(room.tables.handover.id == handover_id)
    asked = {"me": actor.id, "here": actor.municipality}
    rows = session.scalars(question.with_for_update() if lock else question, asked)
    row: HandoverRow | None = rows.one_or_none()
    if row is None:
        raise Refused(nothing_there(actor, room.may.see))
    return row


def dossiers_of(session: Session, room: Room[Any], handover: HandoverRow) -> list[Going]:
    """Return what goes when this proposal is accepted today: what its proposer may still give."""
    proposer = proposer_of(session, handover)
    if proposer is None:
        return []
    leaver, taker = handover.from_user_id, handover.to_user_id
    return dossiers_between(session, proposer, room, leaver, taker)[0]


def proposer_of(session: Session, handover: HandoverRow) -> Actor | None:
    """Return who proposed, in the role of then, if that role still counts."""
    actors = actors_today(session, handover.proposed_by, handover.municipality)
    return next((one for one in actors if one.role is handover.proposed_as), None)


def dossiers_between(
    session: Session, actor: Actor, room: Room[Any], from_id: UUID, to_id: UUID
) -> tuple[list[Going], tuple[str, ...]]:
    """Return what this actor may give from one to another, and the numbers of what stays."""
    dossier, link = room.tables.dossier, room.tables.link
    directs = (getattr(dossier, one.field) == from_id for one in room.directing)
    works = _has(room, link.user_id == from_id, _counts(room, LinkKind.WORKS))
    question = (
        sa.select(dossier, _has(room, link.user_id == to_id, _counts(room, LinkKind.RECUSED)))
        .where(
            visible_to(room, actor, room.may.assign),
            dossier.state != room.gone,
            sa.or_(*directs, works),
        )
        .order_by(dossier.number)
    )
    rows = session.execute(question).all()
    going = [Going(one, _parts(room, one, from_id)) for one, recused in rows if not recused]
    return going, tuple(one.number for one, recused in rows if recused)


def fault_between(
    session: Session, actor: Actor, room: Room[Any], from_id: UUID, to_id: UUID
) -> HandoverProblem | None:
    """Return why nothing can go from one to another."""
    going, _ = dossiers_between(session, actor, room, from_id, to_id)
    return _fault(session, room, actor.municipality, (from_id, to_id), going)


def fault_of(
    session: Session, room: Room[Any], handover: HandoverRow, going: list[Going]
) -> HandoverProblem | None:
    """Return why this proposal cannot be accepted today."""
    between = (handover.from_user_id, handover.to_user_id)
    return _fault(session, room, handover.municipality, between, going)


def _fault(
    session: Session,
    room: Room[Any],
    municipality: str,
    between: tuple[UUID, UUID],
    going: list[Going],
) -> HandoverProblem | None:
    leaver, taker = between
    here = [(one.id, one.role) for one in colleagues(session, municipality, room.workers)]
    roles = {role for user_id, role in here if user_id == taker}
    parts = {part for one in going for part in one.parts}
    return problem_of(
        Transfer(
            same=leaver == taker,
            going=len(going),
            taker_works=bool(roles),
            taker_directs=all(roles & {*one.roles} for one in room.directing if one.field in parts),
        )
    )


@cache
def _offers(room: Room[Any]) -> sa.Select[Any]:
    """Ask what somebody was asked to take over; made once, as the start page asks it."""
    handover = room.tables.handover
    return (
        sa.select(handover)
        .where(
            handover.to_user_id == sa.bindparam("me"),
            handover.municipality == sa.bindparam("here"),
            handover.answer.is_(None),
        )
        .order_by(handover.proposed_at)
    )


def _offer(session: Session, room: Room[Any], row: HandoverRow) -> Offer:
    going = dossiers_of(session, room, row)
    names = names_of(session, (row.from_user_id, row.proposed_by))
    return Offer(
        id=row.id,
        leaver=names.get(row.from_user_id, ""),
        proposer=names.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        cause=row.cause,
        going=_shown(going),
        problem=fault_of(session, room, row, going),
    )


def _shown(going: list[Going]) -> tuple[DossierGoing, ...]:
    return tuple(DossierGoing(one.dossier.number, one.dossier.state, one.parts) for one in going)


def _parts(room: Room[Any], dossier: DossierRow, user_id: UUID) -> tuple[str, ...]:
    fields = (one.field for one in room.directing)
    return tuple(field for field in fields if getattr(dossier, field) == user_id) or (LINKED,)


def _counts(room: Room[Any], kind: LinkKind) -> Clause:
    """Hold for a link of this kind that counts today or will."""
    link = room.tables.link
    ends = sa.or_(link.until_on.is_(None), link.until_on > clock.today())
    return sa.and_(link.kind == kind, ends)


def _has(room: Room[Any], *clauses: Clause) -> Clause:
    dossier, link = room.tables.dossier, room.tables.link
    return sa.exists().where(link.dossier_id == dossier.id, *clauses).correlate(dossier)


def _by_name(pair: tuple[UUID, str]) -> tuple[str, str]:
    return alphabetically(pair[1])
