"""Telling the person: each letter or talk, and each decision to wait with it."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.informing import Audience, InformMeans, ToldBy
from pga.cases.rules.news import CaseNews
from pga.cases.rules.referral import NotInformedReason
from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Told


class Informing(OfDossier):
    """A letter or a talk, for one who heard it: a person of the case or a guardian.

    Of before 0024 a row for a guardian names the child only, and no row says what was told.
    """

    __tablename__ = "informing"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.INFORMED)
    __changes__ = NotShown("each telling is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    audience: Mapped[Audience] = mapped_column(stored_enum(Audience))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    guardian_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guardian.id"))
    source: Mapped[ToldBy | None] = mapped_column(stored_enum(ToldBy))
    """Who told it; empty on a row of before 0024: a colleague."""
    topics: Mapped[str | None] = mapped_column(sa.String(120))
    """Codes of what was told, with commas; empty on a row of before 0024: it was not asked."""
    means: Mapped[InformMeans | None] = mapped_column(stored_enum(InformMeans))
    """Empty when the referrer told it: then nobody asks how."""
    told_on: Mapped[date] = mapped_column(sa.Date)
    told_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Which colleague; empty when the referrer told it."""
    noted_at: Mapped[datetime] = mapped_column(Moment)
    note = Sealed()


class InformPostponement(OfDossier):
    """A decision to tell one later: on what ground, who decided, and when it is looked at again.

    Of before 0024 a row was made for everybody who had still to hear it.
    """

    __tablename__ = "inform_postponement"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.POSTPONED)
    __changes__ = NotShown("each postponement is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    audience: Mapped[Audience | None] = mapped_column(stored_enum(Audience))
    """Who waits; empty on a row of before 0024: everybody."""
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    guardian_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guardian.id"))
    ground: Mapped[NotInformedReason] = mapped_column(stored_enum(NotInformedReason))
    decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Empty where an aanmelding of before 0024 did not say it."""
    decided_on: Mapped[date] = mapped_column(sa.Date)
    review_on: Mapped[date] = mapped_column(sa.Date)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    note = Sealed()
    """Words of the ground; must stand with the ground "anders"."""
