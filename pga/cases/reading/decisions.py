"""The besluitenlijst of one case of a meeting, and the actielijst of one partner."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.meeting import CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import outside_regie
from pga.cases.reading.actions import action_shown
from pga.cases.reading.agenda import Agenda, attendance_of, find_agenda, find_item
from pga.cases.reading.approved import ListThen, unpacked
from pga.cases.reading.deciding import Decided, decisions_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.presence import Seat, seats_of
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.meetings import (
    TALKED_ABOUT,
    AttendeeKind,
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
from pga.partners.reading import organisations_known
from pga.privacy.context import AccessContext, looking_at, looking_over


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


@dataclass(frozen=True, slots=True)
class ItemOfCase:
    """One meeting about a case, in the list on its tab."""

    meeting_id: UUID
    on: date
    begins: time
    status: ItemStatus
    decisions: int
    approved_on: date | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CaseMeetings:
    """The tab *Overleg* of a case."""

    head: Head
    items: tuple[ItemOfCase, ...]
    may_plan: bool
    """Whether this actor can plan one, at this point of the case."""


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """The open actions of one partner in one case: a sheet of its own, never two persons."""

    number: str
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True, slots=True)
class ActionList:
    """What one partner takes home from one meeting."""

    meeting_id: UUID
    on: date
    organisation_id: UUID
    organisation: str
    sheets: tuple[ActionSheet, ...]


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
            )


def get_meetings_of(actor: Actor, number: str) -> CaseMeetings:
    """Open which meetings there were and will be about a case. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("meeting")) as context:
            return CaseMeetings(
                open_head(session, actor, found, context),
                _items(session, found),
                found.dossier.state in TALKED_ABOUT
                and allows(actor, Permission.CASE_MEETING, found.facts),
            )


def get_action_list(actor: Actor, meeting_id: UUID, organisation_id: UUID) -> ActionList:
    """Open what one partner takes home: its own open actions on the cases it was invited to.

    Raises Refused, or Invalid when the partner did not sit there.
    """
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        cases = cases_of_partner(session, actor, agenda, organisation_id)
        shown = [CASES.about(case.id) for case in cases]
        with looking_over(session, actor, shown, purpose="action_list") as context:
            sheets = tuple(
                ActionSheet(
                    case.number,
                    tuple(
                        action_shown(row, {}, {}, context, {"text", "contact"})
                        for row in open_for_partner(session, case, organisation_id)
                    ),
                )
                for case in cases
            )
        known = organisations_known(session, [organisation_id])
        return ActionList(
            agenda.meeting.id,
            agenda.meeting.on,
            organisation_id,
            known[organisation_id].name,
            tuple(sheet for sheet in sheets if sheet.actions),
        )


def cases_of_partner(
    session: Session, actor: Actor, agenda: Agenda, organisation_id: UUID
) -> list[Case]:
    """Return the cases of a meeting to which a partner was invited and about which one holds it."""
    question = sa.select(Case.id).where(
        Case.id.in_({case.id for _, case in agenda.items}),
        visible_to(CASES, actor, Permission.CASE_MEETING),
    )
    holds = set(session.scalars(question))
    if not holds:
        require(actor, Permission.CASE_MEETING)
    asked = {
        row.item_id
        for row in attendance_of(session, [item for item, _ in agenda.items])
        if row.organisation_id == organisation_id and row.kind is AttendeeKind.PARTNER
    }
    cases = [case for item, case in agenda.items if item.id in asked and case.id in holds]
    if not cases:
        raise Invalid({"partner": MeetingProblem.NOT_THERE})
    return cases


def open_for_partner(session: Session, case: Case, organisation_id: UUID) -> list[CaseAction]:
    """Return the open actions of a partner in a case that are for everybody's eyes."""
    question = sa.select(CaseAction).where(
        CaseAction.case_id == case.id,
        CaseAction.organisation_id == organisation_id,
        CaseAction.outcome.is_(None),
        outside_regie(),
    )
    return list(session.scalars(question.order_by(CaseAction.due_on, CaseAction.id)))


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


def _items(session: Session, found: Found[Case]) -> tuple[ItemOfCase, ...]:
    decided = (
        sa.select(sa.func.count())
        .where(Decision.item_id == MeetingItem.id, Decision.withdrawn_on.is_(None))
        .correlate(MeetingItem)
        .scalar_subquery()
    )
    question = (
        sa.select(MeetingItem, CaseMeeting, decided)
        .join(CaseMeeting, CaseMeeting.id == MeetingItem.meeting_id)
        .where(MeetingItem.case_id == found.dossier.id, MeetingItem.status != ItemStatus.TAKEN_OFF)
        .order_by(CaseMeeting.on.desc(), CaseMeeting.begins.desc())
        .limit(60)
    )
    return tuple(
        ItemOfCase(
            *(meeting.id, item.held_on or meeting.on, meeting.begins, item.status),
            *(count, item.approved_on, meeting.cancelled_on is not None),
        )
        for item, meeting, count in session.execute(question)
    )
