"""Meetings on the calendar: the list, one meeting, the preparation of a case, the invitations."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.reading.agenda import (
    Agenda,
    attendance_of,
    begun,
    find_agenda,
    find_item,
    times_of,
)
from pga.cases.reading.finding import find_case
from pga.cases.reading.invited import Invitable, guest_key, invitable, key_of
from pga.cases.reading.presence import Seat, seats_of
from pga.cases.room import CASES
from pga.cases.rules.meetings import (
    TALKED_ABOUT,
    AttendeeKind,
    ItemStatus,
    Prepared,
)
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.rules.calendar_file import CalendarEntry, calendar_file
from pga.dossiers.scope import listed_for, visible_to
from pga.partners.reading import organisations_here
from pga.privacy.context import AccessContext, looking_at, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

SHOWN: Final = 12
"""How many meetings the list shows of those that were."""
CHOICES: Final = 200
"""From how many cases one can choose."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in the list."""

    id: UUID
    on: date
    begins: time
    chair: str
    numbers: tuple[str, ...]
    """Its cases that one may open, in the order of the agenda."""
    talked_about: int
    """How many of those were talked about."""
    to_approve: int
    """How many besluitenlijsten wait for approval."""
    cancelled: bool

    @property
    def cases(self) -> int:
        """Return how many of its cases one may open."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The page *Overleggen*."""

    ahead: tuple[MeetingLine, ...]
    before: tuple[MeetingLine, ...]
    more: bool
    """Whether there were more than the list shows."""
    may_plan: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One case of a meeting, without a name."""

    number: str
    state: State
    status: ItemStatus
    begins: time
    minutes: int
    invited: int
    sent: int
    """How many of the invitations that have to go out went."""
    to_send: int
    approved: bool
    may_hold: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting."""

    id: UUID
    version: int
    on: date
    begins: time
    place: str
    chair: str
    cancelled_on: date | None
    items: tuple[ItemLine, ...]
    others: int
    leads: bool
    untouched: bool
    """Nothing of it was on the screen yet: it can be moved and cancelled."""
    today_or_past: bool
    addable: tuple[str, ...]
    """Cases that can be put on the agenda."""
    partners: tuple[tuple[UUID, str], ...]
    """Organisations that sat there, of which an actielijst can be printed."""


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A case about which one can plan a meeting."""

    number: str
    state: State


@dataclass(frozen=True, slots=True)
class Preparing:
    """What the form of one case of a meeting begins with."""

    head: Head
    meeting_id: UUID
    on: date
    version: int
    status: ItemStatus
    purpose: str
    question: str
    minutes: int
    choices: tuple[Invitable, ...]
    chosen: tuple[str, ...]
    partners: tuple[tuple[UUID, str], ...]

    @property
    def prepared(self) -> Prepared:
        """Return how the case is prepared, as its form gives it."""
        return Prepared(
            purpose=self.purpose,
            question=self.question,
            minutes=self.minutes,
            invited=self.chosen,
        )


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """One case of a meeting, as who takes it off the agenda sees it."""

    head: Head
    meeting_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Cancelling:
    """The meeting that somebody is about to cancel."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class InvitedCase:
    """One case in an invitation: number and time, never a name."""

    number: str
    begins: time
    question: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one guest gets."""

    key: str
    kind: AttendeeKind
    name: str
    organisation: str
    cases: tuple[InvitedCase, ...]
    sent_on: date | None
    company: tuple[str, ...]
    """For the person: which organisations come."""


@dataclass(frozen=True, slots=True)
class Invitations:
    """The page of the invitations of one meeting."""

    meeting_id: UUID
    on: date
    begins: time
    place: str
    chair: str
    cancelled: bool
    invitations: tuple[Invitation, ...]


def list_meetings(actor: Actor) -> Calendar:
    """Return the meetings of which one may open a case, those to come first; without names."""
    require(actor, Permission.CASE_LIST)
    today = clock.today()
    with transaction() as session:
        done = sa.and_(MeetingItem.status == ItemStatus.DONE, MeetingItem.approved_on.is_(None))
        question = (
            sa.select(
                CaseMeeting,
                sa.func.count().filter(MeetingItem.status == ItemStatus.DONE).label("talked_about"),
                sa.func.count().filter(done).label("to_approve"),
            )
            .join(MeetingItem, MeetingItem.meeting_id == CaseMeeting.id)
            .join(Case, Case.id == MeetingItem.case_id)
            .where(CaseMeeting.municipality == actor.municipality, listed_for(CASES, actor))
            .group_by(CaseMeeting.id)
        )
        coming = sa.or_(
            CaseMeeting.on >= today,
            sa.func.count().filter(sa.or_(done, MeetingItem.status == ItemStatus.OPEN)) > 0,
        )
        ahead = session.execute(
            question.having(coming).order_by(CaseMeeting.on, CaseMeeting.begins)
        ).all()
        before = session.execute(
            question.having(~coming).order_by(CaseMeeting.on.desc()).limit(SHOWN + 1)
        ).all()
        meetings = [row[0] for row in (*ahead, *before)]
        chairs = names_of(session, {one.chair_id for one in meetings})
        numbers = _numbers_of(session, actor, {one.id for one in meetings})
        record(session, actor, Line(Event.LIST, purpose="meetings"))

        return Calendar(
            tuple(_meeting_line(*row, chairs, numbers) for row in ahead),
            tuple(_meeting_line(*row, chairs, numbers) for row in before[:SHOWN]),
            len(before) > SHOWN,
            bool(_choices(session, actor, most=1)),
        )


def list_choices(actor: Actor) -> tuple[MeetingChoice, ...]:
    """Return the admitted cases about which one can plan a meeting; without names."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        found = _choices(session, actor, most=CHOICES)
        record(session, actor, Line(Event.LIST, purpose="meetings"))
        return found


def get_meeting(actor: Actor, meeting_id: UUID) -> MeetingPage:
    """Open one meeting, with those of its cases that one may open. Raises Refused."""
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        meeting, items = agenda.meeting, [item for item, _ in agenda.items]
        rows = attendance_of(session, items)
        holds = set(
            session.scalars(
                sa.select(Case.number).where(
                    Case.id.in_({case.id for _, case in agenda.items}),
                    visible_to(CASES, actor, Permission.CASE_MEETING),
                )
            )
        )
        begins = times_of(session, meeting)
        with looking_at(session, actor, agenda.about, purpose="meeting") as context:
            names = organisations_here(session, meeting.municipality)
            sat = {row.organisation_id for row in rows if row.organisation_id}
            return MeetingPage(
                id=meeting.id,
                version=meeting.version,
                on=meeting.on,
                begins=meeting.begins,
                place=context.open(meeting, "place"),
                chair=names_of(session, [meeting.chair_id]).get(meeting.chair_id, ""),
                cancelled_on=meeting.cancelled_on,
                items=tuple(
                    _item_line(item, case, begins[item.id], rows, may_hold=case.number in holds)
                    for item, case in agenda.items
                ),
                others=agenda.others,
                leads=agenda.leads,
                untouched=all(item.status is ItemStatus.WAITING for item in items),
                today_or_past=begun(meeting),
                addable=tuple(
                    one.number
                    for one in _choices(session, actor, most=CHOICES)
                    if one.number not in {case.number for _, case in agenda.items}
                ),
                partners=tuple((one.id, one.name) for one in names if one.id in sat),
            )


def get_cancelling(actor: Actor, meeting_id: UUID) -> Cancelling:
    """Return the meeting that would be cancelled; nothing of it is opened. Raises Refused."""
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        record(session, actor, Line(Event.LIST, agenda.about, purpose="meeting"))
        return Cancelling(agenda.meeting.id, agenda.meeting.version)


def get_on_agenda(actor: Actor, number: str, meeting_id: UUID) -> OnAgenda:
    """Return when a case is talked about; no text. Raises Refused, or Invalid for nonsense."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        require_content(actor, found)
        meeting, _ = find_item(session, found, meeting_id)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return OnAgenda(open_head(session, actor, found, context), meeting.id, meeting.on)


def get_preparing(actor: Actor, number: str, meeting_id: UUID) -> Preparing:
    """Open what the form of one case begins with; raises Refused, or Invalid for nonsense."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        require_content(actor, found)
        meeting, item = find_item(session, found, meeting_id)
        with looking_at(session, actor, found.about, purpose="meeting") as context:
            rows = attendance_of(session, [item])
            offered = invitable(session, actor, found.dossier)
            known = {one.key for one in offered}
            loose = tuple(
                Invitable(key_of(row), row.kind, context.open(row, "name"))
                for row in rows
                if key_of(row) not in known
            )
            return Preparing(
                head=open_head(session, actor, found, context),
                meeting_id=meeting.id,
                on=meeting.on,
                version=item.version,
                status=item.status,
                purpose=context.open(item, "purpose"),
                question=context.open(item, "question") or "",
                minutes=item.minutes,
                choices=(*offered, *loose),
                chosen=tuple(key_of(row) for row in rows),
                partners=tuple(
                    (one.id, one.name) for one in organisations_here(session, meeting.municipality)
                ),
            )


def get_invitations(actor: Actor, meeting_id: UUID) -> Invitations:
    """Open the invitations of one meeting, of the cases about which one holds it."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        agenda = _held(session, actor, find_agenda(session, actor, meeting_id))
        meeting, items = agenda.meeting, [item for item, _ in agenda.items]
        begins = times_of(session, meeting)
        about = [CASES.about(case.id) for _, case in agenda.items]
        with (
            looking_at(session, actor, agenda.about, purpose="meeting") as place,
            looking_over(session, actor, about, purpose="meeting") as context,
        ):
            guests = _guests(session, agenda, begins, attendance_of(session, items), context)
            return Invitations(
                meeting_id=meeting.id,
                on=meeting.on,
                begins=meeting.begins,
                place=place.open(meeting, "place") if guests else "",
                chair=names_of(session, [meeting.chair_id]).get(meeting.chair_id, ""),
                cancelled=meeting.cancelled_on is not None,
                invitations=guests,
            )


def get_calendar_file(actor: Actor, meeting_id: UUID, guest: str = "") -> str:
    """Return the calendar file of a meeting: for oneself, or for one guest; numbers and times.

    Raises Refused, or Invalid when nobody is known by this key.
    """
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        if guest:
            agenda = _held(session, actor, agenda)
        begins = times_of(session, agenda.meeting)
        items = agenda.items
        if guest:
            numbers = {item.id: case.number for item, case in items}
            asked = {
                row.item_id
                for row in attendance_of(session, [item for item, _ in items])
                if guest_key(row, numbers[row.item_id]) == guest
            }
            items = tuple((item, case) for item, case in items if item.id in asked)
            if not items:
                raise Invalid({"guest": "not_there"})
        record(session, actor, Line(Event.LIST, agenda.about, purpose="meeting"))
        meeting = agenda.meeting
        return calendar_file(
            meeting.id,
            meeting.version,
            clock.now(),
            (
                _calendar_case(case.number, meeting.on, begins[item.id], item.minutes)
                for item, case in items
            ),
            what="Casusoverleg",
            cancelled=meeting.cancelled_on is not None,
        )


def _numbers_of(
    session: Session, actor: Actor, meeting_ids: set[UUID]
) -> dict[UUID, tuple[str, ...]]:
    question = (
        sa.select(MeetingItem.meeting_id, Case.number)
        .join(Case, Case.id == MeetingItem.case_id)
        .where(MeetingItem.meeting_id.in_(meeting_ids), listed_for(CASES, actor))
        .order_by(MeetingItem.place, MeetingItem.id)
    )
    found: dict[UUID, tuple[str, ...]] = {}
    for meeting_id, number in session.execute(question):
        found[meeting_id] = (*found.get(meeting_id, ()), number)
    return found


def _meeting_line(
    meeting: CaseMeeting,
    talked_about: int,
    to_approve: int,
    chairs: Mapping[UUID | None, str],
    numbers: Mapping[UUID, tuple[str, ...]],
) -> MeetingLine:
    return MeetingLine(
        *(meeting.id, meeting.on, meeting.begins, chairs.get(meeting.chair_id, "")),
        *(numbers[meeting.id], talked_about, to_approve, meeting.cancelled_on is not None),
    )


def _calendar_case(number: str, day: date, begins: time, minutes: int) -> CalendarEntry:
    start = clock.moment_at(day, begins)
    return CalendarEntry(number, start, start + timedelta(minutes=minutes))


def _item_line(
    item: MeetingItem, case: Case, begins: time, rows: list[Attendance], *, may_hold: bool
) -> ItemLine:
    asked = [row for row in rows if row.item_id == item.id]
    outside = [row for row in asked if row.kind is not AttendeeKind.COLLEAGUE]
    return ItemLine(
        number=case.number,
        state=case.state,
        status=item.status,
        begins=begins,
        minutes=item.minutes,
        invited=len(asked),
        sent=sum(row.invited_on is not None for row in outside),
        to_send=len(outside),
        approved=item.approved_on is not None,
        may_hold=may_hold,
    )


def _choices(session: Session, actor: Actor, *, most: int) -> tuple[MeetingChoice, ...]:
    question = (
        sa.select(Case.number, Case.state)
        .where(
            visible_to(CASES, actor, Permission.CASE_MEETING),
            listed_for(CASES, actor),
            Case.state.in_(TALKED_ABOUT),
        )
        .order_by(Case.number)
        .limit(most)
    )
    return tuple(MeetingChoice(*row) for row in session.execute(question))


def _held(session: Session, actor: Actor, agenda: Agenda) -> Agenda:
    """Keep the cases about which the actor holds meetings; raises Refused when there are none."""
    question = sa.select(Case.id).where(
        Case.id.in_({case.id for _, case in agenda.items}),
        visible_to(CASES, actor, Permission.CASE_MEETING),
    )
    holds = set(session.scalars(question))
    if not holds:
        require(actor, Permission.CASE_MEETING)
    return replace(agenda, items=tuple(one for one in agenda.items if one[1].id in holds))


def _guests(
    session: Session,
    agenda: Agenda,
    begins: dict[UUID, time],
    rows: list[Attendance],
    context: AccessContext,
) -> tuple[Invitation, ...]:
    rows = [row for row in rows if row.kind is not AttendeeKind.COLLEAGUE]
    seats: dict[UUID, Seat] = {one.id: one for one in seats_of(session, rows, context)}
    company: dict[UUID, tuple[str, ...]] = {
        item.id: tuple(
            sorted({seats[row.id].organisation for row in rows if row.item_id == item.id} - {""})
        )
        for item, _ in agenda.items
    }
    found: dict[str, Invitation] = {}
    for item, case in agenda.items:
        here = [row for row in rows if row.item_id == item.id]
        asked = any(row.kind is not AttendeeKind.PERSON for row in here)
        told = InvitedCase(
            number=case.number,
            begins=begins[item.id],
            question=(asked and context.open(item, "question")) or "",
        )
        for row in here:
            key, seat = guest_key(row, case.number), seats[row.id]
            before = found.get(key)
            found[key] = Invitation(
                key=key,
                kind=row.kind,
                name=seat.name,
                organisation=seat.organisation,
                cases=(*before.cases, told) if before else (told,),
                sent_on=row.invited_on if before is None or before.sent_on else None,
                company=company[item.id] if row.kind is AttendeeKind.PERSON else (),
            )
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (
                one.kind,
                alphabetically(one.organisation),
                alphabetically(one.name),
            ),
        )
    )
