"""The tables of the doors of a case; what they hold and mean stands in ``pga/dossiers/models``."""

from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.dossiers.models.emergency import EmergencyAccessRow, EmergencyReviewRow
from pga.dossiers.models.handover import HandoverRow
from pga.dossiers.models.link import LinkRow
from pga.dossiers.models.notice import AccessRequestRow, FlagRow, NoticeRow
from pga.dossiers.models.recusal import RecusalRow
from pga.dossiers.models.seen import SeenRow


class CaseLink(LinkRow):
    """A user on a case, from and until."""

    __tablename__ = "case_link"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (
        sa.Index("ix_case_link_user", "user_id", "kind", "case_id"),
        sa.Index("ix_case_link_case", "case_id"),
        sa.CheckConstraint("until_on is null or until_on >= from_on", name="order"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))


class Notice(NoticeRow):
    """A line on one user's list *Voor u* about a case."""

    __tablename__ = "notice"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (
        sa.Index("ix_notice_user", "user_id", "cleared_at", "made_at"),
        sa.Index("ix_notice_case", "case_id"),
        sa.UniqueConstraint("user_id", "kind", "about_id"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))


class AccessRequest(AccessRequestRow):
    """A colleague who asks to work on a case, and the answer."""

    __tablename__ = "access_request"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_access_request_case", "case_id", "answered_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))


class CaseFlag(FlagRow):
    """A note with a date on a case."""

    __tablename__ = "case_flag"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_case_flag_open", "case_id", "closed_on", "due_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))


class Recusal(RecusalRow):
    """The declaration behind a link that hides a case."""

    __tablename__ = "recusal"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_recusal_case", "case_id", "ended_at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_link.id"))


class EmergencyAccess(EmergencyAccessRow):
    """That somebody opened a case by noodtoegang."""

    __tablename__ = "emergency_access"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (
        sa.Index("ix_emergency_access_user", "user_id", "review_by"),
        sa.Index("ix_emergency_access_case", "case_id", "opened_at"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_link.id"))


class EmergencyReview(EmergencyReviewRow):
    """What the FG said of a noodtoegang on a case."""

    __tablename__ = "emergency_review"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.UniqueConstraint("access_id"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    access_id: Mapped[UUID] = mapped_column(sa.ForeignKey("emergency_access.id"))


class CaseHandover(HandoverRow):
    """A proposal that one colleague takes over the cases of another."""

    __tablename__ = "case_handover"
    __table_args__ = (sa.Index("ix_case_handover_to", "to_user_id", "answer"),)


class LastSeen(SeenRow):
    """The looks of one user at one case."""

    __tablename__ = "last_seen"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_last_seen_case", "case_id"),)

    case_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("pga_case.id", ondelete="CASCADE"), primary_key=True
    )
