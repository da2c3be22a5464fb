"""Tombstones: a key goes after the transaction that says so, and again at every start."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Base, done_last, transaction
from pga.privacy.keys import store_of


class Tombstone(Base):
    """The id of a dossier whose key must not exist any more."""

    __tablename__ = "tombstone"
    __audited__ = False

    dossier_id: Mapped[UUID] = mapped_column(sa.Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column("buried_at", Moment)


def bury(session: Session, dossier_id: UUID) -> None:
    """Let the key of a dossier go as soon as this unit is committed."""
    session.add(Tombstone(dossier_id=dossier_id, at=clock.now()))
    session.info.setdefault("buried", []).append(dossier_id)


def replay() -> int:
    """Delete every buried key that is there again, as after a restore; return how many graves."""
    with transaction() as session:
        buried = session.scalars(sa.select(Tombstone.dossier_id)).all()
        for dossier_id in buried:
            store_of(session).destroy(dossier_id)
        return len(buried)


@done_last
def _destroy_buried(session: Session) -> None:
    for dossier_id in session.info.pop("buried", ()):
        store_of(session).destroy(dossier_id)
