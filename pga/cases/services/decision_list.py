"""The besluitenlijst of one case: put a decision right, withdraw it, approve the list."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.meeting import CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.agenda import find_item
from pga.cases.reading.approved import packed
from pga.cases.reading.decision_list import list_now
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.citing import CitedIn
from pga.cases.rules.meetings import ItemStatus, MeetingProblem
from pga.cases.services.citing import cite
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.services.notices import settle
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def approve(actor: Actor, number: str, meeting_id: UUID, version: int) -> None:
    """Approve the besluitenlijst of one case; from then on it stays as it is, so it is kept whole.

    Raises Invalid, StaleDossier or Refused.
    """
    with transaction() as session:
        found, item = _open_list(session, actor, number, meeting_id)
        meeting = session.get_one(CaseMeeting, item.meeting_id)
        if item.version != version:
            raise StaleDossier(number)
        if item.status is not ItemStatus.DONE:
            raise Invalid({"": MeetingProblem.NOT_DONE})
        then = list_now(session, found, meeting, item, AccessContext(session))
        item.approved_on, item.approved_by = clock.today(), actor.id
        item.approved_list = packed(then)
        record(session, actor, Line(Event.DECISIONS_APPROVED, found.about))


def reword(  # noqa: PLR0913 - whose, which, from which version, and the words
    actor: Actor,
    number: str,
    meeting_id: UUID,
    decision_id: UUID,
    version: int,
    *,
    text: str,
    reason: str,
    cited: Collection[UUID] = (),
) -> None:
    """Give a decision other words before the list is approved; its action gets them too.

    Raises Invalid or StaleDossier.
    """
    with transaction() as session:
        found, item = _open_list(session, actor, number, meeting_id)
        row = _decision(session, item, decision_id)
        if row.version != version:
            raise StaleDossier(number)
        row.text = text
        action = session.get(CaseAction, row.action_id) if row.action_id else None
        if action is not None and action.outcome is None:
            action.text = text
        cite(session, actor, found.dossier, CitedIn.DECISION, row.id, cited)
        record(session, actor, Line(Event.DECIDED, found.about), reason=reason)


def withdraw_decision(
    actor: Actor, number: str, meeting_id: UUID, decision_id: UUID, *, reason: str
) -> None:
    """Withdraw a decision before the list is approved; it stays readable, its action is dropped.

    Raises Invalid or Refused.
    """
    with transaction() as session:
        found, item = _open_list(session, actor, number, meeting_id)
        row = _decision(session, item, decision_id)
        row.withdrawn_on = clock.today()
        action = session.get(CaseAction, row.action_id) if row.action_id else None
        if action is not None and action.outcome is None:
            action.outcome, action.done_on = ActionOutcome.DROPPED, clock.today()
            action.result = reason
            settle(session, CASES, action.id)
        record(session, actor, Line(Event.DECIDED, found.about), reason=reason)


def _open_list(
    session: Session, actor: Actor, number: str, meeting_id: UUID
) -> tuple[Found[Case], MeetingItem]:
    found = find_case(session, actor, number, Permission.CASE_MEETING)
    require_content(actor, found)
    _, item = find_item(session, found, meeting_id, lock=True)
    if item.approved_on is not None:
        raise Invalid({"": MeetingProblem.APPROVED})
    return found, item


def _decision(session: Session, item: MeetingItem, decision_id: UUID) -> Decision:
    row = session.get(Decision, decision_id)
    if row is None or row.item_id != item.id or row.withdrawn_on is not None:
        raise Invalid({"": MeetingProblem.NOT_THERE})
    return row
