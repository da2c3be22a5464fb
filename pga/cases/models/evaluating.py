"""An evaluatie, what it and other texts cite, and what was proposed for a case."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.citing import CitedIn
from pga.cases.rules.evaluating import Conclusion
from pga.cases.rules.news import CaseNews
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Told, Untold


class Evaluation(OfDossier):
    """An evaluatie of one day; it does not change."""

    __tablename__ = "evaluation"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.EVALUATED)
    __changes__ = NotShown("an evaluatie does not change")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_evaluation_case", "case_id", "held_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    held_on: Mapped[date] = mapped_column(sa.Date)
    made_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("evaluated_by", sa.ForeignKey("user_account.id"))
    needed: Mapped[bool] = mapped_column(sa.Boolean)
    proportional: Mapped[bool] = mapped_column(sa.Boolean)
    level: Mapped[bool] = mapped_column(sa.Boolean)
    plan_number: Mapped[int] = mapped_column(sa.SmallInteger)
    """Which version of the plan stood then."""
    conclusion: Mapped[Conclusion] = mapped_column(stored_enum(Conclusion))
    needed_why = Sealed(required=True)
    proportional_why = Sealed(required=True)
    level_why = Sealed(required=True)
    worked = Sealed(required=True)
    failed = Sealed(required=True)
    unused = Sealed()
    """What nobody used, in words."""
    why = Sealed(required=True)
    """Why this conclusion."""
    took_part = Sealed(Json(), required=True)
    """``colleagues`` by their ids, and ``others`` in words."""


class Citation(OfDossier):
    """Somebody cites a contribution in a text: what makes that it was used (decision 51)."""

    __tablename__ = "citation"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("part of the text that cites")
    __changes__ = NotShown("a contribution is read by its own rule, and so is who cites it")
    __end__ = End.GOES
    __table_args__ = (
        sa.UniqueConstraint("row_id", "contribution_id"),
        sa.Index("ix_citation_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    contribution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contribution.id"))
    used_in: Mapped[CitedIn] = mapped_column(stored_enum(CitedIn))
    row_id: Mapped[UUID] = mapped_column(sa.Uuid())
    """The goal, action, decision or evaluatie."""
    at: Mapped[datetime] = mapped_column("cited_at", Moment)
    by: Mapped[UUID] = mapped_column("cited_by", sa.ForeignKey("user_account.id"))


class Proposal(OfDossier):
    """What somebody proposes for a case, and the answer; without an answer it is open."""

    __tablename__ = "proposal"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.PROPOSED, fields={"answer": CaseNews.PROPOSAL_ANSWERED})
    __changes__ = NotShown("it is answered once, and the page shows both")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_proposal_case", "case_id", "made_at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    evaluation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("evaluation.id"))
    """The evaluatie from which it follows, when it does."""
    kind: Mapped[ProposalKind] = mapped_column(stored_enum(ProposalKind))
    made_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("proposed_by", sa.ForeignKey("user_account.id"))
    due_on: Mapped[date] = mapped_column(sa.Date)
    answer: Mapped[ProposalAnswer | None] = mapped_column(stored_enum(ProposalAnswer))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Empty when the case ended first."""
    why = Sealed(required=True)
    answer_why = Sealed()
