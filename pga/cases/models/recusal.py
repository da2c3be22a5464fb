"""That somebody knows the person of a case: said once, sealed, ended only by a coördinator."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment
from pga.core.database import Row
from pga.privacy.columns import Sealed


class Recusal(Row):
    """The declaration behind a link that hides a case; the link itself is what counts."""

    __tablename__ = "recusal"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_recusal_case", "case_id", "ended_at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_link.id"))
    declared_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    bond = Sealed(required=True)
    note = Sealed()
    ended_because = Sealed()
