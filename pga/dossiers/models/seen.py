"""When one user last looked at a dossier: what *Sinds u laatst keek* compares with."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment
from pga.dossiers.models.dossier import Hangs
from pga.privacy.meaning import End, NotShown, Untold


class SeenRow(Hangs):
    """The looks of one user at one dossier, as moments; never taken from the trail (LAW-34).

    Not audited: the look itself is in the trail. It goes with the account and with the dossier.
    """

    __abstract__ = True
    __audited__ = False
    __told__ = Untold("a look is no change")
    __changes__ = NotShown("a look is no change")
    __end__ = End.GOES

    user_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    looked_at: Mapped[datetime] = mapped_column(Moment)
    """The last time it was opened by any way: it clears the card on the werkvoorraad."""
    sheet_at: Mapped[datetime | None] = mapped_column(Moment)
    """The last time its first page was opened."""
    compared_at: Mapped[datetime | None] = mapped_column(Moment)
    """The last opening of its first page in the visit before this one."""
