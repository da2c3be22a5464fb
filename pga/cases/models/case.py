"""A case, its persons, how it moved and what is due."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.referral import CaseKind, PersonRole
from pga.cases.rules.states import HoldReason, ObjectionOutcome, State
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import Outcome
from pga.core.columns import stored_enum
from pga.core.database import Base
from pga.dossiers.models.dossier import DossierRow, OfDossier, StateChangeRow, TermRow
from pga.dossiers.rules.news import NewsKind
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, Shown, Told, Untold


class Case(DossierRow):
    """One person or family in the PGA; the number says nothing about them."""

    __tablename__ = "pga_case"
    __director__: ClassVar[str] = "procesregisseur_id"
    __told__ = Told(
        fields=dict.fromkeys(("procesregisseur_id", "casusregisseur_id"), NewsKind.DIRECTED),
        changed=NewsKind.FACTS,
        but=frozenset({"informed_on", "inform_review_on", "inform_rule", "criminal_rule"}),
        but_with="state",
    )
    __changes__ = Shown(
        but=frozenset({"informed_on", "inform_review_on", "inform_rule", "criminal_rule"})
    )
    __end__ = End.NUMBER
    __table_args__ = (
        sa.Index("ix_pga_case_place", "municipality", "state", "number"),
        sa.Index("ix_pga_case_director", "procesregisseur_id", "state"),
    )

    kind: Mapped[CaseKind] = mapped_column(stored_enum(CaseKind))
    state: Mapped[State] = mapped_column(stored_enum(State))
    purpose: Mapped[str] = mapped_column(sa.String(40))
    ground: Mapped[str] = mapped_column(sa.String(40))
    urgent: Mapped[bool] = mapped_column(sa.Boolean)
    duplicate_checked: Mapped[bool] = mapped_column(sa.Boolean)
    admitted_on: Mapped[date | None] = mapped_column(sa.Date)
    outcome: Mapped[Outcome | None] = mapped_column(stored_enum(Outcome))
    criteria_met: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    procesregisseur_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    casusregisseur_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    informed_on: Mapped[date | None] = mapped_column(sa.Date)
    """When the last who must know had heard all, as it was last judged."""
    inform_review_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day to look again, when everybody who is left is postponed."""
    inform_rule: Mapped[int | None] = mapped_column(sa.SmallInteger)
    """By which rule that was judged; empty on a case of before 0024."""
    criminal_rule: Mapped[int | None] = mapped_column(sa.SmallInteger)
    """By which rule its criminal data were judged; empty on a case of before 0057."""
    hold_code: Mapped[HoldReason | None] = mapped_column(stored_enum(HoldReason))
    hold_review_on: Mapped[date | None] = mapped_column(sa.Date)
    held_from: Mapped[State | None] = mapped_column(stored_enum(State, "held_from"))
    """Where a case on hold goes back to; empty on one that was held before 0023: execution."""
    objection_outcome: Mapped[ObjectionOutcome | None] = mapped_column(
        stored_enum(ObjectionOutcome)
    )
    objection_decided_on: Mapped[date | None] = mapped_column(sa.Date)
    scaled_from: Mapped[State | None] = mapped_column(stored_enum(State, "scaled_from"))
    safety_warning = Sealed()
    safety_checked_on: Mapped[date | None] = mapped_column(sa.Date)
    """When somebody last said that the safety line holds; empty on a line of before 0019."""
    visit_rule = Sealed()
    """Who does not go there alone, or not with whom; the regie writes it (decisions.md 49)."""
    hold_note = Sealed()
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class Person(OfDossier):
    """Somebody the case is about."""

    __tablename__ = "person"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=NewsKind.FACTS, changed=NewsKind.FACTS)
    __changes__ = Shown()
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    """The order on the form; the first is the main person."""
    role: Mapped[PersonRole] = mapped_column(stored_enum(PersonRole))
    surname = Sealed(required=True)
    call_name = Sealed(required=True)
    birth = Sealed(required=True)
    """As ``BirthDate`` writes it; may be half known."""
    residence = Sealed(Json(), required=True)
    """``address``, ``town``, ``homeless`` and the ``exception`` when it is elsewhere."""
    phone = Sealed()
    authority_sought_by: Mapped[date | None] = mapped_column(sa.Date)
    """Before which day somebody finds out who (else) has gezag; empty when nothing is sought."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class Guardian(OfDossier):
    """Somebody with parental authority over a minor of the case (pga.md 2.3, field 18)."""

    __tablename__ = "guardian"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=NewsKind.FACTS, changed=NewsKind.FACTS)
    __changes__ = Shown()
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    name = Sealed(required=True)
    relation = Sealed(required=True)
    phone = Sealed()
    address = Sealed()
    informed = Sealed()
    """When the referrer told this guardian, as text: of before 0024, and then a row of telling."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class Guardianship(OfDossier):
    """Which guardian has gezag over which child of the case (second-look 2)."""

    __tablename__ = "guardianship"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("the guardian is told of; who has gezag over whom stands beside it")
    __changes__ = Shown()
    __end__ = End.GOES
    __table_args__ = (sa.UniqueConstraint("guardian_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    guardian_id: Mapped[UUID] = mapped_column(sa.ForeignKey("guardian.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    standing: Mapped[AuthoritySaid] = mapped_column(stored_enum(AuthoritySaid))


class StateChange(StateChangeRow):
    """One move of a case."""

    __tablename__ = "state_change"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_state_change_case", "case_id", "at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    move: Mapped[MoveCode | None] = mapped_column(stored_enum(MoveCode))
    """Empty for the first line: the registration."""
    state: Mapped[State] = mapped_column("to_state", stored_enum(State))


class CaseTerm(TermRow):
    """Something of a case that is due on a day."""

    __tablename__ = "case_term"
    __dossier__: ClassVar[str] = "case_id"
    __table_args__ = (sa.Index("ix_case_term_open", "case_id", "ended_on", "due_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    kind: Mapped[TermKind] = mapped_column(stored_enum(TermKind))


class CaseCounter(Base):
    """The last case number that was given out, per municipality and year."""

    __tablename__ = "case_counter"
    __audited__ = False

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"), primary_key=True)
    year: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column("last_number", sa.Integer)
