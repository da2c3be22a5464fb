"""Who turned out to be the wrong person, without a word about him, and who still has to hear it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.mistaken import TakenKind
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.disclosure_codes import Means
from pga.privacy.meaning import End, NotShown, Untold


class Mistaken(OfDossier):
    """Somebody about whom the case never was: that, when and why; who it was is gone."""

    __tablename__ = "mistaken"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("who reads the case sees who is left; who went is not told of")
    __changes__ = NotShown("it is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    kind: Mapped[TakenKind] = mapped_column(stored_enum(TakenKind))
    taken_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("taken_by", sa.ForeignKey("user_account.id"))
    backups_until: Mapped[date] = mapped_column(sa.Date)
    """The last day on which a copy of the store may still hold it, as it was set that day."""
    reason = Sealed(required=True)


class Retraction(OfDossier):
    """One recipient of a verstrekking who must hear that it was not about this person."""

    __tablename__ = "retraction"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("it is on the calendar, and its page shows it")
    __changes__ = NotShown("its page says who was told, when and by whom")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    mistaken_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mistaken.id"))
    term_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_term.id"))
    disclosure_id: Mapped[UUID] = mapped_column(sa.Uuid)
    """The last verstrekking to this recipient."""
    given_on: Mapped[date] = mapped_column(sa.Date)
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    told_on: Mapped[date | None] = mapped_column(sa.Date)
    told_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    means: Mapped[Means | None] = mapped_column(stored_enum(Means))
    recipient = Sealed(required=True)
    """Who it was, as the verstrekking says it."""
