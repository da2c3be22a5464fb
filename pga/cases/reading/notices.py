"""The list *Voor u*: which cases wait for this user, and why; a case number and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.link import LinkKind
from pga.cases.models.notice import CaseFlag, Notice
from pga.cases.models.scope import (
    Asker,
    among,
    anyone,
    asker,
    has_link,
    values_of,
    visible_to,
)
from pga.cases.rules.notices import NoticeKind
from pga.cases.rules.workflow import ACTIVE
from pga.core import clock
from pga.core.database import ask, direct_write, table_of, transaction, upsert

MOST: Final = 12
"""How many lines the list shows; the count tells of the rest."""
AT_ONCE: Final = 100
"""How many flags come onto one list at a time; the next look takes the rest."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of the list."""

    id: UUID
    kind: NoticeKind
    number: str
    made_at: datetime
    can_open: bool
    """Whether the case can be opened: the one who was refused only hears that."""


@dataclass(frozen=True, slots=True)
class Notices:
    """The list of one user, the newest first."""

    lines: tuple[NoticeLine, ...]
    total: int


def notices_in(session: Session, actor: Actor) -> Notices:
    """Return what waits for this user; what one may not see any more is not there.

    For a page in a unit.
    """
    _raise_due_flags(session, actor)
    rows = ask(session, _question(anyone(actor.role, actor.cleared)), values_of(actor)).all()
    return Notices(tuple(NoticeLine(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)


def waiting_for(actor: Actor) -> frozenset[UUID]:
    """Return the ids of what waits for somebody, for a mail that only tells how many."""
    with transaction() as session:
        _raise_due_flags(session, actor)
        question = sa.select(Notice.id).join(Case, Case.id == Notice.case_id)
        return frozenset(session.scalars(question.where(_shown_to(asker(actor)))))


@cache
def _question(me: Asker) -> sa.Executable:
    """Ask for the newest notices, each with the number of all."""
    columns = (Notice.id, Notice.kind, Case.number, Notice.made_at, visible_to(me).label("open"))
    return (
        sa.select(*columns, sa.func.count().over())
        .join(Case, Case.id == Notice.case_id)
        .where(_shown_to(me))
        .order_by(Notice.made_at.desc(), Notice.id)
        .limit(MOST)
    )


def _shown_to(me: Asker) -> sa.ColumnElement[bool]:
    """Hold for the open notices of this actor about cases that are there for the actor.

    Who was refused typed the number and may hear the answer, but for a case of elsewhere or one
    from which the actor stepped back.
    """
    refused = sa.and_(
        Notice.kind == NoticeKind.ACCESS_REFUSED,
        Case.municipality == me.municipality,
        ~has_link(LinkKind.RECUSED, me),
    )
    return sa.and_(
        Notice.user_id == me.id,
        Notice.cleared_at.is_(None),
        sa.or_(visible_to(me, starts_elsewhere=True), refused),
    )


@cache
def _due_flags(me: Asker) -> sa.Executable:
    """Ask for the flags whose day has come and that are not on the list yet."""
    known = sa.exists().where(
        Notice.user_id == me.id,
        Notice.kind == NoticeKind.FLAG_DUE,
        Notice.about_id == CaseFlag.id,
    )
    mine = sa.or_(
        has_link(LinkKind.WORKS, me),
        Case.procesregisseur_id == me.id,
        CaseFlag.by == me.id,
    )
    return (
        sa.select(CaseFlag.id, CaseFlag.case_id)
        .join(Case, Case.id == CaseFlag.case_id)
        .where(
            CaseFlag.closed_on.is_(None),
            CaseFlag.due_on <= me.today,
            among(Case.state, ACTIVE),
            visible_to(me),
            mine,
            ~known,
        )
        .limit(AT_ONCE)
    )


def _raise_due_flags(session: Session, actor: Actor) -> None:
    """Put flags whose day has come on the list, once, of who works on the case or set them."""
    due = _due_flags(anyone(actor.role, actor.cleared))
    rows = [
        {
            "id": uuid4(),
            "user_id": actor.id,
            "case_id": case_id,
            "kind": NoticeKind.FLAG_DUE,
            "about_id": flag_id,
            "made_at": clock.now(),
        }
        for flag_id, case_id in ask(session, due, values_of(actor))
    ]
    if rows:
        # two tabs that open at the same time make one notice
        with direct_write():
            session.execute(upsert(session, table_of(Notice)).on_conflict_do_nothing(), rows)
