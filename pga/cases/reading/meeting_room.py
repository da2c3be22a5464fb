"""The vergaderstand: what one shared screen may show before who sits there (features.md B1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution
from pga.cases.models.meeting import Attendance, CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction, CasePlan, PlanGoal
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.models.shown import outside_regie
from pga.cases.reading.actions import owner_names
from pga.cases.reading.agenda import attendance_of, attendees
from pga.cases.reading.finding import Found, rules_in_force
from pga.cases.reading.information import terms_of
from pga.cases.reading.own import Ours, who_of_the_case
from pga.cases.reading.plan import passages_of, who_may_own
from pga.cases.reading.several import numbers_of
from pga.cases.rules.actions import ActionKind
from pga.cases.rules.contributions import InfoClass, Status, Visibility, on_screen
from pga.cases.rules.meetings import (
    Attendee,
    AttendeeKind,
    ItemStatus,
    Presence,
    ViewForm,
    shows_others,
    shows_regie,
)
from pga.cases.rules.own import Own
from pga.cases.rules.plan import COUNTS, PlanText, cleared
from pga.cases.rules.terms import TermKind, due_date
from pga.cases.rules.workflow import State
from pga.core import clock
from pga.partners.reading import organisation_names, organisations_here
from pga.privacy.context import AccessContext

MOST: Final = 60
"""How many contributions a screen holds, the newest first."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is invited to this case."""

    id: UUID
    kind: AttendeeKind
    name: str
    organisation: str
    presence: Presence | None
    secrecy: bool
    """Signed, or needs not to."""


@dataclass(frozen=True, slots=True)
class Told:
    """A contribution that may stand on this screen."""

    id: UUID
    about: InfoClass
    supplier_id: UUID
    supplier: str
    facts_on: date
    fact: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Task:
    """An open action on the screen."""

    id: UUID
    kind: ActionKind
    text: str
    owner: str
    own: Own | None
    """Somebody of the case itself, who has no name here: screen and paper go round."""
    own_number: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what it made."""

    id: UUID
    number: int
    text: str
    owner: str
    own: Own | None
    own_number: int
    due_on: date | None
    withdrawn_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One case on the agenda beside the screen."""

    number: str
    status: ItemStatus
    begins: time


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What stands on the screen of a case that is open."""

    view: str
    view_form: ViewForm | None
    tasks: tuple[Task, ...]
    told: tuple[Told, ...]
    earlier: int
    """How many older contributions may be shown too, when somebody asks."""
    hidden: int
    """How many contributions are not there because of who is in the room."""
    goals: tuple[tuple[UUID, str], ...]
    decisions: tuple[Decided, ...]
    since: date | None
    """The meeting before this one: what came after it is new."""
    owners: tuple[tuple[str, str], ...]
    ours: tuple[Ours, ...]
    """Who of the case itself can do what is decided."""
    next_on: date
    """On which day the terms want the next meeting."""

    @property
    def shown(self) -> tuple[UUID, ...]:
        """Return the ids of what stands there."""
        return (*(one.id for one in self.told), *(one.id for one in self.tasks))


@dataclass(frozen=True, slots=True)
class Room:
    """The shared screen: who is there, and what they may see together."""

    meeting_id: UUID
    on: date
    number: str
    state: State
    status: ItemStatus
    version: int
    purpose: str
    seats: tuple[Seat, ...]
    agenda: tuple[Stop, ...]
    screen: OnScreen | None
    """Nothing while the presence is not ticked."""
    too_early: bool
    approved: bool
    partners: tuple[tuple[UUID, str], ...]
    """For whom somebody can come who was not invited."""


def read_screen(
    session: Session,
    found: Found,
    item: MeetingItem,
    context: AccessContext,
    *,
    everything: bool = False,
) -> tuple[OnScreen, list[Attendance]]:
    """Return what may stand on the screen now and who sees it; what may not is never opened."""
    case, rows = found.case, attendance_of(session, [item])
    here = [row for row in rows if row.presence is Presence.PRESENT]
    present = attendees(session, here)
    passages = () if shows_others(present) else passages_of(session, case, context)
    since = None if everything else _meeting_before(session, item)
    told, earlier, hidden = _told(session, case, present, since, context)
    plan = session.scalars(sa.select(CasePlan).filter_by(case_id=case.id)).one_or_none()
    view = (context.open(plan, PlanText.VIEW) or "") if plan else ""
    screen = OnScreen(
        view=cleared(view, passages),
        view_form=item.view_form,
        tasks=_tasks(session, case, present, passages, context),
        told=told,
        earlier=earlier,
        hidden=hidden,
        goals=_goals(session, case, present, passages, context),
        decisions=decisions_of(session, item, context, passages=passages),
        since=since,
        owners=_owners(session, case, here, context),
        ours=who_of_the_case(session, case, context),
        next_on=due_date(
            TermKind.MEETING, clock.today(), rules_in_force(session, case.municipality)
        ),
    )
    return screen, here


def seats_of(session: Session, rows: list[Attendance], context: AccessContext) -> tuple[Seat, ...]:
    """Return who is invited, with their names."""
    there = organisation_names(
        session, (row.organisation_id for row in rows if row.organisation_id)
    )
    signed = {one.id: one.secrecy for one in attendees(session, rows)}
    return tuple(
        Seat(
            id=row.id,
            kind=row.kind,
            name=context.open(row, "name"),
            organisation=there.get(row.organisation_id, "") if row.organisation_id else "",
            presence=row.presence,
            secrecy=signed[row.id] or row.kind is AttendeeKind.PERSON,
        )
        for row in rows
    )


def decisions_of(
    session: Session,
    item: MeetingItem,
    context: AccessContext,
    *,
    passages: tuple[str, ...] = (),
) -> tuple[Decided, ...]:
    """Return what was decided about a case, in order, with who does it and when."""
    question = (
        sa.select(Decision, CaseAction)
        .outerjoin(CaseAction, CaseAction.id == Decision.action_id)
        .where(Decision.item_id == item.id)
        .order_by(Decision.number)
    )
    rows = session.execute(question).all()
    made = [row[1] for row in rows if row[1] is not None]
    names, numbers = owner_names(session, made), numbers_of(session, made)
    return tuple(
        Decided(
            id=row.id,
            number=row.number,
            text=cleared(context.open(row, "text"), passages),
            owner=_owner(action, names, context) if action is not None else "",
            own=action.own if action is not None else None,
            own_number=numbers.get(action.id, 0) if action is not None else 0,
            due_on=action.due_on if action is not None else None,
            withdrawn_on=row.withdrawn_on,
            version=row.version,
        )
        for row, action in rows
    )


def _owner(action: CaseAction, names: Mapping[UUID | None, str], context: AccessContext) -> str:
    name = names.get(action.user_id or action.organisation_id, "")
    contact = context.open(action, "contact") if action.organisation_id else ""
    return f"{contact}, {name}" if contact else name


def _meeting_before(session: Session, item: MeetingItem) -> date | None:
    question = sa.select(sa.func.max(MeetingItem.held_on)).where(
        MeetingItem.case_id == item.case_id,
        MeetingItem.id != item.id,
        MeetingItem.status == ItemStatus.DONE,
    )
    return session.scalar(question)


def _told(
    session: Session,
    case: Case,
    present: list[Attendee],
    since: date | None,
    context: AccessContext,
) -> tuple[tuple[Told, ...], int, int]:
    """Open what may stand there; count what is older, and what somebody here may not see."""
    viewers = [one.viewer for one in present]
    question = sa.select(Contribution).where(
        Contribution.case_id == case.id, Contribution.status == Status.ACTIVE
    )
    if not shows_regie(present):
        question = question.where(Contribution.visibility != Visibility.REGIE)
    rows = list(
        session.scalars(
            question.order_by(Contribution.facts_on.desc(), Contribution.id).limit(MOST)
        )
    )
    marks = _marks(session, rows, context)
    may = [row for row in rows if on_screen(terms_of(row, marks.get(row.id), context), viewers)]
    for_all = [row for row in rows if row.visibility is Visibility.OVERLEG]
    new = [row for row in may if since is None or row.received_on > since]
    names = organisation_names(session, (row.organisation_id for row in new))
    before_person = not shows_others(present)

    def text(row: Contribution, field: str) -> str:
        opened = context.open(row, field) or ""
        mark = marks.get(row.id)
        return cleared(opened, [mark["passage"]]) if before_person and mark else opened

    return (
        tuple(
            Told(
                id=row.id,
                about=row.about,
                supplier_id=row.organisation_id,
                supplier=names.get(row.organisation_id, ""),
                facts_on=row.facts_on,
                fact=text(row, "fact"),
                opinion=text(row, "opinion"),
            )
            for row in new
        ),
        len(may) - len(new),
        sum(row not in may for row in for_all),
    )


def _marks(
    session: Session, rows: list[Contribution], context: AccessContext
) -> dict[UUID, dict[str, str]]:
    question = sa.select(ThirdPartyMark).where(ThirdPartyMark.row_id.in_({row.id for row in rows}))
    return {mark.row_id: context.open(mark, "mark") for mark in session.scalars(question)}


def _tasks(
    session: Session,
    case: Case,
    present: list[Attendee],
    passages: Iterable[str],
    context: AccessContext,
) -> tuple[Task, ...]:
    question = sa.select(CaseAction).where(
        CaseAction.case_id == case.id, CaseAction.outcome.is_(None)
    )
    if not shows_regie(present):
        question = question.where(outside_regie())
    rows = list(session.scalars(question.order_by(CaseAction.due_on, CaseAction.id)))
    names, numbers = owner_names(session, rows), numbers_of(session, rows)
    return tuple(
        Task(
            id=row.id,
            kind=row.kind,
            text=cleared(context.open(row, "text"), passages),
            owner=names.get(row.user_id or row.organisation_id, ""),
            own=row.own,
            own_number=numbers.get(row.id, 0),
            due_on=row.due_on,
        )
        for row in rows
    )


def _goals(
    session: Session,
    case: Case,
    present: list[Attendee],
    passages: Iterable[str],
    context: AccessContext,
) -> tuple[tuple[UUID, str], ...]:
    question = sa.select(PlanGoal).where(PlanGoal.case_id == case.id, PlanGoal.status.in_(COUNTS))
    if not shows_regie(present):
        question = question.where(PlanGoal.regie.is_(False))
    rows = session.scalars(question.order_by(PlanGoal.made_at, PlanGoal.id))
    return tuple((row.id, cleared(context.open(row, "text"), passages)) for row in rows)


def _owners(
    session: Session, case: Case, here: list[Attendance], context: AccessContext
) -> tuple[tuple[str, str], ...]:
    """Return who can do what is decided: those who sit there first, as a form names them."""
    able = who_may_own(session, case)
    partners = {one.id: one.name for one in organisations_here(session, case.municipality)}
    first: list[tuple[str, str]] = []
    sits = set()
    for row in here:
        if row.user_id in able or (row.organisation_id and row.organisation_id in partners):
            name = context.open(row, "name")
            there = f", {partners[row.organisation_id]}" if row.organisation_id else ""
            first.append((f"a:{row.id}", f"{name}{there}"))
            sits.add(row.user_id)
    names = names_of(session, able)
    rest = [(f"u:{one}", names.get(one, "")) for one in able if one not in sits]
    named = [(f"o:{one}", name) for one, name in partners.items()]
    return (*first, *sorted(rest, key=lambda one: one[1]), *named)


def begun(meeting: CaseMeeting) -> bool:
    """Tell whether the day of a meeting has come."""
    return meeting.on <= clock.today()
