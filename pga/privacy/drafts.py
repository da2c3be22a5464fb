"""Form drafts: one user's own words, sealed on the server, gone after 24 hours (decisions.md 18).

Each draft has a key of its own, so that it goes for good when it is handed in or has had its day.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Row, glance, transaction
from pga.privacy import keys
from pga.privacy.columns import Json, Sealed, opened
from pga.privacy.keys import Scope
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
    __table_args__ = (sa.UniqueConstraint("user_id", "municipality", "form", "about", "part"),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    municipality: Mapped[str] = mapped_column(sa.String(3))
    form: Mapped[str] = mapped_column(sa.String(40))
    """The endpoint that takes the form in."""
    about: Mapped[str] = mapped_column(sa.String(20))
    """The number of the case, or empty for what is about none."""
    part: Mapped[str] = mapped_column(sa.String(80))
    """What else stands in the address of the form, such as the action that is changed."""
    key_id: Mapped[UUID] = mapped_column(sa.Uuid)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    fields = Sealed(Json(), required=True)


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Whose form it is, and which: where its words are kept."""

    user_id: UUID
    municipality: str
    form: str
    about: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its own user sees it."""

    fields: Fields
    saved_at: datetime
    expires_at: datetime


def save(place: DraftPlace, fields: Fields, *, life: timedelta = LIFE) -> Draft:
    """Keep what was typed for another 24 hours, or for a shorter life."""
    now = clock.now()
    with transaction() as session:
        draft = _find(session, place)
        if draft is not None and not keys.store_of(session).fetch([draft.key_id]):
            session.delete(draft)  # its key is gone, as after a restored backup: begin anew
            session.flush()
            draft = None
        if draft is None:
            draft = FormDraft(**asdict(place), key_id=uuid4())
            keys.new_key(session, place.municipality, Scope.DRAFT, draft.key_id)
            session.add(draft)
        draft.fields, draft.saved_at, draft.expires_at = fields, now, now + life
        return Draft(fields, now, now + life)


def load(place: DraftPlace) -> Draft | None:
    """Return the user's own draft, if there is one that still lives."""
    this = (FormDraft.form == place.form, FormDraft.part == place.part)
    return _living(place.user_id, place.municipality, place.about, *this).get(place)


def load_about(user_id: UUID, municipality: str, about: str) -> dict[DraftPlace, Draft]:
    """Return the user's own drafts about one case that still live."""
    return _living(user_id, municipality, about)


def _living(
    user_id: UUID, municipality: str, about: str, *which: sa.ColumnElement[bool]
) -> dict[DraftPlace, Draft]:
    with glance() as session:
        question = sa.select(FormDraft).where(
            FormDraft.user_id == user_id,
            FormDraft.municipality == municipality,
            FormDraft.about == about,
            FormDraft.expires_at > clock.now(),
            *which,
        )
        found = {}
        for row in session.scalars(question):
            with suppress(Unreadable):
                fields = opened(session, row, "fields")
                place = DraftPlace(user_id, municipality, row.form, about, row.part)
                found[place] = Draft(fields, row.saved_at, row.expires_at)
        return found


def drop(session: Session, place: DraftPlace) -> None:
    """Remove a draft within the unit that hands it in."""
    draft = _find(session, place)
    if draft is not None:
        _remove(session, draft)


def discard(place: DraftPlace) -> None:
    """Throw a draft away: its user does not want it any more."""
    with transaction() as session:
        drop(session, place)


def drop_about(session: Session, user_id: UUID, about: str) -> None:
    """Remove all drafts of a user about one case, within the use case that closes it for them."""
    for draft in session.scalars(sa.select(FormDraft).filter_by(user_id=user_id, about=about)):
        _remove(session, draft)


def drop_all_about(session: Session, municipality: str, about: str) -> None:
    """Remove the drafts of everybody about one case, within the use case that ends it."""
    here = {"municipality": municipality, "about": about}
    for draft in session.scalars(sa.select(FormDraft).filter_by(**here)):
        _remove(session, draft)


def drop_naming(
    session: Session, municipality: str, names: Callable[[str], bool], *, but: str
) -> None:
    """Remove the drafts of a municipality about no case, of all forms but one, that name somebody.

    For who was never meant: what stands in them is not shown to anybody.
    """
    question = sa.select(FormDraft).where(
        FormDraft.municipality == municipality, FormDraft.about == "", FormDraft.form != but
    )
    for draft in session.scalars(question).all():
        with suppress(Unreadable):
            if any(names(value) for _, value in opened(session, draft, "fields")):
                _remove(session, draft)


def drop_part(session: Session, municipality: str, part: str) -> None:
    """Remove the drafts of everybody about what an address names, within what ends it."""
    here = {"municipality": municipality, "part": part}
    for draft in session.scalars(sa.select(FormDraft).filter_by(**here)):
        _remove(session, draft)


def drop_own_part(session: Session, user_id: UUID, part: str) -> None:
    """Remove the drafts of a user about what an address names, within what closes it for them."""
    for draft in session.scalars(sa.select(FormDraft).filter_by(user_id=user_id, part=part)):
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


def _find(session: Session, place: DraftPlace) -> FormDraft | None:
    return session.scalars(sa.select(FormDraft).filter_by(**asdict(place))).one_or_none()
