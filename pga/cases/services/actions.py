"""Actions: give one, change it, say what came of it. A meeting gives them by the same door."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.visibility import WITHOUT_REGIE, reads_regie
from pga.cases.reading.finding import find_case
from pga.cases.reading.outcomes import recorded_of_late
from pga.cases.reading.own_actions import Ours, who_of_the_case
from pga.cases.reading.plan import find_action, find_goal, who_may_own
from pga.cases.room import CASES
from pga.cases.rules.actions import (
    ActionGiven,
    ActionOutcome,
    ActionProblem,
    faults_of_action,
    faults_of_outcome,
    faults_of_taking_back,
)
from pga.cases.rules.citing import CitedIn
from pga.cases.rules.own_actions import faults_of_own
from pga.cases.rules.owners import Owner
from pga.cases.rules.plan import COUNTS
from pga.cases.rules.states import ACTIVE
from pga.cases.services.citing import cite
from pga.cases.services.third_party_marks import mark_other
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services.notices import notify, settle
from pga.partners.reading import name_contact, organisations_here
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def add_action(
    actor: Actor, number: str, given: ActionGiven, *, cited: Collection[UUID] = ()
) -> UUID:
    """Give somebody an action, with what it cites; raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        row = put_action(session, actor, found, given)
        cite(session, actor, found.dossier, CitedIn.ACTION, row.id, cited)
        record(session, actor, Line(Event.ACTION_ADDED, found.about))
        return row.id


def put_action(
    session: Session, actor: Actor, found: Found[Case], given: ActionGiven
) -> CaseAction:
    """Put an action on a case within the act that causes it, such as a decision of a meeting.

    The act asks the policy and records. Raises Invalid with what is wrong.
    """
    case, given = found.dossier, _with_contact(session, _as_may(actor, given))
    ours = _of_the_case(session, case, given.owner)
    _refuse(_faults(session, actor, case, given, ours))
    row = CaseAction(id=uuid4(), case_id=case.id, made_at=clock.now(), by=actor.id)
    _fill(session, case, row, given, ours)
    session.add(row)
    _tell(session, actor, case, row)
    return row


def change_action(  # noqa: PLR0913 - what a form hands in
    actor: Actor,
    number: str,
    action_id: UUID,
    version: int,
    given: ActionGiven,
    *,
    reason: str,
    cited: Collection[UUID] = (),
) -> None:
    """Change an open action: was, is, waarom. Raises StaleDossier, or Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        case, row = found.dossier, find_action(session, actor, found.dossier, action_id, lock=True)
        given = _with_contact(session, _as_may(actor, given), standing=row)
        if row.version != version:
            raise StaleDossier(number)
        if row.outcome is not None:
            raise Invalid({"": ActionProblem.SETTLED})
        ours = _of_the_case(session, case, given.owner, standing=row)
        _refuse(_faults(session, actor, case, given, ours, standing=row))
        former = row.user_id
        _fill(session, case, row, given, ours)
        if row.user_id != former:
            settle(session, CASES, row.id)
            _tell(session, actor, case, row)
        cite(session, actor, case, CitedIn.ACTION, row.id, cited)
        record(session, actor, Line(Event.ACTION_CHANGED, found.about), reason=reason)


def settle_action(
    actor: Actor,
    number: str,
    action_id: UUID,
    *,
    outcome: ActionOutcome,
    result: str,
    done_on: date,
) -> None:
    """Say what came of an action, once; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        row = find_action(session, actor, found.dossier, action_id, lock=True)
        _refuse(faults_of_outcome(outcome, result, done_on, clock.today()))
        if row.outcome is not None:
            raise Invalid({"": ActionProblem.SETTLED})
        if found.dossier.state not in ACTIVE:
            raise Invalid({"": ActionProblem.CASE_OVER})
        row.outcome, row.done_on, row.result = outcome, done_on, result or None
        settle(session, CASES, row.id)
        record(session, actor, Line(Event.ACTION_SETTLED, found.about), reason=result or None)


def take_outcome_back(actor: Actor, number: str, action_id: UUID) -> None:
    """Let an action be open again whose outcome one recorded by a slip; raises Invalid.

    What stood stays in the history, with the line of this act.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        row = find_action(session, actor, found.dossier, action_id, lock=True)
        recorded = recorded_of_late(session, found.dossier).get(row.id)
        _refuse(faults_of_taking_back(row.outcome, recorded, actor.id, clock.today()))
        if found.dossier.state not in ACTIVE:
            raise Invalid({"": ActionProblem.CASE_OVER})
        row.outcome, row.done_on, row.result = None, None, None
        record(session, actor, Line(Event.OUTCOME_TAKEN_BACK, found.about))


def _tell(session: Session, actor: Actor, case: Case, row: CaseAction) -> None:
    """Tell a colleague who has an action now; nobody else has a list of their own."""
    if row.user_id is not None:
        notify(session, actor, CASES, case, [row.user_id], NoticeKind.ACTION_GIVEN, row.id)


def _as_may(actor: Actor, given: ActionGiven) -> ActionGiven:
    """Leave ``regie`` to who reads it: nobody writes what is closed to them at once."""
    return replace(given, regie=given.regie and reads_regie(actor))


def _with_contact(
    session: Session, given: ActionGiven, *, standing: CaseAction | None = None
) -> ActionGiven:
    """Name the contact person of the list: as on this day, or as it stood when it stays."""
    owner = given.owner
    if owner.contact_id is None:
        return given
    if standing is not None and owner == standing.owner:
        return replace(given, contact=AccessContext(session).open(standing, "contact"))
    return replace(given, contact=name_contact(session, owner.id, owner.contact_id))


def _of_the_case(
    session: Session, case: Case, owner: Owner, *, standing: CaseAction | None = None
) -> Ours | None:
    """Return who of the case does it: as named on this day, or as it stood when it stays."""
    if not owner.of_the_case:
        return None
    context = AccessContext(session)
    if standing is not None and standing.own and standing.owner == owner:
        return Ours(standing.own, owner, context.open(standing, "own_name"))
    ours = who_of_the_case(session, case, context)
    return next((one for one in ours if one.owner == owner), None)


def _refuse(problems: dict[str, ActionProblem]) -> None:
    if problems:
        raise Invalid(problems)


def _faults(
    session: Session,
    actor: Actor,
    case: Case,
    given: ActionGiven,
    ours: Ours | None,
    *,
    standing: CaseAction | None = None,
) -> dict[str, ActionProblem]:
    found = faults_of_action(
        given, clock.today(), stood_on=standing.due_on if standing is not None else None
    )
    if not (ours or _can_own(session, case, given, standing)):
        found["owner"] = ActionProblem.NOT_AN_OWNER
    elif given.owner.contact_id is not None and not given.contact:
        found["owner"] = ActionProblem.NOT_A_CONTACT
    if given.goal_id is not None and not _can_bear(session, actor, case, given, standing):
        found["goal_id"] = ActionProblem.NO_GOAL
    elif ours:
        found |= _unread(session, given)
    if case.state not in ACTIVE:
        found[""] = ActionProblem.CASE_OVER
    return found


def _unread(session: Session, given: ActionGiven) -> dict[str, ActionProblem]:
    """Return why who of the case has this action would not read it; its goal waits meanwhile."""
    if given.goal_id is None:
        return faults_of_own(given)
    goal = session.get_one(PlanGoal, given.goal_id, with_for_update=True)
    return faults_of_own(given, goal_regie=goal.regie, goal_counts=goal.status in COUNTS)


def _can_own(session: Session, case: Case, given: ActionGiven, standing: CaseAction | None) -> bool:
    """Hold for who works on the case and may read the action, or an organisation that counts.

    Whoever of the case was chosen and is not among those who can, comes here too and can not.
    """
    owner = given.owner
    if owner.user_id is not None:
        role: Role | None = who_may_own(session, case).get(owner.user_id)
        return role is not None and not (given.regie and role in WITHOUT_REGIE)
    if owner.organisation_id is None:
        return False
    if standing is not None and owner.organisation_id == standing.organisation_id:
        return True
    here = organisations_here(session, case.municipality)
    return owner.organisation_id in {one.id for one in here}


def _can_bear(
    session: Session, actor: Actor, case: Case, given: ActionGiven, standing: CaseAction | None
) -> bool:
    if given.goal_id is None or (standing is not None and standing.goal_id == given.goal_id):
        return True
    try:
        goal = find_goal(session, actor, case, given.goal_id)
    except Invalid:
        return False
    return goal.status in COUNTS


def _fill(
    session: Session, case: Case, row: CaseAction, given: ActionGiven, ours: Ours | None
) -> None:
    row.text, row.kind, row.due_on = given.text, given.kind, given.due_on
    row.owner = given.owner
    row.contact = given.contact or None if given.owner.organisation_id else None
    row.own, row.own_name = (ours.own, ours.name) if ours else (None, None)
    row.goal_id, row.regie = given.goal_id, given.regie
    mark_other(session, case, row.id, given.about_other, {"text": given.text})
