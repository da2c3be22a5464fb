"""The dossier itself, and what every dossier has: rows that hang on it, moves, and dates."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, synonym

from pga.core.columns import Moment
from pga.core.database import Base, Row
from pga.dossiers.rules.news import NewsKind
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold


class Hangs(Base):
    """What hangs on a dossier, whatever its room calls the column; and what its rows mean."""

    __abstract__ = True
    __told__: ClassVar[Told | Untold]
    __changes__: ClassVar[Shown | NotShown]
    __end__: ClassVar[End]

    @declared_attr
    def dossier_id(cls) -> Mapped[UUID]:  # noqa: N805 - of the class
        """Name the dossier as its doors do."""
        return synonym(str(cls.__dossier__))


class OfDossier(Hangs, Row):
    """A row of a dossier, sealed with its key."""

    __abstract__ = True


class DossierRow(Hangs, Row):
    """A dossier: its number, where it belongs and how it stands."""

    __abstract__ = True
    __dossier__: ClassVar[str] = "id"
    __director__: ClassVar[str]
    """The attribute that holds who directs it."""

    number: Mapped[str] = mapped_column(sa.String(13), unique=True)
    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    received_on: Mapped[date] = mapped_column(sa.Date)
    processing_restricted: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    kept_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Who ended it while nobody directed it, and so looks after it."""

    if TYPE_CHECKING:
        state: Mapped[Any]
        kind: Mapped[Any]
        version: Mapped[int]

    @declared_attr
    def director_id(cls) -> Mapped[UUID | None]:  # noqa: N805 - of the class
        """Name who directs it as its doors do."""
        return synonym(cls.__director__)


class StateChangeRow(OfDossier):
    """One move of a dossier: from, to, who, when, why. Append-only."""

    __abstract__ = True
    __told__ = Untold("told as the move itself, by its own rows")
    __changes__ = NotShown("the timeline shows each move")
    __end__ = End.NUMBER

    if TYPE_CHECKING:
        move: Mapped[Any]
        state: Mapped[Any]

    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("moved_by", sa.ForeignKey("user_account.id"))
    checks: Mapped[str] = mapped_column(sa.String(400))
    """The codes of the needs that were met, as they were shown."""
    reason = Sealed()


class TermRow(OfDossier):
    """Something that is due on a day; it ends when it is met or no longer counts."""

    __abstract__ = True
    __told__ = Told(born=NewsKind.TERM_STARTED, fields={"ended_on": NewsKind.TERM_ENDED})
    __changes__ = NotShown("the dates that run stand on the first page")
    __end__ = End.STAYS

    if TYPE_CHECKING:
        kind: Mapped[Any]

    started_on: Mapped[date] = mapped_column(sa.Date)
    due_on: Mapped[date] = mapped_column(sa.Date)
    ended_on: Mapped[date | None] = mapped_column(sa.Date)
