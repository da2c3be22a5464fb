"""Tables of partners."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import stored_enum
from pga.core.database import Row


class Chain(StrEnum):
    """The chain an organisation works in (pga.md 5)."""

    JUSTICE = "justice"
    """Straf."""
    CARE = "care"
    """Zorg."""
    ADMINISTRATION = "administration"
    """Bestuur."""
    SOCIAL = "social"
    """Sociaal."""


class Standing(StrEnum):
    """Public or private: public partners are joint controllers at the ZVH (LAW-30)."""

    PUBLIC = "public"
    """A public body."""
    PRIVATE = "private"
    """A private organisation."""


class Organisation(Row):
    """An organisation that refers or takes part."""

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("municipality", "name"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    name: Mapped[str] = mapped_column(sa.String(80))
    chain: Mapped[Chain] = mapped_column(stored_enum(Chain))
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing))
    may_refer: Mapped[bool] = mapped_column(sa.Boolean)
