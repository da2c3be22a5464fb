"""Noodtoegang: what runs for oneself, and what the FG has to judge; no content of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.emergency import EmergencyAccess, EmergencyReview
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.scope import Asker, anyone, counting, values_of, visible_to
from pga.cases.reading.finding import CASE, Found, nothing_there
from pga.cases.rules.emergency import EmergencyReason, door_shut
from pga.core import clock
from pga.core.database import ask, glance, transaction
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

SHOWN: Final = 25
"""How many judged ones the list of the FG shows, the last first."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is open by noodtoegang at this moment."""

    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """How the door stands for one user."""

    shut: bool
    """An earlier noodtoegang was not reviewed in time."""
    running: tuple[OpenCase, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A noodtoegang within a unit, and whether it was judged."""

    row: EmergencyAccess
    number: str
    reviewed: bool


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
    note: str = ""
    """Why the FG judged so."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The list of the FG."""

    waiting: tuple[EmergencyLine, ...]
    judged: tuple[EmergencyLine, ...]


@dataclass(frozen=True, slots=True)
class EmergencyTold:
    """A noodtoegang as who directs the case reads it."""

    who: str
    opened_at: datetime
    cause: EmergencyReason
    note: str


def get_door(actor: Actor) -> Door:
    """Return whether this actor may knock, and what is open now. Raises Refused."""
    require(actor, Permission.CASE_EMERGENCY)
    with glance() as session:
        return Door(is_shut(session, actor), running_in(session, actor))


def running_in(session: Session, actor: Actor) -> tuple[OpenCase, ...]:
    """Return what is open by noodtoegang for this actor now; for a page in a unit."""
    rows = ask(session, _running(anyone(actor.role, actor.cleared)), values_of(actor))
    return tuple(OpenCase(number, until) for number, until in rows if until)


def is_shut(session: Session, actor: Actor) -> bool:
    """Tell whether one of the actor's own ones, at whichever municipality, waits too long."""
    waiting = sa.select(EmergencyAccess.review_by).where(
        EmergencyAccess.user_id == actor.id, ~_judged()
    )
    return door_shut(session.scalars(waiting), clock.today())


def count_waiting(actor: Actor) -> int:
    """Count what the FG has to judge; raises Refused."""
    require(actor, Permission.EMERGENCY_REVIEW)
    question = sa.select(sa.func.count()).select_from(EmergencyAccess).join(Case, _ITS_CASE)
    with glance() as session:
        return session.scalar(question.where(_here(actor), ~_judged())) or 0


def list_reviews(actor: Actor) -> Reviews:
    """Return what waits for a judgement and what had one; the look is in the trail."""
    require(actor, Permission.EMERGENCY_REVIEW)
    with transaction() as session:
        question = (
            sa.select(EmergencyAccess, Case.number, EmergencyReview)
            .join(Case, _ITS_CASE)
            .outerjoin(EmergencyReview, EmergencyReview.access_id == EmergencyAccess.id)
            .where(_here(actor))
        )
        unjudged = question.where(EmergencyReview.id.is_(None)).order_by(EmergencyAccess.review_by)
        done = question.where(EmergencyReview.id.is_not(None))
        last = done.order_by(EmergencyAccess.opened_at.desc()).limit(SHOWN)
        found = [session.execute(one).all() for one in (unjudged, last)]
        names = names_of(session, (row.user_id for rows in found for row, _, _ in rows))
        waiting, judged = (
            tuple(_line(row, number, review, names) for row, number, review in rows)
            for rows in found
        )
        record(session, actor, Line(Event.TRAIL_READ, purpose="emergency"))
        return Reviews(waiting, judged)


def get_review(actor: Actor, access_id: UUID) -> EmergencyLine:
    """Return one noodtoegang for its judgement, with the note of who judged. Raises Refused."""
    with transaction() as session:
        opened = find_opened(session, actor, access_id)
        names = names_of(session, [opened.row.user_id])
        judged = session.scalars(
            sa.select(EmergencyReview).filter_by(access_id=access_id)
        ).one_or_none()
        about = Object(CASE, opened.row.case_id)
        with looking_at(
            session, actor, about, event=Event.TRAIL_READ, purpose="emergency"
        ) as context:
            note = context.open(judged, "note") if judged else ""
        return _line(opened.row, opened.number, judged, names, note)


def find_opened(session: Session, actor: Actor, access_id: UUID, *, lock: bool = False) -> Opened:
    """Return a noodtoegang of the actor's municipality, within a unit; raises Refused.

    With ``lock`` its case is held until the unit ends, so that of two judgements one counts.
    """
    require(actor, Permission.EMERGENCY_REVIEW)
    question = (
        sa.select(EmergencyAccess, Case)
        .join(Case, _ITS_CASE)
        .where(_here(actor), EmergencyAccess.id == access_id)
    )
    found = session.execute(question).one_or_none()
    if found is None:
        raise Refused(nothing_there(actor, Permission.EMERGENCY_REVIEW))
    row, case = found
    if lock:
        session.execute(sa.select(Case.id).filter_by(id=case.id).with_for_update())
    judged = sa.select(EmergencyReview.id).filter_by(access_id=access_id)
    return Opened(row, case.number, session.scalar(judged) is not None)


def told_of(session: Session, found: Found, context: AccessContext) -> tuple[EmergencyTold, ...]:
    """Return each noodtoegang of a case with its reason, the last first."""
    question = (
        sa.select(EmergencyAccess)
        .filter_by(case_id=found.case.id)
        .order_by(EmergencyAccess.opened_at.desc())
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


_ITS_CASE: Final = Case.id == EmergencyAccess.case_id


def _here(actor: Actor) -> sa.ColumnElement[bool]:
    return Case.municipality == actor.municipality


def _judged() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(EmergencyReview.access_id == EmergencyAccess.id)
        .correlate(EmergencyAccess)
    )


@cache
def _running(me: Asker) -> sa.Executable:
    return (
        sa.select(Case.number, CaseLink.until_at)
        .join(CaseLink, CaseLink.case_id == Case.id)
        .where(counting(LinkKind.EMERGENCY, me), visible_to(me))
        .order_by(CaseLink.until_at)
    )


def _line(
    row: EmergencyAccess,
    number: str,
    review: EmergencyReview | None,
    names: dict[UUID | None, str],
    note: str = "",
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
        note,
    )
