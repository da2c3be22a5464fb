"""What the page that ends a case shows: its open actions, and what else ends with it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.case import Case
from pga.cases.models.ending import CaseEnd
from pga.cases.models.information import InformationRequest
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.actions import NAMED, show_actions
from pga.cases.reading.finding import find_case
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.ending import ENDED_BY, RetentionClass, StartEvent, reasons_in
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.moves import find_move
from pga.cases.rules.states import ClosingReason, HoldReason
from pga.core.database import transaction
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import looking_at


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


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case ended, as its sheet shows it."""

    reason: ClosingReason | None
    retention: RetentionClass
    starts_with: StartEvent
    starts_on: date


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
            )


def ended_of(session: Session, case: Case) -> Ended | None:
    """Return how a case ended last; None for one that ended before that was kept."""
    question = sa.select(CaseEnd).filter_by(case_id=case.id)
    row = session.scalars(question.order_by(CaseEnd.ended_on.desc()).limit(1)).first()
    return Ended(row.reason, row.retention, row.starts_with, row.starts_on) if row else None


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
