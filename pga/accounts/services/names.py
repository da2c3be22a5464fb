"""Toon namen: a list shows names for some minutes of one session; each answer logs its names."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from pga.access.policy import Actor
from pga.accounts.models import UserSession
from pga.core import clock
from pga.core.database import direct_write, transaction

NAMES_LAST: Final = timedelta(minutes=10)


def turn_names_on(actor: Actor, page: str | None) -> None:
    """Let one list of this session show names from now on, and no other; None hides them all."""
    until = clock.now() + NAMES_LAST if page else None
    values = {"names_on": page, "names_until": until}
    with transaction() as session, direct_write():
        session.execute(sa.update(UserSession).filter_by(id=actor.session).values(values))
