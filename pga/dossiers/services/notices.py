"""The list *Voor u*: what an act puts on it for somebody else, and *Gezien*."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.reading.notices import shown_of_kind
from pga.dossiers.room import Room
from pga.dossiers.rules.notices import KEPT_FOR, NoticeKind


def notify(  # noqa: PLR0913, PLR0917 - about what, to whom and why
    session: Session,
    actor: Actor,
    room: Room[Any],
    dossier: DossierRow,
    user_ids: Iterable[UUID],
    kind: NoticeKind,
    about_id: UUID | None = None,
) -> None:
    """Put a dossier on the lists of others, within the act that causes it; never on one's own.

    What was told before about the same thing, and was cleared, is told anew.
    """
    wanted = set(user_ids) - {actor.id}
    notice = room.tables.notice
    told = sa.select(notice).where(
        notice.user_id.in_(wanted),
        notice.dossier_id == dossier.id,
        notice.kind == kind,
        notice.about_id.is_(about_id) if about_id is None else notice.about_id == about_id,
        sa.or_(notice.cleared_at.is_(None), notice.about_id.is_not(None)),
    )
    standing = {row.user_id: row for row in session.scalars(told)} if wanted else {}
    for user_id in wanted - standing.keys():
        session.add(
            notice(
                user_id=user_id,
                dossier_id=dossier.id,
                kind=kind,
                about_id=about_id,
                made_at=clock.now(),
            )
        )
    for row in standing.values():
        if row.cleared_at is not None:
            row.made_at, row.cleared_at = clock.now(), None


def settle(session: Session, room: Room[Any], about_id: UUID) -> None:
    """Take a request or a flag that is done off every list."""
    waiting = sa.select(room.tables.notice).filter_by(about_id=about_id, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()


def take_back(session: Session, room: Room[Any], dossier: DossierRow, *kinds: NoticeKind) -> None:
    """Take what does not hold any more off every list."""
    waiting = sa.select(room.tables.notice).filter_by(dossier_id=dossier.id, cleared_at=None)
    waiting = waiting.where(room.tables.notice.kind.in_(kinds))
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()


def sweep_notices(room: Room[Any]) -> int:
    """Delete what left the lists long ago; return how many lines."""
    table = table_of(room.tables.notice)
    old = sa.delete(table).where(table.c.cleared_at < clock.now() - KEPT_FOR)
    with transaction() as session, direct_write():
        return len(session.execute(old.returning(table.c.id)).all())


def mark_seen(actor: Actor, room: Room[Any], notice_id: UUID) -> None:
    """Take a line off one's own list; somebody else's stays. The trail has the act itself."""
    require(actor, room.may.see)
    with transaction() as session:
        own = sa.select(room.tables.notice).filter_by(
            id=notice_id, user_id=actor.id, cleared_at=None
        )
        for notice in session.scalars(own):
            notice.cleared_at = clock.now()


def mark_kind_seen(actor: Actor, room: Room[Any], kind: NoticeKind, until: datetime) -> None:
    """Take all lines of one kind off one's own list, as it stood then; what came later stays.

    Of what stands on the list of another municipality nothing goes.
    """
    require(actor, room.may.see)
    with transaction() as session:
        for notice in shown_of_kind(session, actor, room, kind, until):
            notice.cleared_at = clock.now()
