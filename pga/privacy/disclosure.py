"""Verstrekkingen: what went to whom outside, why and on which ground. Append-only."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.privacy.columns import Json, Sealed
from pga.privacy.disclosure_codes import Category, Ground, Means, Purpose, RecipientKind
from pga.privacy.meaning import End, NotShown, Untold


class Disclosure(Row):
    """One supply of data to one recipient (LAW-05, pga.md 6.7)."""

    __tablename__ = "disclosure"
    __dossier__ = "dossier_id"
    __told__ = Untold("*Verstrekkingen* shows each")
    __changes__ = NotShown("a line of the register never changes")
    __end__ = End.NUMBER

    dossier_id: Mapped[UUID] = mapped_column(sa.Uuid, index=True)
    on: Mapped[date] = mapped_column("given_on", sa.Date)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    organisation_id: Mapped[UUID | None] = mapped_column(sa.Uuid, index=True)
    """Empty for an incidental third party, who stands in words in ``recipient``."""
    recipient_kind: Mapped[RecipientKind | None] = mapped_column(stored_enum(RecipientKind))
    """Empty in lines from before this was kept: those went to a partner."""
    secrecy_on: Mapped[date | None] = mapped_column(sa.Date)
    """When an incidental third party signed for secrecy; before anything went."""
    purpose: Mapped[Purpose] = mapped_column(stored_enum(Purpose))
    ground: Mapped[Ground] = mapped_column(stored_enum(Ground))
    means: Mapped[Means] = mapped_column(stored_enum(Means))
    by: Mapped[UUID] = mapped_column("noted_by", sa.Uuid)
    categories = Sealed(Json(), required=True)
    recipient = Sealed(required=True)
    contents = Sealed(Json())
    """The ids of the rows whose text went, so that an error finds every place it went to."""


@dataclass(frozen=True, kw_only=True)
class ToDisclose:
    """What went to whom, why and how."""

    dossier_id: UUID
    organisation_id: UUID | None
    recipient: str
    categories: list[Category]
    purpose: Purpose
    means: Means
    on: date
    recipient_kind: RecipientKind = RecipientKind.PARTNER
    secrecy_on: date | None = None
    contents: list[str] | None = None


def disclose(session: Session, actor: Actor, supply: ToDisclose) -> None:
    """Add a line to the register of verstrekkingen; the use case that sends writes it."""
    disclose_by(session, actor.id, supply)


def disclose_by(session: Session, by: UUID, supply: ToDisclose) -> None:
    """Add a line of what a colleague gave before, whoever books it."""
    session.add(
        Disclosure(
            **{field.name: getattr(supply, field.name) for field in fields(supply)},
            ground=Ground.PUBLIC_TASK,
            noted_at=clock.now(),
            by=by,
        )
    )
