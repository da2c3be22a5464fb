"""Once: a form that is handed in twice has one effect; the second answer repeats the first.

Who answers a form says so with ``handing_in``; the use case within it knows nothing of forms. Its
unit begins by claiming the words, and takes their draft away in the same breath: all of it counts
or nothing does. The key is a digest of the form's own random key and of its words, so that other
words in a form that was handed in are no repetition, and nobody can guess words by the key.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import (
    Base,
    direct_write,
    done_first,
    glance,
    table_of,
    transaction,
    upsert,
)
from pga.core.errors import AlreadyDone
from pga.privacy import drafts
from pga.privacy.drafts import DraftPlace

KEY: Final = 40
"""In characters; of a digest of 256 bits far more than enough to tell two forms apart."""


class Submission(Base):
    """A form that was handed in, what came of it, and where its user was led."""

    __tablename__ = "submission"
    __audited__ = False

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    key: Mapped[str] = mapped_column("form_key", sa.String(KEY), primary_key=True)
    result: Mapped[str] = mapped_column(sa.String(80))
    led_to: Mapped[str | None] = mapped_column(sa.String(250))
    at: Mapped[datetime] = mapped_column("handed_in_at", Moment)


@dataclass(slots=True)
class Submitting:
    """What is being handed in by this request."""

    user_id: UUID
    key: str
    draft: DraftPlace | None = None
    claimed: bool = False


_handed: ContextVar[Submitting | None] = ContextVar("handed_in", default=None)


def key_of(form_key: str, words: Iterable[tuple[str, str]]) -> str:
    """Return the key of these words in this form."""
    text = json.dumps([form_key, *words], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY]


@contextmanager
def handing_in(user_id: UUID, key: str, draft: DraftPlace | None = None) -> Iterator[Submitting]:
    """Let the first unit in here count once for this key, and end its draft.

    That unit raises AlreadyDone, with what came of it, when the words were handed in before: of
    two presses at the same moment the slower waits for the other.
    """
    handed = Submitting(user_id, key, draft)
    token = _handed.set(handed)
    try:
        yield handed
    finally:
        _handed.reset(token)


@done_first
def _claim(session: Session) -> None:
    """Claim what is being handed in, or stop."""
    handed = _handed.get()
    if handed is None or handed.claimed:
        return
    mine = {
        "user_id": handed.user_id,
        "form_key": handed.key,
        "result": "",
        "handed_in_at": clock.now(),
    }
    claim = upsert(session, table_of(Submission)).values(mine).on_conflict_do_nothing()
    with direct_write():
        claimed = session.execute(claim.returning(sa.literal(1))).first()
    if not claimed:
        raise AlreadyDone(session.get_one(Submission, (handed.user_id, handed.key)).result)
    handed.claimed = True
    if handed.draft is not None:
        drafts.drop(session, handed.draft)


def came_to(session: Session, result: str) -> None:
    """Note what comes of the form that this unit takes in, if a form is what it takes in."""
    handed = _handed.get()
    if handed is not None:
        session.get_one(Submission, (handed.user_id, handed.key)).result = result


def came_to_nothing(session: Session) -> None:
    """Let the same words count another time: this unit refuses them, and notes that it did."""
    handed = _handed.get()
    if handed is not None:
        session.delete(session.get_one(Submission, (handed.user_id, handed.key)))


def led_to(user_id: UUID, key: str, url: str) -> None:
    """Note where a form led, for who presses once more."""
    with transaction() as session, direct_write():
        session.execute(
            sa.update(Submission).filter_by(user_id=user_id, key=key).values(led_to=url)
        )


def find_handed_in(user_id: UUID, key: str) -> Submission | None:
    """Return the form that this user handed in before with these words, if so."""
    with glance() as session:
        found = session.get(Submission, (user_id, key))
        if found is not None:
            session.expunge(found)
        return found
