"""A concept-aanmelding, under a key of its own, and what its maker and team Veiligheid are told."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.concept import ConceptNews, ConceptState
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Untold


class ConceptReferral(Row):
    """An aanmelding that the interventieteam writes and hands in (pga.md 10.2, decision 39).

    No row of a case hangs on it and it hangs on none: its end takes nothing else along.
    """

    __tablename__ = "concept_referral"
    __dossier__: ClassVar[str] = "id"
    __told__ = Untold("it is no part of a case; who must know is told on *Voor u*")
    __changes__ = NotShown("it is no part of a case; what it held before goes with its key")
    __end__ = End.NUMBER
    __table_args__ = (
        sa.Index("ix_concept_referral_place", "municipality", "state"),
        sa.Index("ix_concept_referral_maker", "maker_id", "state"),
    )

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    maker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    state: Mapped[ConceptState] = mapped_column(stored_enum(ConceptState))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    handed_in_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first time; the terms of the case that is made of it count from here."""
    again_on: Mapped[date | None] = mapped_column(sa.Date)
    """The last time, when that was after a question."""
    judge_by: Mapped[date | None] = mapped_column(sa.Date)
    ends_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day on which nothing of it is there any more."""
    judged_on: Mapped[date | None] = mapped_column(sa.Date)
    judged_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Who asked back, took or refused it last."""
    became_id: Mapped[UUID | None] = mapped_column(sa.Uuid)
    """The case that was made of it."""
    name = Sealed()
    """Whom it is about, for a list with names."""
    writing = Sealed(Json())
    """What its maker is writing: pairs of field and value, whole or not; only for its maker."""
    handed = Sealed(Json())
    """The same as it was last handed in, and held then by all the rules of an aanmelding."""
    question = Sealed()
    answer = Sealed()
    refusal = Sealed()
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class ConceptRecusal(Row):
    """That a colleague knows whom a concept-aanmelding is about: it is closed for that one.

    It goes along to the case that is made of it; with any other end it goes.
    """

    __tablename__ = "concept_recusal"
    __dossier__: ClassVar[str] = "concept_id"
    __told__ = Untold("that a colleague knows the person stays between that one and a coördinator")
    __changes__ = NotShown("that a colleague knows the person is read by a coördinator, apart")
    __end__ = End.GOES
    __table_args__ = (sa.UniqueConstraint("concept_id", "user_id"),)

    concept_id: Mapped[UUID] = mapped_column(sa.ForeignKey("concept_referral.id"))
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    declared_at: Mapped[datetime] = mapped_column(Moment)
    bond = Sealed(required=True)
    note = Sealed()


class ConceptNotice(Row):
    """A line on one user's list *Voor u* about a concept-aanmelding; nothing of what is in it.

    Not audited: the act that caused it is in the trail.
    """

    __tablename__ = "concept_notice"
    __audited__ = False
    __table_args__ = (sa.Index("ix_concept_notice_user", "user_id", "cleared_at"),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    concept_id: Mapped[UUID] = mapped_column(sa.ForeignKey("concept_referral.id"), index=True)
    kind: Mapped[ConceptNews] = mapped_column(stored_enum(ConceptNews, checked=False))
    made_at: Mapped[datetime] = mapped_column(Moment)
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)
