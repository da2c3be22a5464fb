"""Tell somebody that the own account changed, within the act that changed it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.accounts.models import AccountNotice
from pga.accounts.reading.news import unseen_by
from pga.accounts.rules.news import KEPT_FOR, AccountNews
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction


def tell(session: Session, user_id: UUID, kind: AccountNews, *, by: Actor | None = None) -> None:
    """Put a change on somebody's list; ``by`` is who did it, from which session."""
    made_in = by.session if by is not None and by.id == user_id else None
    session.add(AccountNotice(user_id=user_id, kind=kind, made_at=clock.now(), made_in=made_in))


def mark_news_seen(actor: Actor) -> None:
    """Take what waits for this session off the own list. The trail has the acts themselves."""
    with transaction() as session:
        for notice in session.scalars(sa.select(AccountNotice).where(unseen_by(actor))):
            notice.cleared_at = clock.now()


def sweep_news() -> int:
    """Delete what was seen long ago; return how many lines."""
    table = table_of(AccountNotice)
    old = sa.delete(table).where(table.c.cleared_at < clock.now() - KEPT_FOR)
    with transaction() as session, direct_write():
        return len(session.execute(old.returning(table.c.id)).all())
