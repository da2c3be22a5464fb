"""What partners were asked, and what they contributed; every text is sealed."""

from datetime import date
from typing import ClassVar, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.contributions import (
    FrozenFor,
    InfoClass,
    Manner,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.information import AskPurpose, RequestAnswer
from pga.cases.rules.news import CaseNews
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.news import NewsKind
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold

OF_CONTRIBUTION: Final = "contribution"
"""What a mark on a contribution calls its field: such a mark is read with it, and nowhere else."""


class InformationRequest(OfDossier):
    """A question to a partner, and its answer (pga.md 2.5, 10.3 Informatieverzoek)."""

    __tablename__ = "information_request"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=NewsKind.FACTS, changed=NewsKind.FACTS)
    __changes__ = Shown(but=frozenset({"contact_id"}))
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_information_request_case", "case_id", "asked_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    contact_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contact_person.id"))
    """Empty when somebody was asked who is not in the list of the organisation."""
    purpose: Mapped[AskPurpose] = mapped_column(stored_enum(AskPurpose))
    asked_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("asked_by", sa.ForeignKey("user_account.id"))
    due_on: Mapped[date] = mapped_column(sa.Date)
    remind_on: Mapped[date] = mapped_column(sa.Date)
    reminded_on: Mapped[date | None] = mapped_column(sa.Date)
    answer: Mapped[RequestAnswer | None] = mapped_column(stored_enum(RequestAnswer))
    answered_on: Mapped[date | None] = mapped_column(sa.Date)
    ended_on: Mapped[date | None] = mapped_column(sa.Date)
    """When its case ended before there was an answer: nobody waits for it any more."""
    recipient = Sealed(required=True)
    """Who was asked, as it was on that day."""
    question = Sealed(required=True)
    not_needed = Sealed(required=True)
    answer_note = Sealed()
    late_note = Sealed()
    """Why the round goes on without this answer; only once it is overdue."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class Contribution(OfDossier):
    """What a partner told, with its source and its conditions (LAW-45, 61-63)."""

    __tablename__ = "contribution"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.CONTRIBUTED, changed=CaseNews.CONTRIBUTION_CHANGED)
    __changes__ = NotShown(
        "a text that its supplier called wrong must not come back as a former value"
    )
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_contribution_case", "case_id", "received_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    request_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("information_request.id"))
    """Empty when the supplier told it without being asked."""
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    """The supplier."""
    about: Mapped[InfoClass] = mapped_column(stored_enum(InfoClass))
    visibility: Mapped[Visibility] = mapped_column(stored_enum(Visibility))
    onward: Mapped[Onward] = mapped_column(stored_enum(Onward))
    manner: Mapped[Manner] = mapped_column(stored_enum(Manner))
    facts_on: Mapped[date] = mapped_column(sa.Date)
    received_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("noted_by", sa.ForeignKey("user_account.id"))
    status: Mapped[Status] = mapped_column(stored_enum(Status))
    frozen_on: Mapped[date | None] = mapped_column(sa.Date)
    frozen_for: Mapped[FrozenFor | None] = mapped_column(stored_enum(FrozenFor))
    """Which law keeps it; nothing when its supplier reported an error."""
    law_rule: Mapped[int | None] = mapped_column(sa.SmallInteger)
    """By which rule it was held against the law; empty in rows of before 0025."""
    settled_on: Mapped[date | None] = mapped_column(sa.Date)
    fact = Sealed(required=True)
    opinion = Sealed()
    source = Sealed(required=True)
    barred: Mapped[str | None] = mapped_column(sa.Text)
    """Whom the conditions keep out, as ``barred_by`` says it, for lists; empty in rows of before.

    What is not known keeps everybody out but who typed it.
    """
    conditions = Sealed(Json(), required=True)
    """``codes``, ``partners``, ``kinds`` and the supplier's own ``words``."""
    frozen_word = Sealed()
    """What the supplier said is wrong."""
    settled_word = Sealed()
    """What was said that put it right, or took it back or out."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class OnwardConsent(OfDossier):
    """The yes of a supplier that wants to be asked: who said it, when, for which recipient."""

    __tablename__ = "onward_consent"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("it is about a contribution, and not everybody may know of that")
    __changes__ = NotShown("it is about a contribution, and not everybody may know of that")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    contribution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contribution.id"))
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    """The recipient."""
    said_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("noted_by", sa.ForeignKey("user_account.id"))
    ended_on: Mapped[date | None] = mapped_column(sa.Date)
    """When the text was put right, or the supplier came back on it: one asks anew."""
    said_by = Sealed(required=True)
    """Who of the supplier said yes."""
