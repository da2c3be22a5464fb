"""Tables of partners."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.partners.rules import Chain, Standing


class Organisation(Row):
    """An organisation that refers or takes part."""

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("municipality", "name"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    name: Mapped[str] = mapped_column(sa.String(80))
    chain: Mapped[Chain] = mapped_column(stored_enum(Chain))
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing))
    may_refer: Mapped[bool] = mapped_column(sa.Boolean)
    from_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day on which it counts; nothing for what was always there."""
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day that no longer counts (docs/decisions/0010)."""


class OrganisationLine(Row):
    """What an organisation became by one act, who wrote it down, when and why; never changed."""

    __tablename__ = "organisation_line"

    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    chain: Mapped[Chain] = mapped_column(stored_enum(Chain))
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing))
    may_refer: Mapped[bool] = mapped_column(sa.Boolean)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    reason: Mapped[str] = mapped_column(sa.String(400))
    set_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
