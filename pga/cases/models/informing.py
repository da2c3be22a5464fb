"""Telling the person: each letter or talk, and each decision to wait with it."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.informing import Audience, InformMeans
from pga.cases.rules.news import CaseNews
from pga.cases.rules.referral import NotInformedReason
from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Told


class Informing(OfDossier):
    """A letter or a talk: about which person of the case, who was told, when, how, by whom."""

    __tablename__ = "informing"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.INFORMED)
    __changes__ = NotShown("each telling is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(stored_enum(Audience))
    means: Mapped[InformMeans] = mapped_column(stored_enum(InformMeans))
    told_on: Mapped[date] = mapped_column(sa.Date)
    told_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    noted_at: Mapped[datetime] = mapped_column(Moment)
    note = Sealed()


class InformPostponement(OfDossier):
    """A decision to tell later: on what ground, who decided, and when it is looked at again."""

    __tablename__ = "inform_postponement"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.POSTPONED)
    __changes__ = NotShown("each postponement is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    ground: Mapped[NotInformedReason] = mapped_column(stored_enum(NotInformedReason))
    decided_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    decided_on: Mapped[date] = mapped_column(sa.Date)
    review_on: Mapped[date] = mapped_column(sa.Date)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    note = Sealed(required=True)
