"""Who works on a dossier, from and until; and who may never see it. Being linked *is* the row."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.news import NewsKind
from pga.privacy.meaning import End, Shown, Told


class LinkKind(StrEnum):
    """How somebody stands to a dossier."""

    WORKS = "works"
    """Works on it."""
    RECUSED = "recused"
    """Knows the person: the dossier is not there for this user (features.md B12)."""
    EMERGENCY = "emergency"
    """Reads it for an hour, watched (noodtoegang, decisions.md 14)."""


class LinkRow(OfDossier):
    """A user on a dossier, from and until."""

    __abstract__ = True
    __told__ = Told(born=NewsKind.JOINED, fields={"until_on": NewsKind.LEFT})
    __changes__ = Shown()
    __end__ = End.NUMBER

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[LinkKind] = mapped_column(stored_enum(LinkKind))
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    until_at: Mapped[datetime | None] = mapped_column(Moment)
    """The moment at which a noodtoegang ends; other links end with a day."""
