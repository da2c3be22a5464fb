"""Once: a form that is handed in twice has one effect; the second answer repeats the first."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Base
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
    """Go on when this form was not handed in yet; raises AlreadyDone with what came of it."""
    done = session.get(Submission, (actor.id, key))
    if done is not None:
        raise AlreadyDone(done.result)


def note(session: Session, actor: Actor, key: str, result: str) -> None:
    """Note what came of a form; the key is unique, so the slower of two clicks leaves nothing."""
    session.add(Submission(user_id=actor.id, key=key, result=result, at=clock.now()))
