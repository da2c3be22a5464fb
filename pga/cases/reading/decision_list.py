"""The besluitenlijst of one case of a meeting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.meeting import CaseMeeting, Decision, MeetingItem
from pga.cases.reading.agenda import attendance_of, find_item
from pga.cases.reading.approved import ListThen, unpacked
from pga.cases.reading.citing import Citing, citing_of
from pga.cases.reading.deciding import Decided, decisions_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.presence import Seat, seats_of
from pga.cases.room import CASES
from pga.cases.rules.meetings import (
    ItemStatus,
    MeetingProblem,
    ViewForm,
)
from pga.cases.rules.terms import TermKind
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.scope import visible_to
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class DecisionList:
    """The besluitenlijst of one case of one meeting (pga.md 7.5)."""

    head: Head
    meeting_id: UUID
    on: date
    chair: str
    status: ItemStatus
    version: int
    purpose: str
    view_form: ViewForm | None
    seats: tuple[Seat, ...]
    decisions: tuple[Decided, ...]
    next_on: date | None
    kept: bool
    """Whether an approved list is as it was then; of one of before, that was not kept."""
    approved_on: date | None
    approved_by: str
    may_hold: bool
    next_number: str
    """Another case of this meeting whose list waits for approval, or nothing."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision that can still get other words or be withdrawn."""

    head: Head
    meeting_id: UUID
    id: UUID
    number: int
    text: str
    version: int
    citing: Citing


def get_decision_list(actor: Actor, number: str, meeting_id: UUID) -> DecisionList:
    """Open the besluitenlijst of one case; raises Refused, or Invalid for nonsense."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_READ)
        require_content(actor, found)
        meeting, item = find_item(session, found, meeting_id)
        with looking_at(session, actor, found.about, purpose=found.purpose("meeting")) as context:
            kept = context.open(item, "approved_list") if item.approved_on else None
            told = unpacked(kept) if kept else list_now(session, found, meeting, item, context)
            before = item.approved_on is not None and kept is None
            names = names_of(session, {item.approved_by})
            return DecisionList(
                head=open_head(session, actor, found, context),
                meeting_id=meeting.id,
                on=told.on,
                chair=told.chair,
                status=item.status,
                version=item.version,
                purpose=told.purpose,
                view_form=told.view_form,
                seats=told.seats,
                decisions=told.decisions,
                next_on=None if before else told.next_on,
                kept=not before,
                approved_on=item.approved_on,
                approved_by=names.get(item.approved_by, "") if item.approved_by else "",
                may_hold=allows(actor, Permission.CASE_MEETING, found.facts),
                next_number=_waits_for_approval(session, actor, meeting, item),
            )


def list_now(
    session: Session,
    found: Found[Case],
    meeting: CaseMeeting,
    item: MeetingItem,
    context: AccessContext,
) -> ListThen:
    """Return a besluitenlijst as it stands now; for a use case that is in a unit."""
    names = names_of(session, {meeting.chair_id})
    return ListThen(
        on=item.held_on or meeting.on,
        chair=names.get(meeting.chair_id, ""),
        purpose=context.open(item, "purpose"),
        view_form=item.view_form,
        seats=seats_of(session, attendance_of(session, [item]), context),
        decisions=decisions_of(session, item, context),
        next_on=_next_on(session, found.dossier),
    )


def get_decision(actor: Actor, number: str, meeting_id: UUID, decision_id: UUID) -> DecisionPage:
    """Open one decision that stands; raises Refused, or Invalid when there is none."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        require_content(actor, found)
        meeting, item = find_item(session, found, meeting_id)
        question = sa.select(Decision).filter_by(id=decision_id, item_id=item.id, withdrawn_on=None)
        row = session.scalars(question).one_or_none()
        if row is None:
            raise Invalid({"decision": MeetingProblem.NOT_THERE})
        with looking_at(session, actor, found.about, purpose=found.purpose("meeting")) as context:
            return DecisionPage(
                open_head(session, actor, found, context),
                meeting.id,
                row.id,
                row.number,
                context.open(row, "text"),
                row.version,
                citing_of(session, actor, found.dossier, row.id),
            )


def _next_on(session: Session, case: Case) -> date | None:
    question = sa.select(sa.func.min(CaseTerm.due_on)).where(
        CaseTerm.case_id == case.id,
        CaseTerm.kind == TermKind.PLANNED_MEETING,
        CaseTerm.ended_on.is_(None),
    )
    return session.scalar(question)


def _waits_for_approval(
    session: Session, actor: Actor, meeting: CaseMeeting, item: MeetingItem
) -> str:
    question = (
        sa.select(Case.number)
        .join(MeetingItem, MeetingItem.case_id == Case.id)
        .where(
            MeetingItem.meeting_id == meeting.id,
            MeetingItem.id != item.id,
            MeetingItem.status == ItemStatus.DONE,
            MeetingItem.approved_on.is_(None),
            visible_to(CASES, actor, Permission.CASE_MEETING),
        )
        .order_by(MeetingItem.place)
        .limit(1)
    )
    return session.scalar(question) or ""
