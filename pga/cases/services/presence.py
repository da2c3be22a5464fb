"""Who sits at a casusoverleg: their presence opens a case on the shared screen (B1)."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.reading.agenda import attendance_of, attendees, begun, find_item
from pga.cases.reading.finding import find_case
from pga.cases.reading.invited import colleagues_to_invite, key_of
from pga.cases.rules.meetings import (
    AttendeeKind,
    ItemStatus,
    MeetingProblem,
    Presence,
    Ticked,
    presence_problems,
)
from pga.cases.services.judging import refuse_untold
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def tick(actor: Actor, number: str, meeting_id: UUID, version: int, ticked: Ticked) -> None:
    """Open a case on the shared screen, or tick anew who is there while it is open.

    Raises Invalid with what is missing, StaleDossier or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        if item.version != version:
            raise StaleDossier(number)
        _refuse_to_open(session, meeting, item)
        late = _late(session, found, item, ticked)
        rows = attendance_of(session, [item])
        present = ticked.present | ({late.id} if late else set())
        promised = ticked.promised | ({late.id} if late and ticked.late_promises else set())
        problems = presence_problems(attendees(session, rows), present, promised, ticked.view)
        if _shut_out(session, found, [row for row in rows if row.id in present]):
            problems["present"] = MeetingProblem.SHUT_OUT
        if late is not None and "promised" in problems and not ticked.late_promises:
            problems = {**problems, "late_promises": MeetingProblem.NO_SECRECY}
        if problems:
            raise Invalid(problems)
        if any(row.id in present and row.kind is not AttendeeKind.COLLEAGUE for row in rows):
            refuse_untold(session, found.dossier)
        for row in rows:
            row.presence = (
                Presence.PRESENT
                if row.id in present
                else Presence.EXCUSED
                if row.id in ticked.excused
                else Presence.ABSENT
            )
            if row.id in promised and row.secrecy_on is None:
                row.secrecy_on = clock.today()
        item.status, item.view_form, item.held_on = ItemStatus.OPEN, ticked.view, clock.today()
        record(session, actor, Line(Event.MEETING_HELD, found.about))


def _refuse_to_open(session: Session, meeting: CaseMeeting, item: MeetingItem) -> None:
    if meeting.cancelled_on is not None:
        raise Invalid({"": MeetingProblem.CANCELLED})
    if not begun(meeting):
        raise Invalid({"": MeetingProblem.TOO_EARLY})
    if item.approved_on is not None:
        raise Invalid({"": MeetingProblem.APPROVED})
    other = sa.select(MeetingItem.id).where(
        MeetingItem.meeting_id == meeting.id,
        MeetingItem.id != item.id,
        MeetingItem.status == ItemStatus.OPEN,
    )
    if session.scalar(other.limit(1)) is not None:
        raise Invalid({"": MeetingProblem.OTHER_OPEN})


def _shut_out(session: Session, found: Found[Case], here: list[Attendance]) -> bool:
    """Tell whether a colleague sits there who may not open the case: a recusal beats all else."""
    able = {one.key for one in colleagues_to_invite(session, found.dossier)}
    return any(row.user_id is not None and key_of(row) not in able for row in here)


def _late(
    session: Session, found: Found[Case], item: MeetingItem, ticked: Ticked
) -> Attendance | None:
    """Give somebody who came without being invited a seat."""
    if not ticked.late_name:
        if ticked.late_organisation_id is not None:
            raise Invalid({"late_name": MeetingProblem.NO_NAME})
        return None
    partner = ticked.late_organisation_id
    row = Attendance(
        id=uuid4(),
        case_id=found.dossier.id,
        item_id=item.id,
        kind=AttendeeKind.PARTNER if partner else AttendeeKind.INCIDENTAL,
        organisation_id=partner,
        name=ticked.late_name,
    )
    session.add(row)
    session.flush()
    return row
