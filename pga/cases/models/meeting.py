"""The casusoverleg: a date for several cases, and per case who sat there and what was decided.

All that is about a case hangs on that case, so that no list holds two persons and each part goes
with its own case. The meeting itself knows a date and a place.
"""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.access.permissions import Role
from pga.cases.rules.meetings import AttendeeKind, ItemStatus, Presence, ViewForm
from pga.cases.rules.news import CaseNews
from pga.core.columns import stored_enum
from pga.core.database import Row
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold


class CaseMeeting(Row):
    """One casusoverleg (pga.md 10.3 Overleg); its place is sealed under a key of its own."""

    __tablename__ = "case_meeting"
    __dossier__: ClassVar[str] = "id"
    __told__ = Untold("of several cases: each is told by its own item")
    __changes__ = NotShown("of several cases: it holds nothing of one")
    __end__ = End.STAYS
    __table_args__ = (sa.Index("ix_case_meeting_day", "municipality", "held_on"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    on: Mapped[date] = mapped_column("held_on", sa.Date)
    begins: Mapped[time] = mapped_column(sa.Time)
    chair_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    cancelled_on: Mapped[date | None] = mapped_column(sa.Date)
    place = Sealed(required=True)
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class MeetingItem(OfDossier):
    """One case on the agenda of a meeting, and how its part went (10.3 OverlegCasus)."""

    __tablename__ = "meeting_item"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(fields={"approved_on": CaseNews.LIST_APPROVED})
    __changes__ = Shown(but=frozenset({"approved_list"}))
    __end__ = End.GOES
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "case_id"),
        sa.Index("ix_meeting_item_case", "case_id", "status"),
    )

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_meeting.id"))
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    """The order on the agenda, from 1."""
    minutes: Mapped[int] = mapped_column(sa.SmallInteger)
    status: Mapped[ItemStatus] = mapped_column(stored_enum(ItemStatus))
    view_form: Mapped[ViewForm | None] = mapped_column(stored_enum(ViewForm))
    held_on: Mapped[date | None] = mapped_column(sa.Date)
    approved_on: Mapped[date | None] = mapped_column(sa.Date)
    approved_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    purpose = Sealed(required=True)
    """Why we talk about this case, read out before anything is shown."""
    question = Sealed()
    """What the invited prepare."""
    approved_list = Sealed(Json())
    """The besluitenlijst as it was approved; empty before, and of lists from before it was kept."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class Attendance(OfDossier):
    """Somebody invited to one case of a meeting, and whether that person sat there."""

    __tablename__ = "attendance"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("who sits at a table is part of the meeting")
    __changes__ = NotShown("the besluitenlijst says who was there")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_attendance_item", "item_id"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting_item.id"))
    kind: Mapped[AttendeeKind] = mapped_column(stored_enum(AttendeeKind))
    user_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    role: Mapped[Role | None] = mapped_column(stored_enum(Role))
    """In which role a colleague comes, as it was when invited."""
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    contact_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contact_person.id"))
    invited_on: Mapped[date | None] = mapped_column(sa.Date)
    """When the invitation went out; empty again when the meeting moved."""
    presence: Mapped[Presence | None] = mapped_column(stored_enum(Presence))
    secrecy_on: Mapped[date | None] = mapped_column(sa.Date)
    """When secrecy was signed, or promised at the table."""
    name = Sealed(required=True)
    shown = Sealed(Json())
    """The ids of what stood on the screen while this person sat there, as far as it is booked."""
    pending = Sealed(Json())
    """What stood there and is not booked yet, by day; see rules/shown."""


class Decision(OfDossier):
    """One decision of a meeting about one case; with who and when it is an action too."""

    __tablename__ = "decision"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.DECIDED, changed=CaseNews.DECISION_CHANGED)
    __changes__ = Shown()
    __end__ = End.GOES
    __table_args__ = (sa.UniqueConstraint("item_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting_item.id"))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    """B1, B2 and so on, within its list."""
    action_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("case_action.id"))
    decided_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("written_by", sa.ForeignKey("user_account.id"))
    withdrawn_on: Mapped[date | None] = mapped_column(sa.Date)
    text = Sealed(required=True)
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it
