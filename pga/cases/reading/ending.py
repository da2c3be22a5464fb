"""What the page that ends a case shows: its open actions, and what else ends with it."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.ending import CaseEnd, EndTelling
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.models.meeting import Attendance, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.actions import NAMED, show_actions
from pga.cases.reading.finding import find_case
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.ending import (
    ENDED_BY,
    Hearer,
    RetentionClass,
    StartEvent,
    reasons_in,
)
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.moves import find_move
from pga.cases.rules.states import ClosingReason, HoldReason
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import FeedbackMeans
from pga.core.database import transaction
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import looking_at

WAITS: Final = (EndTelling.told_on.is_(None), EndTelling.waived_on.is_(None))
"""Who must still hear it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What the page shows of a case that is to end."""

    head: Head
    possible: bool
    """Whether an event can end the case where it stands."""
    reasons: tuple[ClosingReason, ...]
    actions: tuple[ActionShown, ...]
    """What is open: each of them is answered."""
    asked: tuple[str, ...]
    """Which partners were asked something and did not answer: nobody waits for them any more."""
    meetings: int
    """From how many agendas it goes."""
    objection: bool
    """Whether the case waits for the decision on an objection."""
    partners: tuple[tuple[UUID, str], ...]
    """Who took part or was asked something: each of them hears that it ended."""


@dataclass(frozen=True, slots=True)
class EndHearing:
    """One who must hear that a case ended."""

    id: UUID
    hearer: Hearer
    partner: str
    told_on: date | None
    means: FeedbackMeans | None
    waived_on: date | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class EndTold:
    """The page that tells who must hear that a case ended, and who did."""

    head: Head
    waiting: tuple[EndHearing, ...]
    settled: tuple[EndHearing, ...]
    due_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case ended, as its sheet shows it."""

    reason: ClosingReason | None
    retention: RetentionClass
    starts_with: StartEvent
    starts_on: date
    untold: int = 0
    """How many must still hear it."""


def get_ending(actor: Actor, number: str) -> Ending:
    """Open a case for who may end it where it stands; the look is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        case = found.dossier
        code = ENDED_BY.get(case.state)
        require(actor, find_move(code).permission if code else Permission.CASE_CLOSE, found.facts)
        rows = session.scalars(
            sa.select(CaseAction)
            .filter_by(case_id=case.id, outcome=None)
            .order_by(CaseAction.due_on, CaseAction.id)
        )
        with looking_at(session, actor, found.about, purpose=found.purpose("move")) as context:
            return Ending(
                head=open_head(session, actor, found, context),
                possible=code is not None,
                reasons=reasons_in(case.state),
                actions=show_actions(session, rows, context, NAMED),
                asked=_asked(session, case),
                meetings=_meetings(session, case),
                objection=case.hold_code is HoldReason.OBJECTION,
                partners=partners_of(session, case),
            )


def get_end_told(actor: Actor, number: str) -> EndTold:
    """Open who must hear that a case ended; the look is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_END_TOLD)
        rows = session.scalars(_tellings(found.dossier)).all()
        names = names_of(session, {row.settled_by for row in rows if row.settled_by})
        ids = {row.organisation_id for row in rows if row.organisation_id}
        there = organisation_names(session, ids)
        with looking_at(session, actor, found.about, purpose=found.purpose("move")) as context:
            shown = tuple(
                EndHearing(
                    id=row.id,
                    hearer=row.hearer,
                    partner=there.get(row.organisation_id, "") if row.organisation_id else "",
                    told_on=row.told_on,
                    means=row.means,
                    waived_on=row.waived_on,
                    why=(context.open(row, "why") or "") if row.waived_on else "",
                    by=names.get(row.settled_by, "") if row.settled_by else "",
                )
                for row in rows
            )
            term = session.scalars(_term(found.dossier)).first()
            end = last_end(session, found.dossier)
            return EndTold(
                head=open_head(session, actor, found, context),
                waiting=tuple(one for one in shown if not (one.told_on or one.waived_on)),
                settled=tuple(one for one in shown if one.told_on or one.waived_on),
                due_on=term.due_on if term else None,
                ended_on=end.ended_on if end else None,
            )


def partners_of(session: Session, case: Case) -> tuple[tuple[UUID, str], ...]:
    """Return which organisations took part in a case or were asked something, by name."""
    taking_part = (InformationRequest, Contribution, CaseAction, Attendance)
    ids = {
        one
        for model in taking_part
        for one in session.scalars(
            sa.select(model.organisation_id)
            .where(model.case_id == case.id, model.organisation_id.is_not(None))
            .distinct()
        )
        if one
    }
    return tuple(sorted(organisation_names(session, ids).items(), key=itemgetter(1)))


def last_end(session: Session, case: Case) -> CaseEnd | None:
    """Return how a case ended last; for a use case or a page that is in a unit."""
    question = sa.select(CaseEnd).filter_by(case_id=case.id)
    return session.scalars(question.order_by(CaseEnd.ended_on.desc()).limit(1)).first()


def waiting_to_hear(session: Session, case: Case) -> list[EndTelling]:
    """Return who must still hear that a case ended; for a use case that is in a unit."""
    return list(session.scalars(_tellings(case).where(*WAITS)))


def _tellings(case: Case) -> sa.Select[EndTelling]:
    rows = sa.select(EndTelling).filter_by(case_id=case.id)
    return rows.order_by(EndTelling.hearer, EndTelling.id)


def _term(case: Case) -> sa.Select[CaseTerm]:
    return sa.select(CaseTerm).filter_by(case_id=case.id, kind=TermKind.END_TOLD, ended_on=None)


def ended_of(session: Session, case: Case) -> Ended | None:
    """Return how a case ended last; None for one that ended before that was kept."""
    row = last_end(session, case)
    if row is None:
        return None
    untold = len(waiting_to_hear(session, case))
    return Ended(row.reason, row.retention, row.starts_with, row.starts_on, untold)


def _asked(session: Session, case: Case) -> tuple[str, ...]:
    waits = sa.select(InformationRequest.organisation_id).filter_by(
        case_id=case.id, answer=None, ended_on=None
    )
    return tuple(sorted(organisation_names(session, set(session.scalars(waits))).values()))


def _meetings(session: Session, case: Case) -> int:
    question = sa.select(sa.func.count()).select_from(MeetingItem)
    waits = question.where(
        MeetingItem.case_id == case.id,
        MeetingItem.status.in_((ItemStatus.WAITING, ItemStatus.OPEN)),
    )
    return session.scalar(waits) or 0
