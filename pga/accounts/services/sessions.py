"""Ending sessions: what was ended counts no more at the next request."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.accounts.models import UserSession
from pga.core import clock


def end_sessions(session: Session, *which: sa.ColumnElement[bool]) -> None:
    """End the running sessions for which these clauses hold."""
    live = sa.select(UserSession).where(UserSession.revoked_at.is_(None), *which)
    for row in session.scalars(live):
        row.revoked_at = clock.now()
