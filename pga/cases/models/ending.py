"""How a case ended: by what, who was told and who must hear it, and under which head it is kept."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.ending import Hearer, RetentionClass, StartEvent
from pga.cases.rules.states import ClosingReason
from pga.cases.rules.triage import FeedbackMeans
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Untold


class CaseEnd(OfDossier):
    """One end of a case; its words stand with the move."""

    __tablename__ = "case_end"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("the move tells it")
    __changes__ = NotShown("an end is a row of its own; none changes")
    __end__ = End.NUMBER

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    ended_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("ended_by", sa.ForeignKey("user_account.id"))
    reason: Mapped[ClosingReason | None] = mapped_column("cause", stored_enum(ClosingReason))
    """Empty when the weging ended it: its outcome says why."""
    told: Mapped[str] = mapped_column(sa.String(80))
    """The codes of who was told, in order; empty when the feedback of the weging is all."""
    retention: Mapped[RetentionClass] = mapped_column(stored_enum(RetentionClass))
    starts_with: Mapped[StartEvent] = mapped_column(stored_enum(StartEvent))
    starts_on: Mapped[date] = mapped_column(sa.Date)
    """From which day the retention counts."""


class EndTelling(OfDossier):
    """Somebody who must hear that a case ended, and how he heard it or why he need not."""

    __tablename__ = "end_telling"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("who must hear of an end stands on the page of the end")
    __changes__ = NotShown("the page of the end tells who heard it, when and how")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    hearer: Mapped[Hearer] = mapped_column(stored_enum(Hearer))
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """Which partner, when it is one."""
    told_on: Mapped[date | None] = mapped_column(sa.Date)
    means: Mapped[FeedbackMeans | None] = mapped_column(stored_enum(FeedbackMeans))
    waived_on: Mapped[date | None] = mapped_column(sa.Date)
    """When somebody decided that this one need not hear it."""
    settled_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    why = Sealed()
    """Why this one need not hear it."""
