"""Which meetings there were and will be about one case."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.cases.models.case import Case
from pga.cases.models.meeting import CaseMeeting, Decision, MeetingItem
from pga.cases.reading.finding import find_case
from pga.cases.rules.meetings import (
    TALKED_ABOUT,
    ItemStatus,
)
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import looking_at


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
