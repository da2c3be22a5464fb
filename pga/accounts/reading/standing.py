"""What vier ogen asks of people: in which roles they act, for whom they stand in, who proved it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.accounts.models import StandIn, UserSession
from pga.accounts.reading.people import actors_today
from pga.accounts.rules.login import still_fresh
from pga.core import clock


class WhoActsToday:
    """What ``pga.privacy.approval.WhoActs`` wants to know."""

    def in_each_role(self, session: Session, user_id: UUID, municipality: str) -> Sequence[Actor]:
        """Return somebody in each role that counts at a municipality today."""
        return actors_today(session, user_id, municipality)

    def standing_in(self, session: Session, user_id: UUID, municipality: str) -> Sequence[Actor]:
        """Return a named stand-in of a municipality in each role that counts elsewhere today."""
        homes = session.scalars(
            sa.select(StandIn.home).where(
                StandIn.user_id == user_id, StandIn.municipality == municipality, counts_today()
            )
        )
        return [one for home in set(homes) for one in actors_today(session, user_id, home)]

    def stood_in_for(self, session: Session, actor: Actor) -> Sequence[str]:
        """Return the municipalities for which somebody is the stand-in today."""
        mine = (StandIn.user_id == actor.id, StandIn.home == actor.municipality)
        question = sa.select(StandIn.municipality).where(*mine, counts_today())
        return sorted(set(session.scalars(question)))

    def is_fresh(self, session: Session, actor: Actor) -> bool:
        """Tell whether this session proved shortly before who is there."""
        if actor.session is None:
            return False
        question = sa.select(UserSession.proved_at).where(
            UserSession.id == actor.session,
            UserSession.user_id == actor.id,
            UserSession.revoked_at.is_(None),
        )
        return still_fresh(session.scalar(question), clock.now())


PEOPLE: Final = WhoActsToday()


def counts_today() -> sa.ColumnElement[bool]:
    """Hold for the stand-ins that a second person approved, on their days."""
    today = clock.today()
    return sa.and_(
        StandIn.approval_id.is_not(None), StandIn.from_on <= today, StandIn.until_on > today
    )
