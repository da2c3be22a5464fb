"""A decision at the table, while the case is on the shared screen (B1).

What becomes of it afterwards, on the besluitenlijst, is ``decisions``.
"""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.reading.agenda import attendance_of, find_item
from pga.cases.reading.finding import find_case
from pga.cases.rules.actions import ActionGiven, ActionKind
from pga.cases.rules.meetings import (
    KIND_OF_CHAIN,
    KIND_OF_ROLE,
    DecisionGiven,
    ItemStatus,
    MeetingProblem,
    decision_problems,
)
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.services.actions import put_action
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.reading import contact_counts, organisations_known
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def decide(actor: Actor, number: str, meeting_id: UUID, given: DecisionGiven) -> None:
    """Write a decision down; with who and when it is an action at once.

    Raises Invalid with what is wrong.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        _, item = find_item(session, found, meeting_id, lock=True)
        if item.status not in {ItemStatus.OPEN, ItemStatus.DONE}:
            raise Invalid({"": MeetingProblem.NOT_OPEN})
        if item.approved_on is not None:
            raise Invalid({"": MeetingProblem.APPROVED})
        problems = decision_problems(
            given.text, owned=given.owner is not None, due_on=given.due_on, today=clock.today()
        )
        if problems:
            raise Invalid(problems)
        action = None
        if given.owner is not None and given.due_on is not None:
            whose = _whose(session, actor, item, given, given.owner)
            action = put_action(session, actor, found, whose)
            session.flush()
        numbered = sa.select(sa.func.count()).select_from(Decision).filter_by(item_id=item.id)
        row = Decision(
            id=uuid4(),
            case_id=found.dossier.id,
            item_id=item.id,
            number=(session.scalar(numbered) or 0) + 1,
            action_id=action.id if action else None,
            decided_on=clock.today(),
            by=actor.id,
            text=given.text,
        )
        session.add(row)
        record(session, actor, Line(Event.DECIDED, found.about))


def _whose(
    session: Session, actor: Actor, item: MeetingItem, given: DecisionGiven, owner: Owner
) -> ActionGiven:
    """Return the action that a decision makes; raises Invalid when nobody can have it.

    What people do for themselves is social, until somebody says otherwise.
    """
    role, contact = actor.role, ""
    if owner.kind is OwnerKind.SEAT:
        row = next((one for one in attendance_of(session, [item]) if one.id == owner.id), None)
        who = _sits_for(session, row) if row is not None else None
        if row is None or who is None:
            raise Invalid({"owner": MeetingProblem.NO_OWNER})
        owner, role = who, row.role or role
        contact = AccessContext(session).open(row, "name") if owner.organisation_id else ""
    known = organisations_known(session, [owner.id] if owner.organisation_id else [])
    if owner.id in known:
        kind = KIND_OF_CHAIN[known[owner.id].chain]
    elif owner.of_the_case:
        kind = ActionKind.SOCIAL
    else:
        kind = KIND_OF_ROLE.get(role, ActionKind.ADMINISTRATIVE)
    return ActionGiven(
        text=given.text,
        kind=kind,
        owner=owner,
        due_on=given.due_on or clock.today(),
        contact=contact,
        goal_id=given.goal_id,
    )


def _sits_for(session: Session, row: Attendance) -> Owner | None:
    """Return who gets what somebody at the table will do; nobody for who comes for no partner."""
    if row.user_id is not None:
        return Owner(OwnerKind.USER, row.user_id)
    if row.organisation_id is None:
        return None
    contact_id = row.contact_id if contact_counts(session, row.contact_id) else None
    return Owner(OwnerKind.ORGANISATION, row.organisation_id, contact_id)
