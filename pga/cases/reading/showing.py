"""What one shared screen may show before who sits there (features.md B1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case
from pga.cases.models.information import Contribution
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.models.plan import CaseAction, CasePlan
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.models.visibility import outside_regie
from pga.cases.reading.actions import show_actions
from pga.cases.reading.agenda import attendance_of, attendees
from pga.cases.reading.deciding import Decided, decisions_of, goals_to_serve, who_can_do
from pga.cases.reading.information import terms_of
from pga.cases.reading.own_actions import Ours, who_of_the_case
from pga.cases.reading.plan import passages_of
from pga.cases.reading.presence import Seat
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.contributions import InfoClass, Status, Visibility, missing, on_screen
from pga.cases.rules.meetings import (
    Attendee,
    ItemStatus,
    Presence,
    ViewForm,
    shows_others,
    shows_regie,
)
from pga.cases.rules.owners import Owner
from pga.cases.rules.plan import PlanText, cleared
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.dossiers.reading.finding import Found
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext

MOST: Final = 60
"""How many contributions a screen holds, the newest first."""


@dataclass(frozen=True, slots=True)
class ToldOnScreen:
    """A contribution that may stand on this screen."""

    id: UUID
    about: InfoClass
    supplier_id: UUID
    supplier: str
    facts_on: date
    fact: str
    opinion: str


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
    actions: tuple[ActionShown, ...]
    """What is open, apart from what was decided here: a decision stands once.

    Of somebody of the case itself without the name: screen and paper go round.
    """
    settled: bool
    """Whether any action has an outcome; without one there were none yet."""
    told: tuple[ToldOnScreen, ...]
    earlier: int
    """How many older contributions may be shown too, when somebody asks."""
    hidden: int
    """How many contributions not everybody here may see; of what is for the regie none count."""
    goals: tuple[tuple[UUID, str], ...]
    decisions: tuple[Decided, ...]
    since: date | None
    """The meeting before this one: what came after it is new."""
    owners: tuple[tuple[Owner, str], ...]
    ours: tuple[Ours, ...]
    """Who of the case itself can do what is decided."""
    next_on: date
    """On which day the terms want the next meeting."""


@dataclass(frozen=True, slots=True)
class MeetingScreen:
    """The shared screen: who is there, and what they may see together."""

    meeting_id: UUID
    on: date
    number: str
    state: State
    status: ItemStatus
    version: int
    purpose: str
    seats: tuple[Seat, ...]
    """Nobody while the presence cannot be ticked: before its day, and when it is over."""
    agenda: tuple[Stop, ...]
    screen: OnScreen | None
    """Nothing while the presence is not ticked."""
    too_early: bool
    approved: bool
    partners: tuple[tuple[UUID, str], ...]
    """For whom somebody can come who was not invited."""


def read_screen(
    session: Session,
    found: Found[Case],
    item: MeetingItem,
    context: AccessContext,
    *,
    everything: bool = False,
) -> tuple[OnScreen, list[Attendance]]:
    """Return what may stand on the screen now and who sees it; what may not is never opened."""
    case, rows = found.dossier, attendance_of(session, [item])
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
        actions=_actions(session, item, present, passages, context),
        settled=_any_settled(session, case, present),
        told=told,
        earlier=earlier,
        hidden=hidden,
        goals=goals_to_serve(session, case, present, passages, context),
        decisions=decisions_of(session, item, context, passages=passages),
        since=since,
        owners=who_can_do(session, case, here, context),
        ours=who_of_the_case(session, case, context, named=False),
        next_on=due_date(
            TermKind.MEETING, clock.today(), rules_in_force(session, case.municipality)
        ),
    )
    return screen, here


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
) -> tuple[tuple[ToldOnScreen, ...], int, int]:
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
    terms = {row.id: terms_of(row, marks.get(row.id), context) for row in rows}
    may = [row for row in rows if on_screen(terms[row.id], viewers)]
    new = [row for row in may if since is None or row.received_on > since]
    names = organisation_names(session, (row.organisation_id for row in new))
    before_person = not shows_others(present)

    def text(row: Contribution, field: str) -> str:
        opened = context.open(row, field) or ""
        mark = marks.get(row.id)
        return cleared(opened, [mark["passage"]]) if before_person and mark else opened

    return (
        tuple(
            ToldOnScreen(
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
        sum(missing(one, viewers) for one in terms.values()),
    )


def _marks(
    session: Session, rows: list[Contribution], context: AccessContext
) -> dict[UUID, dict[str, str]]:
    question = sa.select(ThirdPartyMark).where(ThirdPartyMark.row_id.in_({row.id for row in rows}))
    return {mark.row_id: context.open(mark, "mark") for mark in session.scalars(question)}


def _actions(
    session: Session,
    item: MeetingItem,
    present: list[Attendee],
    passages: Iterable[str],
    context: AccessContext,
) -> tuple[ActionShown, ...]:
    decided_here = sa.exists().where(
        Decision.action_id == CaseAction.id, Decision.item_id == item.id
    )
    question = sa.select(CaseAction).where(
        CaseAction.case_id == item.case_id, CaseAction.outcome.is_(None), ~decided_here
    )
    if not shows_regie(present):
        question = question.where(outside_regie())
    rows = session.scalars(question.order_by(CaseAction.due_on, CaseAction.id))
    return tuple(
        replace(one, text=cleared(one.text, passages))
        for one in show_actions(session, rows, context, {"text"})
    )


def _any_settled(session: Session, case: Case, present: list[Attendee]) -> bool:
    question = sa.select(CaseAction.id).where(
        CaseAction.case_id == case.id, CaseAction.outcome.is_not(None)
    )
    if not shows_regie(present):
        question = question.where(outside_regie())
    return session.scalar(question.limit(1)) is not None
