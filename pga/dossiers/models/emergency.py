"""Noodtoegang and what the FG said of it; both only grow."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.emergency import EmergencyReason
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Untold


class EmergencyAccessRow(OfDossier):
    """That somebody opened a dossier without a link, why, and until when; the link opens it."""

    __abstract__ = True
    __told__ = Untold("who directs it is told at once, on *Voor u*")
    __changes__ = NotShown("it only grows; *Inzagen* shows it")
    __end__ = End.NUMBER

    if TYPE_CHECKING:
        link_id: Mapped[UUID]

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    cause: Mapped[EmergencyReason] = mapped_column(stored_enum(EmergencyReason))
    review_by: Mapped[date] = mapped_column(sa.Date)
    """The last day for the review; a term that runs keeps its date."""
    note = Sealed(required=True)


class EmergencyReviewRow(OfDossier):
    """Whether a noodtoegang was justified, as the FG judged it; once."""

    __abstract__ = True
    __told__ = Untold("between the FG and who opened it")
    __changes__ = NotShown("it is said once and does not change")
    __end__ = End.NUMBER

    if TYPE_CHECKING:
        access_id: Mapped[UUID]

    by: Mapped[UUID] = mapped_column("reviewed_by", sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column("reviewed_at", Moment)
    justified: Mapped[bool] = mapped_column(sa.Boolean)
    note = Sealed(required=True)
