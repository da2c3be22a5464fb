"""What waits for one user, who asks for access, and the flags on a case."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.notices import NoticeKind
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Sealed


class Notice(Row):
    """A line on one user's list *Voor u*: which case and why, never what stands in it.

    Not audited: the act that caused it is in the trail, and so is the opening that clears it.
    """

    __tablename__ = "notice"
    __audited__ = False
    __table_args__ = (
        sa.Index("ix_notice_user", "user_id", "cleared_at", "made_at"),
        sa.Index("ix_notice_case", "case_id"),
        sa.UniqueConstraint("user_id", "kind", "about_id"),
    )

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    kind: Mapped[NoticeKind] = mapped_column(stored_enum(NoticeKind, checked=False))
    about_id: Mapped[UUID | None] = mapped_column(sa.Uuid)
    """The request or the flag that it is about; it goes when that one is done."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)


class AccessRequest(Row):
    """A colleague who asks to work on a case, and the answer."""

    __tablename__ = "access_request"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_access_request_case", "case_id", "answered_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_on: Mapped[date | None] = mapped_column(sa.Date)
    granted: Mapped[bool | None] = mapped_column(sa.Boolean)
    reason = Sealed(required=True)
    answer = Sealed()
    """Why it was refused."""


class CaseFlag(Row):
    """A note with a date: look at this before that day. Only a closing line ends it."""

    __tablename__ = "case_flag"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_case_flag_open", "case_id", "closed_on", "due_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    due_on: Mapped[date] = mapped_column(sa.Date)
    made_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("made_by", sa.ForeignKey("user_account.id"))
    closed_on: Mapped[date | None] = mapped_column(sa.Date)
    text = Sealed(required=True)
    closing = Sealed()
