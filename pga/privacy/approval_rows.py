"""The table of vier ogen: what was proposed, who decided, and whether it was carried out."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Untold


class ApprovalOutcome(StrEnum):
    """What a second person said."""

    APPROVED = "approved"
    """Yes, to exactly this."""
    REFUSED = "refused"
    """No, with a reason."""


class Approval(Row):
    """One thing that waits, or waited, for a second person."""

    __tablename__ = "approval"
    __dossier__: ClassVar[str] = "key_id"
    __told__ = Untold("who decides sees it on a list of its own, and the proposer gets a word")
    __changes__ = NotShown("its own page shows all that happened to it")
    __end__ = End.NUMBER
    __table_args__ = (
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="two_people"),
        sa.Index(
            "ix_approval_open",
            "kind",
            "object_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
        sa.Index("ix_approval_place", "municipality", "closed_at"),
    )

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    """The code of an ``ApprovalKind``."""
    object_id: Mapped[UUID] = mapped_column(sa.Uuid)
    """What will be carried out: the row of the room that owns the kind."""
    key_id: Mapped[UUID] = mapped_column(sa.Uuid)
    """Whose key seals the texts: the dossier, or this row itself."""
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    """Keyed, of all that will be carried out."""
    parts = Sealed(Json(), required=True)
    """Keyed digests by the name of the part, to tell later which one changed."""
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    reason = Sealed(required=True)
    expires_on: Mapped[date] = mapped_column(sa.Date)
    """The last day on which it can be decided and carried out."""
    decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_from: Mapped[str | None] = mapped_column(sa.ForeignKey("municipality.code"))
    """The municipality of a stand-in; empty for somebody of the municipality itself."""
    outcome: Mapped[ApprovalOutcome | None] = mapped_column(stored_enum(ApprovalOutcome))
    answer = Sealed()
    """What the second person said with it; a refusal always has words."""
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    changed = Sealed()
    """Which parts changed, or what happened, in words."""
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the last of it was done: nothing can come of it any more."""
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the proposer saw how it ended."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it
