"""A case goes off the shared screen: its terms run on, and its next meeting is planned (B1)."""

from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.meeting import CaseMeeting
from pga.cases.reading.agenda import attendance_of, find_item
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.meetings import ItemStatus, MeetingProblem, Planned
from pga.cases.rules.terms import TermKind
from pga.cases.services.booking_shown import book_shown
from pga.cases.services.meetings import put_item, put_meeting
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.terms import end_date, end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MEETINGS: Final = (TermKind.FIRST_MEETING, TermKind.MEETING_AFTER_PLAN, TermKind.MEETING)


def close(
    actor: Actor, number: str, meeting_id: UUID, version: int, *, next_on: date | None
) -> None:
    """Take a case off the screen, book what stood there, and plan the next meeting about it.

    Its terms run on.

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
        book_shown(session, attendance_of(session, [item]))
        session.flush()
        end_date(session, CASES, found.dossier, TermKind.PLANNED_MEETING, meeting.on)
        _run_on(session, found.dossier)
        if next_on is not None:
            following = _following(session, actor, meeting, next_on)
            put_item(session, actor, found, following, like=item.id)
        record(session, actor, Line(Event.MEETING_CLOSED, found.about))


def _run_on(session: Session, case: Case) -> None:
    """End what this meeting met; after the first one the plan is due, later the next meeting."""
    first = sa.select(CaseTerm.id).filter_by(
        case_id=case.id, kind=TermKind.FIRST_MEETING, ended_on=None
    )
    was_first = session.scalar(first.limit(1)) is not None
    end_terms(session, CASES, case, *MEETINGS)
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
