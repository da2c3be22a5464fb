"""Loose actions come below a goal: ticked on its form, all of them or none."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.reading.finding import find_case
from pga.cases.reading.plan import find_action, find_goal
from pga.cases.rules.actions import ActionProblem, fault_of_gathering
from pga.cases.rules.plan import COUNTS
from pga.cases.rules.states import ACTIVE
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def gather_actions(
    actor: Actor, number: str, goal_id: UUID, version: int, ids: Collection[UUID]
) -> None:
    """Put loose actions below a goal that stays as it is; raises StaleDossier, or Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        if found.dossier.state not in ACTIVE:
            raise Invalid({"": ActionProblem.CASE_OVER})
        rows = find_loose(session, actor, found.dossier, ids)
        goal = find_goal(session, actor, found.dossier, goal_id, lock=True)
        if goal.version != version:
            raise StaleDossier(number)
        put_below(session, actor, found, goal, rows)


def find_loose(
    session: Session, actor: Actor, case: Case, ids: Collection[UUID]
) -> list[CaseAction]:
    """Return actions that wait for a goal; for a use case that is in a unit.

    Raises Invalid when one got an outcome or a goal meanwhile, or is not there.
    """
    try:
        rows = [find_action(session, actor, case, one, lock=True) for one in sorted(ids)]
    except Invalid:
        raise Invalid({"loose": ActionProblem.NOT_LOOSE}) from None
    if any(row.outcome is not None or row.goal_id is not None for row in rows):
        raise Invalid({"loose": ActionProblem.NOT_LOOSE})
    return rows


def put_below(
    session: Session, actor: Actor, found: Found[Case], goal: PlanGoal, rows: list[CaseAction]
) -> None:
    """Put actions below a goal and record it, within the act that writes the goal.

    Raises Invalid when the goal cannot bear one of them.
    """
    if not rows:
        return
    fault = fault_of_gathering(
        counts=goal.status in COUNTS, hides=goal.regie and not all(row.regie for row in rows)
    )
    if fault is not None:
        raise Invalid({"loose": fault})
    for row in rows:
        row.goal_id = goal.id
    record(session, actor, Line(Event.ACTION_CHANGED, found.about))
