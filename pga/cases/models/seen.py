"""When one user last looked at a case: what *Sinds u laatst keek* compares with."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment
from pga.core.database import Base


class LastSeen(Base):
    """The looks of one user at one case, as moments; never taken from the trail (LAW-34).

    Not audited: the look itself is in the trail. It goes with the account and with the dossier.
    """

    __tablename__ = "last_seen"
    __audited__ = False
    __table_args__ = (sa.Index("ix_last_seen_case", "case_id"),)

    user_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("pga_case.id", ondelete="CASCADE"), primary_key=True
    )
    looked_at: Mapped[datetime] = mapped_column(Moment)
    """The last time this case was opened by any way: it clears the card on the werkvoorraad."""
    sheet_at: Mapped[datetime | None] = mapped_column(Moment)
    """The last time the casusblad was opened."""
    compared_at: Mapped[datetime | None] = mapped_column(Moment)
    """The last opening of the casusblad in the visit before this one."""
