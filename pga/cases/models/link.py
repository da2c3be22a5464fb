"""Who works on a case, from and until; and who may never see it. Being linked *is* the row."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row


class LinkKind(StrEnum):
    """How somebody stands to a case."""

    WORKS = "works"
    """Works on the case."""
    RECUSED = "recused"
    """Knows the person: the case is not there for this user (features.md B12)."""
    EMERGENCY = "emergency"
    """Reads it for an hour, watched (noodtoegang, decisions.md 14)."""


class CaseLink(Row):
    """A user on a case, from and until."""

    __tablename__ = "case_link"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (
        sa.Index("ix_case_link_user", "user_id", "kind", "case_id"),
        sa.Index("ix_case_link_case", "case_id"),
        sa.CheckConstraint("until_on is null or until_on >= from_on", name="order"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[LinkKind] = mapped_column(stored_enum(LinkKind))
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    until_at: Mapped[datetime | None] = mapped_column(Moment)
    """The moment at which a noodtoegang ends; other links end with a day."""
