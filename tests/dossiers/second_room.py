"""A room beside the cases, for the tests: its own tables and states, through the same doors.

It stands in a registry of its own, so that no other test finds its tables.
"""

from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, registry

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.accounts.models import User
from pga.core import clock
from pga.core.columns import stored_enum
from pga.core.database import NAMES, Row, table_of, transaction
from pga.dossiers.models.dossier import DossierRow, OfDossier, StateChangeRow, TermRow
from pga.dossiers.models.emergency import EmergencyAccessRow, EmergencyReviewRow
from pga.dossiers.models.handover import HandoverRow
from pga.dossiers.models.link import LinkKind, LinkRow
from pga.dossiers.models.notice import AccessRequestRow, FlagRow, NoticeRow
from pga.dossiers.models.recusal import RecusalRow
from pga.dossiers.models.seen import SeenRow
from pga.dossiers.room import Directing, Named, Permissions, Reader, Room, Tables
from pga.dossiers.rules.moves import Move
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.rules.notices import NoticeKind
from pga.privacy import keys
from pga.privacy.columns import Sealed
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.meaning import End, Shown, Told
from pga.privacy.trail import Line, record
from pga.settings.models import Municipality

APART: Final = sa.MetaData(naming_convention=NAMES)
for known in (Municipality, User):
    table_of(known).to_metadata(APART)


class Stage(StrEnum):
    OPEN = "open"
    GONE = "gone"


class Sort(StrEnum):
    PLAIN = "plain"


class Rung(IntEnum):
    GROUND = 0


class Due(StrEnum):
    LOOK_AGAIN = "look_again"


class Code(StrEnum):
    END = "end"


class Need(StrEnum):
    WORD_GIVEN = "word_given"


class Apart(Row):
    __abstract__ = True
    metadata = APART
    _sa_registry = registry(metadata=APART)


class Shed(Apart, DossierRow):
    __tablename__ = "shed"
    __director__: ClassVar[str] = "keeper_id"
    __told__ = Told(fields={"keeper_id": NewsKind.DIRECTED}, changed=NewsKind.FACTS)
    __changes__ = Shown()
    __end__ = End.NUMBER

    kind: Mapped[Sort] = mapped_column(stored_enum(Sort))
    state: Mapped[Stage] = mapped_column(stored_enum(Stage))
    keeper_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


def _shed() -> Any:
    return mapped_column(sa.ForeignKey("shed.id"))


class ShedLink(Apart, LinkRow):
    __tablename__ = "shed_link"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()


class ShedChange(Apart, StateChangeRow):
    __tablename__ = "shed_change"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()
    move: Mapped[Code | None] = mapped_column(stored_enum(Code))
    state: Mapped[Stage] = mapped_column(stored_enum(Stage))


class ShedTerm(Apart, TermRow):
    __tablename__ = "shed_term"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()
    kind: Mapped[Due] = mapped_column(stored_enum(Due))


class ShedFlag(Apart, FlagRow):
    __tablename__ = "shed_flag"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()


class ShedNotice(Apart, NoticeRow):
    __tablename__ = "shed_notice"
    __dossier__: ClassVar[str] = "shed_id"
    __table_args__ = (sa.UniqueConstraint("user_id", "kind", "about_id"),)
    shed_id: Mapped[UUID] = _shed()


class ShedRequest(Apart, AccessRequestRow):
    __tablename__ = "shed_request"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()


class ShedRecusal(Apart, RecusalRow):
    __tablename__ = "shed_recusal"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shed_link.id"))


class ShedEmergency(Apart, EmergencyAccessRow):
    __tablename__ = "shed_emergency"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shed_link.id"))


class ShedReview(Apart, EmergencyReviewRow):
    __tablename__ = "shed_review"
    __dossier__: ClassVar[str] = "shed_id"
    shed_id: Mapped[UUID] = _shed()
    access_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shed_emergency.id"))


class ShedHandover(Apart, HandoverRow):
    __tablename__ = "shed_handover"


class ShedSeen(SeenRow):
    __tablename__ = "shed_seen"
    __dossier__: ClassVar[str] = "shed_id"
    metadata = APART
    _sa_registry = Apart._sa_registry
    shed_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shed.id"), primary_key=True)


class ShedNote(Apart, OfDossier):
    """What stands in a shed; some of it is not for the interventieteam."""

    __tablename__ = "shed_note"
    __dossier__: ClassVar[str] = "shed_id"
    __told__ = Told(born=NewsKind.FACTS, changed=NewsKind.FACTS)
    __changes__ = Shown()
    __end__ = End.GOES

    shed_id: Mapped[UUID] = _shed()
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    closed: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    words = Sealed(required=True)


def kept_from(reader: Reader, row_id: sa.SQLColumnExpression[UUID]) -> sa.ColumnElement[bool]:
    if reader.role is not Role.INTERVENTION_TEAM:
        return sa.false()
    return sa.exists().where(ShedNote.id == row_id, ShedNote.closed.is_(True))


WORKERS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)
KEEPER: Final = Directing("keeper_id", (Role.SAFETY_TEAM,), NoticeKind.PROCESREGISSEUR)
END: Final = Move(Code.END, Stage.OPEN, Stage.GONE, Permission.CASE_CLOSE, (Need.WORD_GIVEN,))

SHEDS: Final[Room[Shed]] = Room(
    kind="shed",
    tables=Tables(
        dossier=Shed,
        link=ShedLink,
        change=ShedChange,
        term=ShedTerm,
        flag=ShedFlag,
        notice=ShedNotice,
        request=ShedRequest,
        recusal=ShedRecusal,
        emergency=ShedEmergency,
        review=ShedReview,
        handover=ShedHandover,
        seen=ShedSeen,
    ),
    may=Permissions(
        see=Permission.CASE_LIST,
        read=Permission.CASE_READ,
        assign=Permission.CASE_ASSIGN,
        flag=Permission.CASE_FLAG,
        book=Permission.CASE_WORK,
        lookers=Permission.CASE_TRAIL,
        documents=Permission.CASE_LETTERS,
        recuse=Permission.CASE_RECUSE,
        recusals=Permission.CASE_RECUSALS,
        emergency=Permission.CASE_EMERGENCY,
    ),
    running=(Stage.OPEN,),
    gone=Stage.GONE,
    unowned=(Stage.OPEN,),
    directing=(KEEPER,),
    workers=WORKERS,
    named=Named(ShedNote, ("words",)),
    level_of=lambda _: Rung.GROUND,
    kept_from=kept_from,
    news=tuple(NewsKind),
)


def a_shed(by: Actor, number: str, *, received_on: date | None = None) -> str:
    """Put a shed in the store that somebody keeps and works on; return its number."""
    with transaction() as session:
        shed = Shed(
            number=number,
            municipality=by.municipality,
            received_on=received_on or clock.today(),
            kind=Sort.PLAIN,
            state=Stage.OPEN,
            keeper_id=by.id,
        )
        keys.new_key(session, by.municipality, Scope.CASE, shed.id)
        session.add(shed)
        session.flush()
        session.add(ShedNote(dossier_id=shed.id, place=0, words="Het schuurtje"))
        session.add(
            ShedLink(dossier_id=shed.id, user_id=by.id, kind=LinkKind.WORKS, from_on=clock.today())
        )
        record(session, by, Line(Event.CREATED, SHEDS.about(shed.id)))
    return number


def head_fields(room):
    """Return what the head of a dossier opens, as the trail names it."""
    fields = [f"{room.named.model.__tablename__}.{field}" for field in room.named.fields]
    line = [f"{room.tables.dossier.__tablename__}.{room.safety.field}"] if room.safety else []
    return [*fields, *line]
