"""Contact moments of a case, and the suggestion that its person is out of sight."""

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.contact import ContactKind, MomentEnd, SightAnswer, Whom
from pga.cases.rules.news import CaseNews
from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, NotShown, Told


class ContactMoment(OfDossier):
    """One try or talk. It is never changed: it is withdrawn or moved, with a reason."""

    __tablename__ = "contact_moment"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.CONTACT, fields={"ended": CaseNews.CONTACT_ENDED})
    __changes__ = NotShown("what was withdrawn may be about somebody else: it stays sealed")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_contact_moment_case", "case_id", "held_on"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    kind: Mapped[ContactKind] = mapped_column(stored_enum(ContactKind))
    reached: Mapped[bool] = mapped_column(sa.Boolean)
    spoken: Mapped[bool] = mapped_column(sa.Boolean)
    """Whether it counts as a talk with who the case is about, by the ages of that day."""
    whom: Mapped[Whom] = mapped_column(stored_enum(Whom))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    guardian_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guardian.id"))
    on: Mapped[date] = mapped_column("held_on", sa.Date)
    at: Mapped[time] = mapped_column("held_at", sa.Time)
    by: Mapped[UUID] = mapped_column("made_by", sa.ForeignKey("user_account.id"))
    with_id: Mapped[UUID | None] = mapped_column("made_with", sa.ForeignKey("user_account.id"))
    """Which colleague was there too."""
    regie: Mapped[bool] = mapped_column(sa.Boolean)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    term_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("case_term.id"))
    """The term of contact that began with this talk."""
    ended: Mapped[MomentEnd | None] = mapped_column(stored_enum(MomentEnd))
    ended_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    text = Sealed()
    whom_name = Sealed()
    """Who else it was; only of somebody who is not of the case."""
    ended_why = Sealed()


class OutOfSight(OfDossier):
    """The suggestion that nobody sees the person any more; nothing happens by itself."""

    __tablename__ = "out_of_sight"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.SIGHT, fields={"answer": CaseNews.SIGHT_ANSWERED})
    __changes__ = NotShown("it is answered once, and that stands beside it")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_out_of_sight_case", "case_id", "made_at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(sa.SmallInteger)
    answer: Mapped[SightAnswer | None] = mapped_column(stored_enum(SightAnswer))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    """Empty when it was answered by a talk."""
    why = Sealed()
