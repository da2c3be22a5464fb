"""Form drafts: one user's own words, sealed on the server, gone after 24 hours (decisions.md 18).

Each draft has a key of its own, so that it goes for good when it is handed in or has had its day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Row, glance, transaction
from pga.privacy import keys
from pga.privacy.columns import Json, Sealed, opened
from pga.privacy.keys import Scope
from pga.privacy.once import Submission
from pga.privacy.safe import Unreadable
from pga.privacy.tombstones import bury

LIFE: Final = timedelta(hours=24)

Fields = list[list[str]]
"""The fields of a form as they were typed: pairs of name and value, in order."""


class FormDraft(Row):
    """What one user typed in one form and did not hand in yet."""

    __tablename__ = "form_draft"
    __audited__ = False
    __dossier__ = "key_id"
    __table_args__ = (sa.UniqueConstraint("user_id", "form", "about"),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    form: Mapped[str] = mapped_column(sa.String(40))
    about: Mapped[str] = mapped_column(sa.String(20))
    """The number of the case, or empty for a new one."""
    key_id: Mapped[UUID] = mapped_column(sa.Uuid)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    fields = Sealed(Json(), required=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its own user sees it."""

    fields: Fields
    saved_at: datetime
    expires_at: datetime


def save(user_id: UUID, form: str, about: str, fields: Fields, *, municipality: str) -> Draft:
    """Keep what was typed for another 24 hours."""
    now = clock.now()
    with transaction() as session:
        draft = _find(session, user_id, form, about)
        if draft is not None and not keys.store_of(session).fetch([draft.key_id]):
            session.delete(draft)  # its key is gone, as after a restored backup: begin anew
            session.flush()
            draft = None
        if draft is None:
            draft = FormDraft(user_id=user_id, form=form, about=about, key_id=uuid4())
            keys.new_key(session, municipality, Scope.DRAFT, draft.key_id)
            session.add(draft)
        draft.fields, draft.saved_at, draft.expires_at = fields, now, now + LIFE
        return Draft(fields, now, now + LIFE)


def save_unless_done(
    actor: Actor, form: str, about: str, fields: Fields, *, form_key: str
) -> Draft | None:
    """Keep what was typed, unless this very form was handed in meanwhile."""
    with glance() as session:
        if session.get(Submission, (actor.id, form_key)) is not None:
            return None
    return save(actor.id, form, about, fields, municipality=actor.municipality)


def load(user_id: UUID, form: str, about: str = "") -> Draft | None:
    """Return the user's own draft, if there is one that still lives."""
    with glance() as session:
        draft = _find(session, user_id, form, about)
        if draft is None or draft.expires_at <= clock.now():
            return None
        try:
            fields = opened(session, draft, "fields")
        except Unreadable:
            return None
        return Draft(fields, draft.saved_at, draft.expires_at)


def drop(session: Session, user_id: UUID, form: str, about: str = "") -> None:
    """Remove a draft within the use case that hands it in."""
    draft = _find(session, user_id, form, about)
    if draft is not None:
        _remove(session, draft)


def drop_about(session: Session, user_id: UUID, about: str) -> None:
    """Remove all drafts of a user about one case, within the use case that closes it for them."""
    for draft in session.scalars(sa.select(FormDraft).filter_by(user_id=user_id, about=about)):
        _remove(session, draft)


def sweep() -> int:
    """Remove drafts that are past their time; return how many."""
    with transaction() as session:
        late = session.scalars(
            sa.select(FormDraft).where(FormDraft.expires_at <= clock.now())
        ).all()
        for draft in late:
            _remove(session, draft)
        return len(late)


def _remove(session: Session, draft: FormDraft) -> None:
    bury(session, draft.key_id)
    session.delete(draft)


def _find(session: Session, user_id: UUID, form: str, about: str) -> FormDraft | None:
    question = sa.select(FormDraft).filter_by(user_id=user_id, form=form, about=about)
    return session.scalars(question).one_or_none()
