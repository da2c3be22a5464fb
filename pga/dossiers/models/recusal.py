"""That somebody knows the person of a dossier: said once, sealed, ended only by a coördinator."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Untold


class RecusalRow(OfDossier):
    """The declaration behind a link that hides a dossier; the link itself is what counts."""

    __abstract__ = True
    __told__ = Untold("that a colleague knows the person stays between that one and a coördinator")
    __changes__ = NotShown("that a colleague knows the person is read by a coördinator, apart")
    __end__ = End.NUMBER

    if TYPE_CHECKING:
        link_id: Mapped[UUID]

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    declared_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    bond = Sealed(required=True)
    note = Sealed()
    ended_because = Sealed()
