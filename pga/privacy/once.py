"""Once: a form that is handed in twice has one effect; the second answer repeats the first."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Base, direct_write, table_of, upsert
from pga.core.errors import AlreadyDone


class Submission(Base):
    """The key of a form that was handed in, and what came of it."""

    __tablename__ = "submission"
    __audited__ = False

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    key: Mapped[str] = mapped_column("form_key", sa.String(40), primary_key=True)
    result: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime] = mapped_column("handed_in_at", Moment)


def only_once(session: Session, actor: Actor, key: str) -> None:
    """Go on when this form was not handed in yet; raises AlreadyDone with what came of it.

    The key is claimed at once: of two presses at the same moment the slower waits for the other.
    """
    mine = {"user_id": actor.id, "form_key": key, "result": "", "handed_in_at": clock.now()}
    claim = upsert(session, table_of(Submission)).values(mine).on_conflict_do_nothing()
    with direct_write():
        claimed = session.execute(claim.returning(sa.literal(1))).first()
    if not claimed:
        raise AlreadyDone(session.get_one(Submission, (actor.id, key)).result)


def came_of(session: Session, actor: Actor, key: str) -> str:
    """Return what came of a form that was handed in before; empty when it was not."""
    done = session.get(Submission, (actor.id, key))
    return done.result if done else ""


def note(session: Session, actor: Actor, key: str, result: str) -> None:
    """Note what came of a form whose key this unit claimed."""
    session.get_one(Submission, (actor.id, key)).result = result
