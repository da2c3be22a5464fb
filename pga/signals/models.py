"""A signaal, and what is left of it to be counted."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Untold
from pga.signals.rules.codes import Forum, PlaceKind, SignalKind, SignalOutcome, SignalSource


class Signal(OfDossier):
    """One worry about somebody, before there is a case; sealed with a key of its own."""

    __tablename__ = "signal"
    __dossier__: ClassVar[str] = "id"
    __told__ = Untold("it lives some weeks, and its list shows each that runs")
    __changes__ = NotShown("a former value would live as short as it")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_signal_place", "municipality", "last_on"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    received_on: Mapped[date] = mapped_column(sa.Date)
    source: Mapped[SignalSource] = mapped_column(stored_enum(SignalSource))
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    kind: Mapped[SignalKind] = mapped_column(stored_enum(SignalKind))
    place: Mapped[PlaceKind | None] = mapped_column(stored_enum(PlaceKind))
    calls: Mapped[int] = mapped_column(sa.SmallInteger)
    """How often somebody called about this one worry."""
    called_on: Mapped[date] = mapped_column(sa.Date)
    """The day of the last call."""
    last_on: Mapped[date] = mapped_column(sa.Date)
    """The last day on which it can be read; the day after it is on no page."""
    extended_on: Mapped[date | None] = mapped_column(sa.Date)
    discussed_on: Mapped[date | None] = mapped_column(sa.Date)
    forum: Mapped[Forum | None] = mapped_column(stored_enum(Forum))
    outcome: Mapped[SignalOutcome | None] = mapped_column(stored_enum(SignalOutcome))
    """Only while the aanmelding is being written; with any other outcome the row is gone."""
    worry = Sealed(required=True)
    who = Sealed()
    birth = Sealed()
    """As ``BirthDate`` writes it."""
    organisations = Sealed(Json())
    """With which organisations it was talked about: their ids."""
    extension = Sealed()
    """Why it lives longer."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class SignalCount(Row):
    """That there was a signaal: source, kind, outcome, number of calls and the month; no person."""

    __tablename__ = "signal_count"
    __table_args__ = (sa.Index("ix_signal_count_place", "municipality", "counted_on"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    counted_on: Mapped[date] = mapped_column(sa.Date)
    """The first of the month; the day itself of what the interventieteam took up."""
    source: Mapped[SignalSource] = mapped_column(stored_enum(SignalSource))
    kind: Mapped[SignalKind] = mapped_column(stored_enum(SignalKind))
    outcome: Mapped[SignalOutcome] = mapped_column(stored_enum(SignalOutcome))
    calls: Mapped[int] = mapped_column(sa.SmallInteger)
