"""A proposal that one colleague takes over the dossiers of another; they follow at acceptance."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.access.permissions import Role
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.dossiers.rules.handover import Cause, HandoverAnswer, Objection


class HandoverRow(Row):
    """From whom, to whom and why; never which dossier: that is asked when it is accepted."""

    __abstract__ = True

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    from_user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    to_user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    proposed_as: Mapped[Role] = mapped_column(stored_enum(Role))
    """The role of who proposed: what that role may hand over, goes."""
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    cause: Mapped[Cause] = mapped_column(stored_enum(Cause))
    answer: Mapped[HandoverAnswer | None] = mapped_column(stored_enum(HandoverAnswer))
    objection: Mapped[Objection | None] = mapped_column(stored_enum(Objection))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
