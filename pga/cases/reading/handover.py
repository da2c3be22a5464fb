"""What would go from one colleague to another, and who was asked; case numbers, never names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused, require
from pga.accounts.reading import actors_today, colleagues, names_of
from pga.cases.models.case import Case
from pga.cases.models.handover import CaseHandover
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.scope import Clause, visible_to
from pga.cases.reading.finding import nothing_there
from pga.cases.reading.people import DIRECTORS, WORKERS
from pga.cases.rules.handover import (
    Cause,
    HandoverAnswer,
    HandoverProblem,
    Objection,
    Part,
    Transfer,
    problem_of,
)
from pga.cases.rules.workflow import State
from pga.core import clock
from pga.core.database import glance, transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MOST: Final = 10
"""How many proposals the page shows, the newest first."""


@dataclass(frozen=True, slots=True)
class Going:
    """A case within a unit that would go, and how the leaver stands to it."""

    case: Case
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CaseGoing:
    """A case that would go: its number and state, no names."""

    number: str
    state: State
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Between whom cases can go, by id and name."""

    leavers: tuple[tuple[UUID, str], ...]
    takers: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a handover would do."""

    leaver: str
    taker: str
    cases: tuple[CaseGoing, ...]
    staying: tuple[str, ...]
    """The numbers of cases that cannot go to this colleague."""
    problem: HandoverProblem | None


@dataclass(frozen=True, slots=True)
class Proposal:
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
    cases: tuple[CaseGoing, ...]
    problem: HandoverProblem | None


def get_choices(actor: Actor) -> Choices:
    """Return who has cases that this actor may hand over, and who can take them. Raises Refused."""
    require(actor, Permission.CASE_ASSIGN)
    mine = sa.and_(visible_to(actor, Permission.CASE_ASSIGN), Case.state != State.DESTROYED)
    with glance() as session:
        ids: set[UUID | None] = set()
        for column in (Case.procesregisseur_id, Case.casusregisseur_id):
            ids |= set(session.scalars(sa.select(column).where(mine, column.is_not(None))))
        linked = sa.select(CaseLink.user_id).join(Case, Case.id == CaseLink.case_id)
        ids |= set(session.scalars(linked.where(mine, _works())))
        named = names_of(session, ids)
        leavers = sorted(((one, name) for one, name in named.items() if one), key=_by_name)
        takers = {one.id: one.name for one in colleagues(session, actor.municipality, WORKERS)}
        return Choices(tuple(leavers), tuple(takers.items()))


def get_preview(actor: Actor, from_id: UUID, to_id: UUID) -> Preview:
    """Return what would go from one colleague to another; raises Refused."""
    require(actor, Permission.CASE_ASSIGN)
    with transaction() as session:
        going, staying = cases_between(session, actor, from_id, to_id)
        names = names_of(session, (from_id, to_id))
        preview = Preview(
            leaver=names.get(from_id, ""),
            taker=names.get(to_id, ""),
            cases=_shown(going),
            staying=staying,
            problem=fault_between(session, actor, from_id, to_id),
        )
        record(session, actor, Line(Event.LIST, purpose="handover"))
        return preview


def list_proposals(actor: Actor) -> list[Proposal]:
    """Return the newest proposals of this actor, with what became of them; raises Refused."""
    require(actor, Permission.CASE_ASSIGN)
    question = (
        sa.select(CaseHandover)
        .where(
            CaseHandover.municipality == actor.municipality, CaseHandover.proposed_by == actor.id
        )
        .order_by(CaseHandover.proposed_at.desc(), CaseHandover.id)
        .limit(MOST)
    )
    with glance() as session:
        rows = list(session.scalars(question))
        names = names_of(session, [one for r in rows for one in (r.from_user_id, r.to_user_id)])
        return [
            Proposal(
                names.get(row.from_user_id, ""),
                names.get(row.to_user_id, ""),
                row.proposed_at,
                row.cause,
                row.answer,
                row.objection,
            )
            for row in rows
        ]


def offers_in(session: Session, actor: Actor) -> list[Offer]:
    """Return what this actor was asked to take over and did not answer; for a page in a unit."""
    asked = {"me": actor.id, "here": actor.municipality}
    return [_offer(session, row) for row in session.scalars(OFFERS, asked)]


def get_offer(actor: Actor, handover_id: UUID) -> Offer:
    """Return one proposal to this actor; raises Refused, alike for none and another's."""
    with transaction() as session:
        offer = _offer(session, find_offer(session, actor, handover_id))
        record(session, actor, Line(Event.LIST, purpose="handover"))
        return offer


def find_offer(
    session: Session, actor: Actor, handover_id: UUID, *, lock: bool = False
) -> CaseHandover:
    """Return an open proposal to this actor, within a unit; raises Refused."""
    require(actor, Permission.CASE_LIST)
    question = _offers(actor).where(CaseHandover.id == handover_id)
    row = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if row is None:
        raise Refused(nothing_there(actor, Permission.CASE_LIST))
    return row


def cases_of(session: Session, handover: CaseHandover) -> list[Going]:
    """Return what goes when this proposal is accepted today: what its proposer may still give."""
    proposer = proposer_of(session, handover)
    if proposer is None:
        return []
    return cases_between(session, proposer, handover.from_user_id, handover.to_user_id)[0]


def proposer_of(session: Session, handover: CaseHandover) -> Actor | None:
    """Return who proposed, in the role of then, if that role still counts."""
    actors = actors_today(session, handover.proposed_by, handover.municipality)
    return next((one for one in actors if one.role is handover.proposed_as), None)


def cases_between(
    session: Session, actor: Actor, from_id: UUID, to_id: UUID
) -> tuple[list[Going], tuple[str, ...]]:
    """Return the cases that this actor may give from one to another, and the numbers that stay."""
    works = _has(CaseLink.user_id == from_id, _works())
    question = (
        sa.select(Case, _has(CaseLink.user_id == to_id, _recused()))
        .where(
            visible_to(actor, Permission.CASE_ASSIGN),
            Case.state != State.DESTROYED,
            sa.or_(Case.procesregisseur_id == from_id, Case.casusregisseur_id == from_id, works),
        )
        .order_by(Case.number)
    )
    rows = session.execute(question).all()
    going = [Going(case, _parts(case, from_id)) for case, recused in rows if not recused]
    return going, tuple(case.number for case, recused in rows if recused)


def fault_between(
    session: Session, actor: Actor, from_id: UUID, to_id: UUID
) -> HandoverProblem | None:
    """Return why these cases cannot go from one to another."""
    going, _ = cases_between(session, actor, from_id, to_id)
    return _fault(session, actor.municipality, from_id, to_id, going)


def _fault(
    session: Session, municipality: str, from_id: UUID, to_id: UUID, going: list[Going]
) -> HandoverProblem | None:
    return problem_of(
        Transfer(
            same=from_id == to_id,
            parts=tuple(one.parts for one in going),
            taker_works=to_id in {one.id for one in colleagues(session, municipality, WORKERS)},
            taker_directs=to_id in {one.id for one in colleagues(session, municipality, DIRECTORS)},
        )
    )


def fault_of(
    session: Session, handover: CaseHandover, going: list[Going]
) -> HandoverProblem | None:
    """Return why this proposal cannot be accepted today."""
    return _fault(session, handover.municipality, handover.from_user_id, handover.to_user_id, going)


OFFERS: Final = (
    sa.select(CaseHandover)
    .where(
        CaseHandover.to_user_id == sa.bindparam("me"),
        CaseHandover.municipality == sa.bindparam("here"),
        CaseHandover.answer.is_(None),
    )
    .order_by(CaseHandover.proposed_at)
)
"""Made once: the start page asks it."""


def _offers(actor: Actor) -> sa.Select[CaseHandover]:
    return sa.select(CaseHandover).where(
        CaseHandover.to_user_id == actor.id,
        CaseHandover.municipality == actor.municipality,
        CaseHandover.answer.is_(None),
    )


def _offer(session: Session, row: CaseHandover) -> Offer:
    going = cases_of(session, row)
    names = names_of(session, (row.from_user_id, row.proposed_by))
    return Offer(
        id=row.id,
        leaver=names.get(row.from_user_id, ""),
        proposer=names.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        cause=row.cause,
        cases=_shown(going),
        problem=fault_of(session, row, going),
    )


def _shown(going: list[Going]) -> tuple[CaseGoing, ...]:
    return tuple(CaseGoing(one.case.number, one.case.state, one.parts) for one in going)


def _parts(case: Case, user_id: UUID) -> tuple[Part, ...]:
    directing = {
        Part.PROCESREGISSEUR: case.procesregisseur_id,
        Part.CASUSREGISSEUR: case.casusregisseur_id,
    }
    return tuple(part for part, who in directing.items() if who == user_id) or (Part.LINKED,)


def _works() -> Clause:
    """Hold for a link that counts today or will."""
    ends = sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > clock.today())
    return sa.and_(CaseLink.kind == LinkKind.WORKS, ends)


def _recused() -> Clause:
    ends = sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > clock.today())
    return sa.and_(CaseLink.kind == LinkKind.RECUSED, ends)


def _has(*clauses: Clause) -> Clause:
    return sa.exists().where(CaseLink.case_id == Case.id, *clauses).correlate(Case)


def _by_name(pair: tuple[UUID, str]) -> str:
    return pair[1]
