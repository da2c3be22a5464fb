"""What changed at the own account since one last looked there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from pga.access.policy import Actor
from pga.accounts.models import AccountNotice
from pga.accounts.rules.news import AccountNews
from pga.core.database import glance


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One change."""

    id: UUID
    kind: AccountNews
    made_at: datetime


def list_news(actor: Actor) -> list[NewsLine]:
    """Return what changed at the own account and was not seen yet, the newest first.

    What was done from this session is not there: who sits here did it. It waits for the next
    session, so that opening one's account right after a change takes nothing away from its owner.
    """
    columns = (AccountNotice.id, AccountNotice.kind, AccountNotice.made_at)
    question = sa.select(*columns).where(unseen_by(actor))
    with glance() as session:
        return [
            NewsLine(*row)
            for row in session.execute(question.order_by(AccountNotice.made_at.desc()))
        ]


def unseen_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Hold for the news of this actor that waits for this session."""
    return sa.and_(
        AccountNotice.user_id == actor.id,
        AccountNotice.cleared_at.is_(None),
        AccountNotice.made_in.is_distinct_from(actor.session) if actor.session else sa.true(),
    )
