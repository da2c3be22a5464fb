"""The aanmelding as it was handed in, passages about others in it, and the weging."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.criminal import HeldKind
from pga.cases.rules.referral import NotInformedReason
from pga.cases.rules.triage import Outcome
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.news import NewsKind
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold


class Referral(OfDossier):
    """An aanmelding (pga.md 2.3)."""

    __tablename__ = "referral"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=NewsKind.FACTS, changed=NewsKind.FACTS)
    __changes__ = Shown()
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    problems: Mapped[str] = mapped_column(sa.String(200))
    """Codes of the kinds of problem, with commas."""
    domains: Mapped[str] = mapped_column(sa.String(60))
    """Codes of the leefgebieden with worries, with commas."""
    own_knowledge: Mapped[bool | None] = mapped_column(sa.Boolean)
    """Of the police without a decision: it holds only what the municipality knows itself."""
    not_informed: Mapped[NotInformedReason | None] = mapped_column(stored_enum(NotInformedReason))
    referrer = Sealed(required=True)
    phone = Sealed()
    email = Sealed()
    occasion = Sealed(required=True)
    tried = Sealed(required=True)
    necessity = Sealed(required=True)
    involved = Sealed(Json())
    """Pairs of organisation and contact that the referrer knows of."""
    urgent_reason = Sealed()
    not_informed_note = Sealed()
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class ThirdPartyMark(OfDossier):
    """Marks a passage that is about somebody else, at the moment of writing (house.md 2.7a)."""

    __tablename__ = "third_party_mark"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("goes with the text that it marks")
    __changes__ = Shown()
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    row_id: Mapped[UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column("of_field", sa.String(40))
    mark = Sealed(Json(), required=True)
    """``relation`` and ``passage``."""


class CriminalMark(OfDossier):
    """Which persons of a case criminal data are about, where somebody is under 12 (decision 47)."""

    __tablename__ = "criminal_mark"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("goes with the row that it is about")
    __changes__ = NotShown("it is about a row that not everybody may know of")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    row_id: Mapped[UUID] = mapped_column(sa.Uuid, unique=True)
    """An aanmelding, a goal, a score or a contribution."""
    persons = Sealed(Json(), required=True)
    """Their ids."""


class CriminalHold(OfDossier):
    """That a row of criminal data is out of use: it may be about somebody under 12 (decision 47).

    Nothing of the row itself changes, and no page shows it until somebody decides.
    """

    __tablename__ = "criminal_hold"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("it is about a row that nobody sees meanwhile")
    __changes__ = NotShown("it is about a row that nobody sees meanwhile")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    row_id: Mapped[UUID] = mapped_column(sa.Uuid, unique=True)
    """An aanmelding, a goal or a score."""
    kind: Mapped[HeldKind] = mapped_column(stored_enum(HeldKind))
    held_on: Mapped[date] = mapped_column(sa.Date)
    used: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    """Whether somebody decided that the row is used again."""
    settled_on: Mapped[date | None] = mapped_column(sa.Date)
    """Empty while nobody decided."""
    settled_word = Sealed()


class Triage(OfDossier):
    """A weging and its decision (pga.md 2.4)."""

    __tablename__ = "triage"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("the move tells its outcome")
    __changes__ = NotShown("a weging is a row of its own; none changes")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    decided_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("decided_by", sa.ForeignKey("user_account.id"))
    outcome: Mapped[Outcome] = mapped_column(stored_enum(Outcome))
    criteria = Sealed(Json(), required=True)
    necessity = Sealed(required=True)
    proportionality = Sealed(required=True)
    subsidiarity = Sealed(required=True)
    reasoning = Sealed(required=True)
    consulted = Sealed()
    route = Sealed()
