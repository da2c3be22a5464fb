"""A meting of the leefgebieden, and the score of each; a final one does not change."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.news import CaseNews
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold


class Measurement(OfDossier):
    """A meting on one day; without ``final_on`` it is a concept."""

    __tablename__ = "measurement"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(fields={"final_on": CaseNews.MEASURED})
    __changes__ = Shown()
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_measurement_case", "case_id", "final_on", "measured_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    kind: Mapped[MeasurementKind] = mapped_column(stored_enum(MeasurementKind))
    measured_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("measured_by", sa.ForeignKey("user_account.id"))
    final_on: Mapped[date | None] = mapped_column(sa.Date)
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class DomainScore(OfDossier):
    """The score of one leefgebied in one meting; never added up (pga.md 3.4)."""

    __tablename__ = "domain_score"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("part of its meting")
    __changes__ = NotShown("a final meting does not change; a concept is nobody else's")
    __end__ = End.GOES
    __table_args__ = (
        sa.UniqueConstraint("measurement_id", "domain"),
        sa.Index("ix_domain_score_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    measurement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("measurement.id"))
    domain: Mapped[LifeDomain] = mapped_column(stored_enum(LifeDomain))
    score: Mapped[Score | None] = mapped_column(stored_enum(Score))
    why = Sealed()
    """Why this counts in this case."""
    source = Sealed()
    source_on: Mapped[date | None] = mapped_column(sa.Date)
    """The day of what the source tells; empty without a score, and on rows of before 0029."""
