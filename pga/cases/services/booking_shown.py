"""What stood on the shared screen is booked once: when the case leaves it, or the day is over."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.reading.agenda import attendance_of
from pga.cases.room import CASES
from pga.cases.rules.meetings import RECIPIENT, AttendeeKind
from pga.cases.rules.shown import ShownOn, packed, unpacked
from pga.core import clock
from pga.core.database import glance, table_of, transaction
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose_by
from pga.privacy.disclosure_codes import Means, Purpose
from pga.privacy.events import Event
from pga.privacy.tombstones import Tombstone
from pga.privacy.trail import Line, record

WAITS: Final = table_of(Attendance).c.pending.is_not(None)
"""Somebody saw something that is not booked yet."""


def book_shown(session: Session, rows: Iterable[Attendance], *, before: date | None = None) -> bool:
    """Book what waits of these seats, one line for a person and a day; tell whether any did.

    With ``before`` only what stood there on an earlier day. For a use case that is in a unit.
    """
    booked = False
    for row in rows:
        waiting = waiting_for(session, row)
        ripe = tuple(one for one in waiting if before is None or one.on < before)
        for one in ripe:
            _book(session, row, one)
        if ripe:
            parts = {part.what for one in ripe for part in one.parts}
            row.shown = sorted({*already(session, row), *parts})
            row.pending = packed(one for one in waiting if one not in ripe)
            booked = True
    return booked


def waiting_for(session: Session, row: Attendance) -> tuple[ShownOn, ...]:
    """Return what somebody saw that is not booked yet; for a use case that is in a unit."""
    return unpacked(AccessContext(session).open(row, "pending"))


def already(session: Session, row: Attendance) -> list[str]:
    """Return of what it is booked that somebody saw it; for a use case that is in a unit."""
    return AccessContext(session).open(row, "shown") or []


def book_forgotten(keeper: System) -> int:
    """Book what stood on a screen on an earlier day and never left it; return of how many cases.

    Each case is a unit of its own. Raises Refused for who is not the system.
    """
    require(keeper, Permission.INSTALLATION_KEEP)
    gone = sa.exists().where(Tombstone.dossier_id == Attendance.case_id)
    with glance() as session:
        items = set(session.scalars(sa.select(Attendance.item_id).where(WAITS, ~gone)))
    return sum(_book_forgotten(keeper, item_id) for item_id in sorted(items))


def _book_forgotten(keeper: System, item_id: UUID) -> bool:
    with transaction() as session:
        item = session.get_one(MeetingItem, item_id)
        session.get_one(CaseMeeting, item.meeting_id, with_for_update=True)
        case = session.get_one(Case, item.case_id)
        booked = book_shown(session, attendance_of(session, [item]), before=clock.today())
        if booked:
            line = Line(Event.DISCLOSED, CASES.about(case.id))
            record(session, keeper, line, chain=case.municipality)
        return booked


def _book(session: Session, row: Attendance, seen: ShownOn) -> None:
    supply = ToDisclose(
        dossier_id=row.case_id,
        organisation_id=row.organisation_id,
        recipient=AccessContext(session).open(row, "name"),
        categories=seen.categories,
        purpose=Purpose.MEETING,
        means=Means.SCREEN,
        on=seen.on,
        recipient_kind=RECIPIENT[row.kind],
        secrecy_on=row.secrecy_on if row.kind is AttendeeKind.INCIDENTAL else None,
        contents=seen.contents,
    )
    disclose_by(session, seen.by, supply)
