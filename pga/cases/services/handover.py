"""Hand the cases of a colleague over: proposed by one, accepted by another, all in one unit."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.case import Case
from pga.cases.models.handover import CaseHandover
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.reading.finding import CASE
from pga.cases.reading.handover import cases_of, fault_between, fault_of, find_offer
from pga.cases.rules.handover import Cause, HandoverAnswer, Objection
from pga.cases.services.links import ensure_linked
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

HANDOVER = "case_handover"
"""The kind of object that the trail calls a proposal."""


def propose(actor: Actor, *, from_id: UUID, to_id: UUID, cause: Cause) -> UUID:
    """Ask a colleague to take over the cases of another; nothing changes before the answer.

    A newer proposal about the same colleague takes the place of an open one. Raises Refused or
    Invalid.
    """
    require(actor, Permission.CASE_ASSIGN)
    with transaction() as session:
        fault = fault_between(session, actor, from_id, to_id)
        if fault is not None:
            raise Invalid({"to_id": fault})
        _replace_open(session, actor, from_id)
        row = CaseHandover(
            municipality=actor.municipality,
            from_user_id=from_id,
            to_user_id=to_id,
            proposed_by=actor.id,
            proposed_as=actor.role,
            proposed_at=clock.now(),
            cause=cause,
        )
        session.add(row)
        record(session, actor, Line(Event.HANDOVER_PROPOSED, Object(HANDOVER, row.id)))
        return row.id


def accept(actor: Actor, handover_id: UUID, *, reason: str) -> int:
    """Take the cases over, each with a line and a reason of its own; return how many.

    Raises Refused, or Invalid when nothing can go any more.
    """
    with transaction() as session:
        handover = find_offer(session, actor, handover_id, lock=True)
        going = cases_of(session, handover)
        fault = fault_of(session, handover, going)
        if fault is not None:
            raise Invalid({"handover": fault})
        _answer(handover, HandoverAnswer.ACCEPTED)
        record(session, actor, Line(Event.HANDED_OVER, Object(HANDOVER, handover.id)))
        for one in going:
            _take_over(session, one.case, handover)
            line = Line(Event.HANDED_OVER, Object(CASE, one.case.id), purpose=handover.cause)
            record(session, actor, line, reason=reason)
        return len(going)


def refuse(actor: Actor, handover_id: UUID, *, objection: Objection) -> None:
    """Say no, with the reason; the cases stay where they are. Raises Refused."""
    with transaction() as session:
        handover = find_offer(session, actor, handover_id, lock=True)
        _answer(handover, HandoverAnswer.REFUSED)
        handover.objection = objection
        record(session, actor, Line(Event.HANDOVER_REFUSED, Object(HANDOVER, handover.id)))


def _answer(handover: CaseHandover, answer: HandoverAnswer) -> None:
    handover.answer, handover.answered_at = answer, clock.now()


def _replace_open(session: Session, actor: Actor, from_id: UUID) -> None:
    question = sa.select(CaseHandover).where(
        CaseHandover.municipality == actor.municipality,
        CaseHandover.from_user_id == from_id,
        CaseHandover.answer.is_(None),
    )
    for row in session.scalars(question.with_for_update()):
        _answer(row, HandoverAnswer.REPLACED)


def _take_over(session: Session, case: Case, handover: CaseHandover) -> None:
    leaver, taker, today = handover.from_user_id, handover.to_user_id, clock.today()
    if case.procesregisseur_id == leaver:
        case.procesregisseur_id = taker
    if case.casusregisseur_id == leaver:
        case.casusregisseur_id = taker
    links = sa.select(CaseLink).where(
        CaseLink.case_id == case.id,
        CaseLink.user_id == leaver,
        CaseLink.kind == LinkKind.WORKS,
        sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > today),
    )
    for link in session.scalars(links):
        link.until_on = max(today, link.from_on)
    ensure_linked(session, case, taker)
