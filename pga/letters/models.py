"""Abstract rows of a document and its versions; a room ties them to the key of its dossiers."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.letters.rules.states import DocumentState
from pga.letters.rules.templates import LetterKind, LetterReader
from pga.privacy.columns import Json, Sealed
from pga.privacy.disclosure_codes import Means


class DocumentRow(Row):
    """A document: which letter, for whom written, where it stands and how it goes."""

    __abstract__ = True

    kind: Mapped[LetterKind] = mapped_column(stored_enum(LetterKind))
    reader: Mapped[LetterReader] = mapped_column(stored_enum(LetterReader))
    state: Mapped[DocumentState] = mapped_column(stored_enum(DocumentState))
    means: Mapped[Means] = mapped_column(stored_enum(Means))
    """How it will go, or went."""
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    proposed_on: Mapped[date | None] = mapped_column(sa.Date)
    """When a second person was asked last."""
    approval_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("approval.id"), unique=True)
    """By which yes it went: one yes never sends twice."""
    sent_on: Mapped[date | None] = mapped_column(sa.Date)
    settled_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Who said that it went, or could not."""
    failed = Sealed()
    """Why it could not go."""


class DocumentVersionRow(Row):
    """The words of a document as somebody wrote them; a next one never changes them."""

    __abstract__ = True

    place: Mapped[int] = mapped_column(sa.SmallInteger)
    """Which version of the document, from 1."""
    template_version: Mapped[int] = mapped_column(sa.SmallInteger)
    day: Mapped[date] = mapped_column("dated_on", sa.Date)
    """The day on the letter."""
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    filled = Sealed(Json(), required=True)
    """What stands in its places."""
    kept: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    """Whether the file that goes is kept with it."""
    pdf = Sealed()
    """The bytes that a second person was shown and that go, in base 64; empty on a draft."""
