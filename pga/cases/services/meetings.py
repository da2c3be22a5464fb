"""A casusoverleg on the calendar: plan, move, cancel, prepare each case, note who is asked."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused, require
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.reading.agenda import (
    ON_AGENDA,
    Agenda,
    attendance_of,
    find_agenda,
    find_item,
)
from pga.cases.reading.finding import find_case
from pga.cases.reading.invited import colleagues_to_invite, guest_key, invitable, key_of
from pga.cases.room import CASES
from pga.cases.rules.meetings import (
    RECIPIENT,
    TALKED_ABOUT,
    AttendeeKind,
    ItemStatus,
    MeetingProblem,
    Planned,
    Prepared,
    meeting_problems,
)
from pga.cases.rules.terms import TermKind
from pga.cases.services.judging import refuse_untold
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.notices import MEETINGS, NoticeKind
from pga.dossiers.services.notices import notify, take_back
from pga.dossiers.services.terms import end_date, put_date
from pga.partners.reading import contact_counts
from pga.privacy import keys, once
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.trail import Line, Object, record

PURPOSE: Final = "Afspreken wie wat doet voor deze casus, en wanneer. Niets anders."
"""What is read out when nobody wrote something better; B1."""


def plan_meeting(actor: Actor, planned: Planned, numbers: Iterable[str]) -> UUID:
    """Plan a meeting about these cases; raises Invalid or Refused."""
    require(actor, Permission.CASE_LIST)
    wanted = list(dict.fromkeys(numbers))
    with transaction() as session:
        _refuse(meeting_problems(planned.on, len(wanted), clock.today()))
        meeting = put_meeting(session, actor, planned)
        once.came_to(session, str(meeting.id))
        record(session, actor, Line(Event.MEETING_PLANNED, Object("meeting", meeting.id)))
        for number in wanted:
            found = _holdable(session, actor, number)
            put_item(session, actor, found, meeting)
            record(session, actor, Line(Event.MEETING_PLANNED, found.about))
        return meeting.id


def put_meeting(session: Session, actor: Actor, planned: Planned) -> CaseMeeting:
    """Put a meeting on the calendar within the act that causes it, with a key of its own."""
    meeting = CaseMeeting(
        id=uuid4(),
        municipality=actor.municipality,
        on=planned.on,
        begins=planned.begins,
        chair_id=actor.id,
    )
    keys.new_key(session, actor.municipality, Scope.GENERAL, meeting.id)
    meeting.place = planned.place
    session.add(meeting)
    session.flush()
    return meeting


def put_item(
    session: Session,
    actor: Actor,
    found: Found[Case],
    meeting: CaseMeeting,
    *,
    like: UUID | None = None,
) -> MeetingItem:
    """Put a case on an agenda, with who sat there last time and who works on it.

    ``like`` is the item whose guests come again. A case that is on it already stays as it is.
    """
    case = found.dossier
    there = sa.select(MeetingItem).filter_by(meeting_id=meeting.id)
    items = list(session.scalars(there))
    item = next((one for one in items if one.case_id == case.id), None)
    if item is not None and item.status is not ItemStatus.TAKEN_OFF:
        return item
    before = _last_item(session, case) if like is None else session.get(MeetingItem, like)
    if item is None:
        item = MeetingItem(
            meeting_id=meeting.id,
            case_id=case.id,
            place=max((one.place for one in items), default=0) + 1,
            minutes=before.minutes if before else 20,
            status=ItemStatus.WAITING,
            purpose=AccessContext(session).open(before, "purpose") if before else PURPOSE,
        )
        session.add(item)
        session.flush()
        _invite_again(session, case, item, before)
    else:
        item.status = ItemStatus.WAITING
    put_date(session, CASES, case, TermKind.PLANNED_MEETING, meeting.on)
    _tell_invited(session, actor, case, item)
    return item


def add_case(actor: Actor, meeting_id: UUID, number: str) -> None:
    """Put one more case on the agenda; raises Invalid or Refused."""
    with transaction() as session:
        agenda = _led(session, actor, meeting_id)
        _refuse_over(agenda.meeting)
        found = _holdable(session, actor, number)
        if number in {case.number for _, case in agenda.items}:
            raise Invalid({"cases": MeetingProblem.ON_AGENDA})
        put_item(session, actor, found, agenda.meeting)
        record(session, actor, Line(Event.MEETING_PLANNED, found.about))


def take_off(actor: Actor, number: str, meeting_id: UUID, *, reason: str) -> None:
    """Take a case off the agenda before it was talked about; raises Invalid or Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        if item.status is not ItemStatus.WAITING:
            raise Invalid({"": MeetingProblem.BEGUN})
        item.status = ItemStatus.TAKEN_OFF
        _off_calendar(session, found.dossier, meeting)
        record(session, actor, Line(Event.MEETING_CANCELLED, found.about), reason=reason)


def reorder(actor: Actor, meeting_id: UUID, numbers: list[str]) -> None:
    """Give the cases of a meeting that still wait another order; raises Invalid or Refused."""
    with transaction() as session:
        agenda = _led(session, actor, meeting_id)
        by_number = {case.number: item for item, case in agenda.items}
        if set(numbers) != set(by_number):
            raise Invalid({"": MeetingProblem.NOT_THERE})
        places = sorted(item.place for item in by_number.values())
        for number, place in zip(numbers, places, strict=True):
            by_number[number].place = place
        record(session, actor, Line(Event.MEETING_PLANNED, agenda.about))


def move_meeting(
    actor: Actor, meeting_id: UUID, version: int, planned: Planned, *, reason: str
) -> None:
    """Give a meeting another day, time or place; each invitation has to go out again.

    Raises Invalid, StaleDossier or Refused.
    """
    with transaction() as session:
        agenda = _led(session, actor, meeting_id)
        meeting = agenda.meeting
        items = _untouched(session, meeting, version)
        _refuse(meeting_problems(planned.on, len(items), clock.today(), stood_on=meeting.on))
        stood_on = meeting.on
        meeting.on, meeting.begins, meeting.place = planned.on, planned.begins, planned.place
        record(session, actor, Line(Event.MEETING_MOVED, agenda.about), reason=reason)
        for item, case in items:
            for row in attendance_of(session, [item]):
                row.invited_on, row.presence = None, None
            end_date(session, CASES, case, TermKind.PLANNED_MEETING, stood_on)
            put_date(session, CASES, case, TermKind.PLANNED_MEETING, meeting.on)
            session.flush()
            _tell_invited(session, actor, case, item, NoticeKind.MEETING_MOVED)
            record(session, actor, Line(Event.MEETING_MOVED, _about(case)), reason=reason)


def cancel_meeting(actor: Actor, meeting_id: UUID, version: int, *, reason: str) -> None:
    """Cancel a meeting that has not begun; raises Invalid, StaleDossier or Refused."""
    with transaction() as session:
        agenda = _led(session, actor, meeting_id)
        items = _untouched(session, agenda.meeting, version)
        agenda.meeting.cancelled_on = clock.today()
        record(session, actor, Line(Event.MEETING_CANCELLED, agenda.about), reason=reason)
        for _, case in items:
            _off_calendar(session, case, agenda.meeting)
            record(session, actor, Line(Event.MEETING_CANCELLED, _about(case)), reason=reason)


def prepare(actor: Actor, number: str, meeting_id: UUID, version: int, prepared: Prepared) -> None:
    """Write what one case of a meeting is for, and who is invited to it.

    Who was invited already and stays keeps the invitation. Raises Invalid or StaleDossier.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        _refuse_over(meeting)
        if item.version != version:
            raise StaleDossier(number)
        if item.status is not ItemStatus.WAITING:
            raise Invalid({"": MeetingProblem.BEGUN})
        item.purpose, item.question = prepared.purpose, prepared.question or None
        item.minutes = prepared.minutes
        _invite(session, actor, found, item, prepared)
        session.flush()
        _tell_invited(session, actor, found.dossier, item)
        record(session, actor, Line(Event.MEETING_PLANNED, found.about))


def note_invited(actor: Actor, meeting_id: UUID, guest: str, *, means: Means) -> None:
    """Note that the invitation of one guest went out, for each case of that guest; no name in it.

    ``guest`` is a key as the page of invitations gives it. Raises Invalid or Refused.
    """
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        _refuse_over(agenda.meeting)
        waiting = 0
        for _, case in agenda.items:
            try:
                found = find_case(session, actor, case.number, Permission.CASE_MEETING)
            except Refused:
                continue
            _, item = find_item(session, found, meeting_id)
            for row in attendance_of(session, [item]):
                if guest_key(row, case.number) == guest and row.kind is not AttendeeKind.COLLEAGUE:
                    refuse_untold(session, found.dossier)
                    waiting += 1
                    _note_sent(session, actor, found, item, row, means)
                    record(session, actor, Line(Event.INVITED, found.about))
        if not waiting:
            raise Invalid({"guest": MeetingProblem.NOT_INVITABLE})


def _note_sent(
    session: Session,
    actor: Actor,
    found: Found[Case],
    item: MeetingItem,
    row: Attendance,
    means: Means,
) -> None:
    row.invited_on = clock.today()
    context = AccessContext(session)
    asked = context.open(item, "question")
    incidental = row.kind is AttendeeKind.INCIDENTAL
    supply = ToDisclose(
        dossier_id=found.dossier.id,
        organisation_id=row.organisation_id,
        recipient=context.open(row, "name"),
        categories=[Category.CASE_NUMBER, *([Category.QUESTION] if asked else [])],
        purpose=Purpose.MEETING,
        means=means,
        on=clock.today(),
        recipient_kind=RECIPIENT[row.kind],
        secrecy_on=row.secrecy_on if incidental else None,
    )
    disclose(session, actor, supply)


def _refuse(problems: dict[str, MeetingProblem]) -> None:
    if problems:
        raise Invalid(problems)


def _refuse_over(meeting: CaseMeeting) -> None:
    if meeting.cancelled_on is not None:
        raise Invalid({"": MeetingProblem.CANCELLED})


def _about(case: Case) -> Object:
    return CASES.about(case.id)


def _holdable(session: Session, actor: Actor, number: str) -> Found[Case]:
    """Return an admitted case about which the actor holds meetings; else the answer is one."""
    try:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
    except Refused:
        raise Invalid({"cases": MeetingProblem.NOT_YOURS}) from None
    if found.dossier.state not in TALKED_ABOUT:
        raise Invalid({"cases": MeetingProblem.NOT_YOURS})
    return found


def _led(session: Session, actor: Actor, meeting_id: UUID) -> Agenda:
    agenda = find_agenda(session, actor, meeting_id, lock=True)
    if not agenda.leads:
        require(actor, Permission.CASE_MEETING)
        raise Invalid({"": MeetingProblem.NOT_YOURS})
    return agenda


def _untouched(
    session: Session, meeting: CaseMeeting, version: int
) -> list[tuple[MeetingItem, Case]]:
    """Return all cases of a meeting that has not begun; raises StaleDossier or Invalid."""
    if meeting.version != version:
        raise StaleDossier(str(meeting.id))
    _refuse_over(meeting)
    question = (
        sa.select(MeetingItem, Case)
        .join(Case, Case.id == MeetingItem.case_id)
        .where(MeetingItem.meeting_id == meeting.id, MeetingItem.status.in_(ON_AGENDA))
    )
    items = [(item, case) for item, case in session.execute(question.order_by(MeetingItem.place))]
    if any(item.status is not ItemStatus.WAITING for item, _ in items):
        raise Invalid({"": MeetingProblem.BEGUN})
    return items


def _off_calendar(session: Session, case: Case, meeting: CaseMeeting) -> None:
    end_date(session, CASES, case, TermKind.PLANNED_MEETING, meeting.on)
    take_back(session, CASES, case, *MEETINGS)


def _last_item(session: Session, case: Case) -> MeetingItem | None:
    question = (
        sa.select(MeetingItem)
        .join(CaseMeeting, CaseMeeting.id == MeetingItem.meeting_id)
        .where(MeetingItem.case_id == case.id, MeetingItem.status == ItemStatus.DONE)
        .order_by(CaseMeeting.on.desc(), MeetingItem.id)
        .limit(1)
    )
    return session.scalars(question).first()


def _invite_again(
    session: Session, case: Case, item: MeetingItem, before: MeetingItem | None
) -> None:
    """Invite who works on the case, and who came last time and still can."""
    colleagues = {one.key: one for one in colleagues_to_invite(session, case)}
    wanted = [one.key for one in colleagues.values() if one.works]
    context = AccessContext(session)
    for row in attendance_of(session, [before]) if before else ():
        if row.user_id is not None:
            wanted += [key_of(row)] if key_of(row) in colleagues else []
        elif row.kind is not AttendeeKind.INCIDENTAL and contact_counts(session, row.contact_id):
            session.add(
                Attendance(
                    case_id=case.id,
                    item_id=item.id,
                    kind=row.kind,
                    organisation_id=row.organisation_id,
                    contact_id=row.contact_id,
                    name=context.open(row, "name"),
                )
            )
    for key in dict.fromkeys(wanted):
        session.add(colleagues[key].attendance(case.id, item.id))
    session.flush()


def _invite(
    session: Session, actor: Actor, found: Found[Case], item: MeetingItem, prepared: Prepared
) -> None:
    case = found.dossier
    choices = {one.key: one for one in invitable(session, actor, case)}
    standing = {key_of(row): row for row in attendance_of(session, [item])}
    unknown = set(prepared.invited) - choices.keys() - standing.keys()
    if unknown:
        raise Invalid({"invited": MeetingProblem.NOT_INVITABLE})
    for key, row in standing.items():
        if key not in prepared.invited:
            session.delete(row)
    for key in prepared.invited:
        if key not in standing:
            session.add(choices[key].attendance(case.id, item.id))
    if prepared.extra_organisation_id is not None and not prepared.extra_name:
        raise Invalid({"extra_name": MeetingProblem.NO_NAME})
    if prepared.extra_name:
        partner = prepared.extra_organisation_id
        session.add(
            Attendance(
                case_id=case.id,
                item_id=item.id,
                kind=AttendeeKind.PARTNER if partner else AttendeeKind.INCIDENTAL,
                organisation_id=partner,
                name=prepared.extra_name,
            )
        )


def _tell_invited(
    session: Session,
    actor: Actor,
    case: Case,
    item: MeetingItem,
    kind: NoticeKind = NoticeKind.MEETING_INVITED,
) -> None:
    """Put the case on the list of each colleague who is invited."""
    rows = session.scalars(
        sa.select(Attendance.user_id).where(
            Attendance.item_id == item.id, Attendance.user_id.is_not(None)
        )
    )
    colleagues = [one for one in rows if one is not None]
    notify(session, actor, CASES, case, colleagues, kind)
