"""The list *Voor u*: which dossiers wait for this user, and why; a number and no more."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import ask, direct_write, table_of, transaction, upsert
from pga.dossiers.models.link import LinkKind
from pga.dossiers.models.notice import NoticeRow
from pga.dossiers.room import Room
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.scope import (
    Asker,
    among,
    asker,
    asker_params,
    bind_values,
    has_link,
    visible_to,
    works_on,
)

MOST: Final = 12
"""How many lines of a kind the list shows; the count tells of the rest."""
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
    """Whether it can be opened: the one who was refused only hears that."""


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """What is told in the same words, the newest first."""

    kind: NoticeKind
    lines: tuple[NoticeLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Notices:
    """The list of one user by kind, the kind with the newest line first."""

    groups: tuple[NoticeGroup, ...]

    @property
    def lines(self) -> tuple[NoticeLine, ...]:
        """Return all lines that are shown, the newest first."""
        found = (line for group in self.groups for line in group.lines)
        return tuple(sorted(found, key=lambda line: line.made_at, reverse=True))

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return sum(group.total for group in self.groups)


def notices_in(session: Session, actor: Actor, room: Room[Any]) -> Notices:
    """Return what waits for this user; what one may not see any more is not there.

    For a page in a unit.
    """
    _raise_due_flags(session, actor, room)
    question = _question(room, asker_params(actor.role, actor.cleared))
    groups: dict[NoticeKind, list[Any]] = {}
    for row in ask(session, question, bind_values(actor)):
        groups.setdefault(row.kind, []).append(row)
    return Notices(
        tuple(
            NoticeGroup(kind, tuple(NoticeLine(*row[:5]) for row in rows), rows[0].total)
            for kind, rows in groups.items()
        )
    )


def waiting_for(actor: Actor, room: Room[Any]) -> frozenset[UUID]:
    """Return the ids of what waits for somebody, for a mail that only tells how many."""
    notice, dossier = room.tables.notice, room.tables.dossier
    with transaction() as session:
        _raise_due_flags(session, actor, room)
        question = sa.select(notice.id).join(dossier, dossier.id == notice.dossier_id)
        return frozenset(session.scalars(question.where(_shown_to(room, asker(actor)))))


@cache
def _question(room: Room[Any], me: Asker) -> sa.Executable:
    """Ask for the newest notices of each kind, each with the number of its kind."""
    notice, dossier = room.tables.notice, room.tables.dossier
    can_open = visible_to(room, me).label("open")
    newest = (notice.made_at.desc(), notice.id)
    place = sa.func.row_number().over(partition_by=notice.kind, order_by=newest).label("place")
    total = sa.func.count().over(partition_by=notice.kind).label("total")
    columns = (notice.id, notice.kind, dossier.number, notice.made_at, can_open, place, total)
    found = (
        sa.select(*columns)
        .join(dossier, dossier.id == notice.dossier_id)
        .where(_shown_to(room, me))
        .subquery()
    )
    order = (found.c.made_at.desc(), found.c.id)
    return sa.select(found).where(found.c.place <= MOST).order_by(*order)


def shown_of_kind(
    session: Session, actor: Actor, room: Room[Any], kind: NoticeKind, until: datetime
) -> list[NoticeRow]:
    """Return what of one kind stood on the list of this user at a moment; for the act on it."""
    notice, dossier = room.tables.notice, room.tables.dossier
    question = sa.select(notice).join(dossier, dossier.id == notice.dossier_id)
    of_kind = (notice.kind == kind, notice.made_at <= until)
    return list(session.scalars(question.where(_shown_to(room, asker(actor)), *of_kind)))


def _shown_to(room: Room[Any], me: Asker) -> sa.ColumnElement[bool]:
    """Hold for the open notices of this actor about dossiers that are there for the actor.

    Who was refused typed the number and may hear the answer, but for one of elsewhere or one from
    which the actor stepped back.
    """
    notice = room.tables.notice
    refused = sa.and_(
        notice.kind == NoticeKind.ACCESS_REFUSED,
        room.tables.dossier.municipality == me.municipality,
        ~has_link(room, LinkKind.RECUSED, me),
    )
    return sa.and_(
        notice.user_id == me.id,
        notice.cleared_at.is_(None),
        sa.or_(visible_to(room, me, starts_elsewhere=True), refused),
    )


@cache
def _due_flags(room: Room[Any], me: Asker) -> sa.Executable:
    """Ask for the flags whose day has come and that are not on the list yet."""
    notice, flag, dossier = room.tables.notice, room.tables.flag, room.tables.dossier
    known = sa.exists().where(
        notice.user_id == me.id,
        notice.kind == NoticeKind.FLAG_DUE,
        notice.about_id == flag.id,
    )
    return (
        sa.select(flag.id, flag.dossier_id)
        .join(dossier, dossier.id == flag.dossier_id)
        .where(
            flag.closed_on.is_(None),
            flag.due_on <= me.today,
            among(dossier.state, room.running),
            visible_to(room, me),
            sa.or_(works_on(room, me), flag.by == me.id),
            ~known,
        )
        .limit(AT_ONCE)
    )


def _raise_due_flags(session: Session, actor: Actor, room: Room[Any]) -> None:
    """Put flags whose day has come on the list, once, of who works on it or set them."""
    notice = room.tables.notice
    due = _due_flags(room, asker_params(actor.role, actor.cleared))
    rows = [
        {
            "id": uuid4(),
            "user_id": actor.id,
            str(notice.__dossier__): dossier_id,
            "kind": NoticeKind.FLAG_DUE,
            "about_id": flag_id,
            "made_at": clock.now(),
        }
        for flag_id, dossier_id in ask(session, due, bind_values(actor))
    ]
    if rows:
        # two tabs that open at the same time make one notice
        with direct_write():
            session.execute(upsert(session, table_of(notice)).on_conflict_do_nothing(), rows)
