"""Holding a casusoverleg on one shared screen: tick who is there, show, decide, close (B1).

Showing is giving: what stands on the screen is booked as verstrekking to each who sits there, by
the same act that shows it.
"""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.meeting import Attendance, CaseMeeting, Decision, MeetingItem
from pga.cases.reading.agenda import attendance_of, attendees, find_agenda, find_item, times_of
from pga.cases.reading.finding import Found, find_case, rules_in_force
from pga.cases.reading.invited import colleagues_to_invite, key_of
from pga.cases.reading.meeting_room import (
    OnScreen,
    Room,
    Stop,
    begun,
    read_screen,
    seats_of,
)
from pga.cases.rules.actions import ActionGiven, ActionKind
from pga.cases.rules.meetings import (
    KIND_OF_CHAIN,
    KIND_OF_ROLE,
    RECIPIENT,
    AttendeeKind,
    DecisionGiven,
    ItemStatus,
    MeetingProblem,
    Planned,
    Presence,
    Ticked,
    decision_problems,
    presence_problems,
)
from pga.cases.rules.sharing import CATEGORY_OF
from pga.cases.rules.terms import TermKind
from pga.cases.services.actions import put_action
from pga.cases.services.meetings import put_item, put_meeting
from pga.cases.services.moving import end_date, end_terms, start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.partners.reading import contact_counts, organisations_here, organisations_known
from pga.privacy import once
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure import Supply, disclose
from pga.privacy.events import Event
from pga.privacy.supplies import Category, Means, Purpose
from pga.privacy.trail import Line, record

MEETINGS: Final = (TermKind.FIRST_MEETING, TermKind.MEETING_AFTER_PLAN, TermKind.MEETING)
VIEW: Final = "view"
"""What the list of shown parts calls the zienswijze."""


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


def show(actor: Actor, number: str, meeting_id: UUID, *, everything: bool = False) -> Room:
    """Show the screen as it may be now, and book what is new on it to each who sits there.

    Raises Invalid when the case is not on this agenda, or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        agenda = find_agenda(session, actor, meeting_id)
        begins = times_of(session, meeting)
        with looking_at(session, actor, found.about, purpose="meeting") as context:
            screen = None
            if item.status is ItemStatus.OPEN:
                screen, here = read_screen(session, found, item, context, everything=everything)
                if _book(session, actor, found, screen, here):
                    record(session, actor, Line(Event.DISCLOSED, found.about))
            return Room(
                meeting_id=meeting.id,
                on=meeting.on,
                number=number,
                state=found.case.state,
                status=item.status,
                version=item.version,
                purpose=context.open(item, "purpose"),
                seats=seats_of(session, attendance_of(session, [item]), context),
                agenda=tuple(
                    Stop(case.number, one.status, begins[one.id]) for one, case in agenda.items
                ),
                screen=screen,
                too_early=not begun(meeting),
                approved=item.approved_on is not None,
                partners=tuple(
                    (one.id, one.name) for one in organisations_here(session, meeting.municipality)
                ),
            )


def decide(
    actor: Actor, number: str, meeting_id: UUID, given: DecisionGiven, *, form_key: str
) -> None:
    """Write a decision down; with who and when it is an action at once.

    Raises Invalid with what is wrong, or AlreadyDone for a second press.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        _, item = find_item(session, found, meeting_id, lock=True)
        once.only_once(session, actor, form_key)
        if item.status not in {ItemStatus.OPEN, ItemStatus.DONE}:
            raise Invalid({"": MeetingProblem.NOT_OPEN})
        if item.approved_on is not None:
            raise Invalid({"": MeetingProblem.APPROVED})
        problems = decision_problems(
            given.text, owned=bool(given.owner), due_on=given.due_on, today=clock.today()
        )
        if problems:
            raise Invalid(problems)
        action = None
        if given.owner and given.due_on is not None:
            whose = _whose(session, actor, item, given)
            action = put_action(session, actor, found, whose)
            session.flush()
        numbered = sa.select(sa.func.count()).select_from(Decision).filter_by(item_id=item.id)
        row = Decision(
            id=uuid4(),
            case_id=found.case.id,
            item_id=item.id,
            number=(session.scalar(numbered) or 0) + 1,
            action_id=action.id if action else None,
            decided_on=clock.today(),
            by=actor.id,
            text=given.text,
        )
        session.add(row)
        record(session, actor, Line(Event.DECIDED, found.about))


def close(
    actor: Actor, number: str, meeting_id: UUID, version: int, *, next_on: date | None
) -> None:
    """Take a case off the screen, let its terms run on, and plan the next meeting about it.

    Raises Invalid, StaleDossier or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        if item.version != version:
            raise StaleDossier(number)
        if item.status is not ItemStatus.OPEN:
            raise Invalid({"": MeetingProblem.NOT_OPEN})
        if next_on is not None and next_on <= clock.today():
            raise Invalid({"next_on": MeetingProblem.NOT_YET})
        item.status = ItemStatus.DONE
        session.flush()
        end_date(session, found.case, TermKind.PLANNED_MEETING, meeting.on)
        _run_on(session, found.case)
        if next_on is not None:
            following = _following(session, actor, meeting, next_on)
            put_item(session, actor, found, following, like=item.id)
        record(session, actor, Line(Event.MEETING_CLOSED, found.about))


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


def _shut_out(session: Session, found: Found, here: list[Attendance]) -> bool:
    """Tell whether a colleague sits there who may not open the case: a recusal beats all else."""
    able = {one.key for one in colleagues_to_invite(session, found.case)}
    return any(row.user_id is not None and key_of(row) not in able for row in here)


def _late(session: Session, found: Found, item: MeetingItem, ticked: Ticked) -> Attendance | None:
    """Give somebody who came without being invited a seat."""
    if not ticked.late_name:
        if ticked.late_organisation_id is not None:
            raise Invalid({"late_name": MeetingProblem.NO_NAME})
        return None
    partner = ticked.late_organisation_id
    row = Attendance(
        id=uuid4(),
        case_id=found.case.id,
        item_id=item.id,
        kind=AttendeeKind.PARTNER if partner else AttendeeKind.INCIDENTAL,
        organisation_id=partner,
        name=ticked.late_name,
    )
    session.add(row)
    session.flush()
    return row


def _book(
    session: Session, actor: Actor, found: Found, screen: OnScreen, here: list[Attendance]
) -> bool:
    """Book what is on the screen and was not yet, to each who sits there but who drives it."""
    booked = False
    for row in here:
        if row.user_id == actor.id:
            continue
        seen = set(AccessContext(session).open(row, "shown") or ())
        told = [
            one
            for one in screen.told
            if str(one.id) not in seen and one.supplier_id != row.organisation_id
        ]
        tasks = [one for one in screen.tasks if str(one.id) not in seen]
        view = bool(screen.view) and VIEW not in seen
        if seen and not told and not tasks and not view:
            continue
        categories = [
            *([] if seen else [Category.IDENTITY]),
            *([Category.VIEW] if view else []),
            *([Category.ACTIONS] if tasks else []),
            *dict.fromkeys(CATEGORY_OF[one.about] for one in told),
        ]
        supply = Supply(
            dossier_id=found.case.id,
            organisation_id=row.organisation_id,
            recipient=AccessContext(session).open(row, "name"),
            categories=categories,
            purpose=Purpose.MEETING,
            means=Means.SCREEN,
            on=clock.today(),
            recipient_kind=RECIPIENT[row.kind],
            secrecy_on=row.secrecy_on if row.kind is AttendeeKind.INCIDENTAL else None,
            contents=[str(one.id) for one in told],
        )
        disclose(session, actor, supply)
        row.shown = sorted({*seen, *(str(one) for one in screen.shown), VIEW})
        booked = True
    return booked


def _whose(session: Session, actor: Actor, item: MeetingItem, given: DecisionGiven) -> ActionGiven:
    """Return the action that a decision makes; raises Invalid when nobody can have it.

    What people do for themselves is social, until somebody says otherwise.
    """
    which, _, key = given.owner.partition(":")
    user_id = organisation_id = contact_id = person_id = guardian_id = None
    contact = ""
    role = actor.role
    try:
        chosen = UUID(key)
    except ValueError:
        raise Invalid({"owner": MeetingProblem.NO_OWNER}) from None
    if which == "a":
        row = next((one for one in attendance_of(session, [item]) if one.id == chosen), None)
        if row is None:
            raise Invalid({"owner": MeetingProblem.NO_OWNER})
        user_id, organisation_id, role = row.user_id, row.organisation_id, row.role or role
        if contact_counts(session, row.contact_id):
            contact_id = row.contact_id
        contact = AccessContext(session).open(row, "name") if organisation_id else ""
    elif which == "u":
        user_id = chosen
    elif which == "p":
        person_id = chosen
    elif which == "g":
        guardian_id = chosen
    else:
        organisation_id = chosen
    known = organisations_known(session, [organisation_id] if organisation_id else [])
    if organisation_id in known:
        kind = KIND_OF_CHAIN[known[organisation_id].chain]
    elif which in {"p", "g"}:
        kind = ActionKind.SOCIAL
    else:
        kind = KIND_OF_ROLE.get(role, ActionKind.ADMINISTRATIVE)
    return ActionGiven(
        text=given.text,
        kind=kind,
        due_on=given.due_on or clock.today(),
        user_id=user_id,
        organisation_id=organisation_id,
        contact_id=contact_id,
        contact=contact,
        person_id=person_id,
        guardian_id=guardian_id,
        goal_id=given.goal_id,
    )


def _run_on(session: Session, case: Case) -> None:
    """End what this meeting met; after the first one the plan is due, later the next meeting."""
    first = sa.select(CaseTerm.id).filter_by(
        case_id=case.id, kind=TermKind.FIRST_MEETING, ended_on=None
    )
    was_first = session.scalar(first.limit(1)) is not None
    end_terms(session, case, *MEETINGS)
    rules = rules_in_force(session, case.municipality)
    following = TermKind.PLAN if was_first else TermKind.MEETING
    start_term(session, case, following, clock.today(), rules)


def _following(session: Session, actor: Actor, meeting: CaseMeeting, next_on: date) -> CaseMeeting:
    """Return the meeting of this chair on that day, or a new one at the same hour and place."""
    question = sa.select(CaseMeeting).filter_by(
        municipality=meeting.municipality, on=next_on, chair_id=actor.id, cancelled_on=None
    )
    there = session.scalars(question.order_by(CaseMeeting.begins).limit(1)).first()
    if there is not None:
        return there
    place = AccessContext(session).open(meeting, "place")
    return put_meeting(session, actor, Planned(on=next_on, begins=meeting.begins, place=place))
