"""Tables of settings: municipalities, dated values, and what kind of store this is."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Base, Row
from pga.settings.rules.following import Mark


class Municipality(Base):
    """A municipality that works in this installation."""

    __tablename__ = "municipality"
    __audited__ = False

    code: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    """Three letters, with which the case numbers start."""
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)


class Setting(Row):
    """The value of one setting from a day on; never changed, only followed by a newer one."""

    __tablename__ = "setting"
    __table_args__ = (sa.Index("ix_setting_name", "municipality", "name", "from_on"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    name: Mapped[str] = mapped_column(sa.String(60))
    value: Mapped[str] = mapped_column(sa.String(200))
    from_on: Mapped[date] = mapped_column(sa.Date)
    reason: Mapped[str] = mapped_column(sa.String(400))
    set_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
    mark: Mapped[Mark] = mapped_column(stored_enum(Mark))
    """Whether it sets a value, confirms one or withdraws one that was to come."""


class Image(Row):
    """A picture of a municipality, written anew from what somebody sent; never changed."""

    __tablename__ = "image"
    __table_args__ = (sa.UniqueConstraint("municipality", "digest", name="uq_image_municipality"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    """What a setting calls it: SHA-256 of the content, in hexadecimal."""
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """A PNG (``rules/png.py``)."""


class Installation(Base):
    """For what kind of installation this store was made: a demo never opens a real one."""

    __tablename__ = "installation"
    __audited__ = False

    kind: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
