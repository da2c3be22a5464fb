"""Verstrekkingen: what went to whom outside, why and on which ground. Append-only."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Json, Sealed


class Means(StrEnum):
    """How the data went."""

    SPOKEN = "spoken"
    """In a talk or by telephone."""
    LETTER = "letter"
    """By letter."""
    SECURE_MAIL = "secure_mail"
    """By the municipality's secure mail product."""


class Purpose(StrEnum):
    """Why the data went."""

    FEEDBACK = "feedback"
    """Feedback to the referrer on the outcome of the weging (pga.md 2.4)."""


class Ground(StrEnum):
    """On which ground; consent is none (LAW-07)."""

    PUBLIC_TASK = "public_task"
    """AVG 6(1)(e) with Gemeentewet 172."""


class Disclosure(Row):
    """One supply of data to one recipient (LAW-05, pga.md 6.7)."""

    __tablename__ = "disclosure"
    __dossier__ = "dossier_id"

    dossier_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    on: Mapped[date] = mapped_column("given_on", sa.Date)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    organisation_id: Mapped[UUID] = mapped_column(sa.Uuid)
    purpose: Mapped[Purpose] = mapped_column(stored_enum(Purpose))
    ground: Mapped[Ground] = mapped_column(stored_enum(Ground))
    means: Mapped[Means] = mapped_column(stored_enum(Means))
    by: Mapped[UUID] = mapped_column("noted_by", sa.Uuid)
    categories = Sealed(Json(), required=True)
    recipient = Sealed(required=True)


@dataclass(frozen=True, kw_only=True)
class Supply:
    """What went to whom, why and how."""

    dossier_id: UUID
    organisation_id: UUID
    recipient: str
    categories: list[str]
    purpose: Purpose
    means: Means
    on: date


def disclose(session: Session, actor: Actor, supply: Supply) -> None:
    """Add a line to the register of verstrekkingen; the use case that sends writes it."""
    session.add(
        Disclosure(
            **{field.name: getattr(supply, field.name) for field in fields(supply)},
            ground=Ground.PUBLIC_TASK,
            noted_at=clock.now(),
            by=actor.id,
        )
    )
