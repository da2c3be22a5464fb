"""A decision at the table, while the case is on the shared screen (B1).

What becomes of it afterwards, on the besluitenlijst, is ``decisions``.
"""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.meeting import Decision, MeetingItem
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
from pga.cases.services.actions import put_action
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.reading import contact_counts, organisations_known
from pga.privacy import once
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def decide(
    actor: Actor, number: str, meeting_id: UUID, given: DecisionGiven, *, form_key: str
) -> None:
    """Write a decision down; with who and when it is an action at once.

    Raises Invalid with what is wrong, or AlreadyDone for a second press.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        _, item = find_item(session, found, meeting_id, lock=True)
        once.only_once(session, actor, form_key)
        if item.status not in {ItemStatus.OPEN, ItemStatus.DONE}:
            raise Invalid({"": MeetingProblem.NOT_OPEN})
        if item.approved_on is not None:
            raise Invalid({"": MeetingProblem.APPROVED})
        problems = decision_problems(
            given.text, owned=bool(given.owner), due_on=given.due_on, today=clock.today()
        )
        if problems:
            raise Invalid(problems)
        action = None
        if given.owner and given.due_on is not None:
            whose = _whose(session, actor, item, given)
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


def _whose(session: Session, actor: Actor, item: MeetingItem, given: DecisionGiven) -> ActionGiven:
    """Return the action that a decision makes; raises Invalid when nobody can have it.

    What people do for themselves is social, until somebody says otherwise.
    """
    which, _, key = given.owner.partition(":")
    user_id = organisation_id = contact_id = person_id = guardian_id = None
    contact = ""
    role = actor.role
    try:
        chosen = UUID(key)
    except ValueError:
        raise Invalid({"owner": MeetingProblem.NO_OWNER}) from None
    if which == "a":
        row = next((one for one in attendance_of(session, [item]) if one.id == chosen), None)
        if row is None:
            raise Invalid({"owner": MeetingProblem.NO_OWNER})
        user_id, organisation_id, role = row.user_id, row.organisation_id, row.role or role
        if contact_counts(session, row.contact_id):
            contact_id = row.contact_id
        contact = AccessContext(session).open(row, "name") if organisation_id else ""
    elif which == "u":
        user_id = chosen
    elif which == "p":
        person_id = chosen
    elif which == "g":
        guardian_id = chosen
    else:
        organisation_id = chosen
    known = organisations_known(session, [organisation_id] if organisation_id else [])
    if organisation_id in known:
        kind = KIND_OF_CHAIN[known[organisation_id].chain]
    elif which in {"p", "g"}:
        kind = ActionKind.SOCIAL
    else:
        kind = KIND_OF_ROLE.get(role, ActionKind.ADMINISTRATIVE)
    return ActionGiven(
        text=given.text,
        kind=kind,
        due_on=given.due_on or clock.today(),
        user_id=user_id,
        organisation_id=organisation_id,
        contact_id=contact_id,
        contact=contact,
        person_id=person_id,
        guardian_id=guardian_id,
        goal_id=given.goal_id,
    )
