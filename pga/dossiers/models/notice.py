"""What waits for one user, who asks for access, and the flags on a dossier."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.rules.notices import NoticeKind
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold


class NoticeRow(OfDossier):
    """A line on one user's list *Voor u*: which dossier and why, never what stands in it.

    Not audited: the act that caused it is in the trail, and so is the opening that clears it.
    """

    __abstract__ = True
    __audited__ = False
    __told__ = Untold("it is for one user")
    __changes__ = NotShown("it is for one user, and holds nothing of the dossier")
    __end__ = End.STAYS

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[NoticeKind] = mapped_column(stored_enum(NoticeKind, checked=False))
    about_id: Mapped[UUID | None] = mapped_column(sa.Uuid)
    """The request or the flag that it is about; it goes when that one is done."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)


class AccessRequestRow(OfDossier):
    """A colleague who asks to work on a dossier, and the answer."""

    __abstract__ = True
    __told__ = Untold("who can answer is told on *Voor u*; a link that comes of it is news")
    __changes__ = Shown()
    __end__ = End.NUMBER

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_on: Mapped[date | None] = mapped_column(sa.Date)
    granted: Mapped[bool | None] = mapped_column(sa.Boolean)
    reason = Sealed(required=True)
    answer = Sealed()
    """Why it was refused."""


class FlagRow(OfDossier):
    """A note with a date: look at this before that day. Only a closing line ends it."""

    __abstract__ = True
    __told__ = Told(born=NewsKind.FLAGGED, fields={"closed_on": NewsKind.UNFLAGGED})
    __changes__ = Shown()
    __end__ = End.NUMBER

    due_on: Mapped[date] = mapped_column(sa.Date)
    made_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("made_by", sa.ForeignKey("user_account.id"))
    closed_on: Mapped[date | None] = mapped_column(sa.Date)
    text = Sealed(required=True)
    closing = Sealed()
