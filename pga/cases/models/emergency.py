"""Noodtoegang and what the FG said of it; both only grow."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.emergency import EmergencyReason
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Sealed


class EmergencyAccess(Row):
    """That somebody opened a case without being linked, why, and until when; the link opens it."""

    __tablename__ = "emergency_access"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (
        sa.Index("ix_emergency_access_user", "user_id", "review_by"),
        sa.Index("ix_emergency_access_case", "case_id", "opened_at"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_link.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    cause: Mapped[EmergencyReason] = mapped_column(stored_enum(EmergencyReason))
    review_by: Mapped[date] = mapped_column(sa.Date)
    """The last day for the review; a term that runs keeps its date."""
    note = Sealed(required=True)


class EmergencyReview(Row):
    """Whether a noodtoegang was justified, as the FG judged it; once."""

    __tablename__ = "emergency_review"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.UniqueConstraint("access_id"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    access_id: Mapped[UUID] = mapped_column(sa.ForeignKey("emergency_access.id"))
    by: Mapped[UUID] = mapped_column("reviewed_by", sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("reviewed_at", Moment)
    justified: Mapped[bool] = mapped_column(sa.Boolean)
    note = Sealed(required=True)
