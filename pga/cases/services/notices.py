"""The list *Voor u*: what an act puts on it for somebody else, and *Gezien*."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.case import Case
from pga.cases.models.notice import Notice
from pga.cases.rules.notices import KEPT_FOR, NoticeKind
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction


def notify(
    session: Session,
    actor: Actor,
    case: Case,
    user_ids: Iterable[UUID],
    kind: NoticeKind,
    about_id: UUID | None = None,
) -> None:
    """Put a case on the lists of others, within the act that causes it; never on one's own."""
    wanted = set(user_ids) - {actor.id}
    waiting = sa.select(Notice.user_id).where(
        Notice.user_id.in_(wanted),
        Notice.case_id == case.id,
        Notice.kind == kind,
        Notice.about_id.is_(about_id) if about_id is None else Notice.about_id == about_id,
        Notice.cleared_at.is_(None),
    )
    for user_id in wanted - set(session.scalars(waiting)) if wanted else ():
        session.add(
            Notice(
                user_id=user_id, case_id=case.id, kind=kind, about_id=about_id, made_at=clock.now()
            )
        )


def settle(session: Session, about_id: UUID) -> None:
    """Take a request or a flag that is done off every list."""
    for notice in session.scalars(sa.select(Notice).filter_by(about_id=about_id, cleared_at=None)):
        notice.cleared_at = clock.now()


def take_back(session: Session, case: Case, kind: NoticeKind) -> None:
    """Take what does not hold any more off every list."""
    waiting = sa.select(Notice).filter_by(case_id=case.id, kind=kind, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()


def sweep_notices() -> int:
    """Delete what left the lists long ago; return how many lines."""
    table = table_of(Notice)
    old = sa.delete(table).where(table.c.cleared_at < clock.now() - KEPT_FOR)
    with transaction() as session, direct_write():
        return len(session.execute(old.returning(table.c.id)).all())


def mark_seen(actor: Actor, notice_id: UUID) -> None:
    """Take a line off one's own list; somebody else's stays. The trail has the act itself."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        own = sa.select(Notice).filter_by(id=notice_id, user_id=actor.id, cleared_at=None)
        for notice in session.scalars(own):
            notice.cleared_at = clock.now()
