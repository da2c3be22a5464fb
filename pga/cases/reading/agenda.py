"""A meeting and its cases within a unit: who may come in, and who sits there as the rules know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused, require, tests_for
from pga.accounts.reading import organisations_of_people
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.room import CASES
from pga.cases.rules.meetings import Attendee, AttendeeKind, ItemStatus, MeetingProblem, starts_at
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found, nothing_there
from pga.dossiers.scope import listed_for, visible_to
from pga.partners.reading import organisations_known, secrecy_of
from pga.privacy.trail import Object

ON_AGENDA: Final = (ItemStatus.WAITING, ItemStatus.OPEN, ItemStatus.DONE)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting with those of its cases that the actor may open."""

    meeting: CaseMeeting
    items: tuple[tuple[MeetingItem, Case], ...]
    others: int
    """How many cases of others are on it: their chair asks the actor in for its own only."""
    leads: bool
    """Whether the actor may move, cancel and order it."""

    @property
    def about(self) -> Object:
        """Return what the trail calls this meeting."""
        return Object("meeting", self.meeting.id)


def find_agenda(session: Session, actor: Actor, meeting_id: UUID, *, lock: bool = False) -> Agenda:
    """Return a meeting of which the actor may open a case; raises Refused, alike for nonsense."""
    require(actor, Permission.CASE_LIST)
    of_meeting = sa.select(CaseMeeting).filter_by(id=meeting_id, municipality=actor.municipality)
    meeting = session.scalars(of_meeting.with_for_update() if lock else of_meeting).one_or_none()
    if meeting is None:
        raise Refused(nothing_there(actor, Permission.CASE_READ))
    question = (
        sa.select(
            MeetingItem,
            Case,
            listed_for(CASES, actor).label("mine"),
            visible_to(CASES, actor, Permission.CASE_MEETING).label("holds"),
        )
        .join(Case, Case.id == MeetingItem.case_id)
        .where(MeetingItem.meeting_id == meeting.id, MeetingItem.status.in_(ON_AGENDA))
        .order_by(MeetingItem.place, MeetingItem.id)
    )
    rows = session.execute(question).all()
    mine = tuple((row[0], row[1]) for row in rows if row.mine)
    if not mine and meeting.chair_id != actor.id:
        raise Refused(nothing_there(actor, Permission.CASE_READ))
    able = tests_for(actor.role, Permission.CASE_MEETING) is not None and actor.cleared
    leads = able and (meeting.chair_id == actor.id or all(row.holds for row in rows))
    return Agenda(meeting, mine, len(rows) - len(mine), leads)


def find_item(
    session: Session, found: Found[Case], meeting_id: UUID, *, lock: bool = False
) -> tuple[CaseMeeting, MeetingItem]:
    """Return the part of a meeting that is about this case; raises Invalid.

    With ``lock`` the meeting is held first, so that of one meeting never two cases open at once.
    """
    of_meeting = sa.select(CaseMeeting).filter_by(id=meeting_id)
    meeting = session.scalars(of_meeting.with_for_update() if lock else of_meeting).one_or_none()
    question = sa.select(MeetingItem).where(
        MeetingItem.meeting_id == meeting_id,
        MeetingItem.case_id == found.dossier.id,
        MeetingItem.status != ItemStatus.TAKEN_OFF,
    )
    item = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if meeting is None or item is None:
        raise Invalid({"meeting": MeetingProblem.NOT_THERE})
    return meeting, item


def begun(meeting: CaseMeeting) -> bool:
    """Tell whether the day of a meeting has come."""
    return meeting.on <= clock.today()


def times_of(session: Session, meeting: CaseMeeting) -> dict[UUID, time]:
    """Return when each case begins: by the whole agenda, also what others put on it."""
    question = sa.select(MeetingItem).where(
        MeetingItem.meeting_id == meeting.id,
        MeetingItem.status.in_(ON_AGENDA),
    )
    items = list(session.scalars(question.order_by(MeetingItem.place, MeetingItem.id)))
    begins = starts_at(meeting.begins, [item.minutes for item in items])
    return {item.id: at for item, at in zip(items, begins, strict=True)}


def attendance_of(session: Session, items: Iterable[MeetingItem]) -> list[Attendance]:
    """Return who is invited to these cases, in a steady order."""
    ids = [item.id for item in items]
    question = sa.select(Attendance).where(Attendance.item_id.in_(ids))
    return list(session.scalars(question.order_by(Attendance.kind, Attendance.id)))


def attendees(session: Session, rows: list[Attendance]) -> list[Attendee]:
    """Return who is invited as the rules know them; without a name."""
    comes_for = _comes_for(session, rows)
    known = organisations_known(session, comes_for.values())
    signed = secrecy_of(session, (row.contact_id for row in rows if row.contact_id))
    found = []
    for row in rows:
        organisation_id = comes_for.get(row.id)
        there = known.get(organisation_id) if organisation_id else None
        found.append(
            Attendee(
                id=row.id,
                kind=row.kind,
                role=row.role,
                user_id=row.user_id,
                organisation_id=organisation_id,
                organisation_kind=there.kind if there else None,
                standing=there.standing if there else None,
                secrecy=row.kind is AttendeeKind.COLLEAGUE
                or row.secrecy_on is not None
                or (row.contact_id is not None and row.contact_id in signed),
            )
        )
    return found


def _comes_for(session: Session, rows: list[Attendance]) -> dict[UUID, UUID]:
    """Return for which organisation somebody sits there, by seat: a colleague by the role."""
    found = {row.id: row.organisation_id for row in rows if row.organisation_id}
    users = {row.user_id for row in rows if row.user_id}
    if not users:
        return found
    here = session.get_one(Case, rows[0].case_id).municipality
    of_people = organisations_of_people(session, here, users)
    for row in rows:
        if row.user_id is not None and row.role is not None:
            there = of_people.get((row.user_id, row.role))
            found |= {row.id: there} if there else {}
    return found
