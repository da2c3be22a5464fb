"""What ``regie`` keeps from who does not direct, as clauses for lists (decision 12)."""

from typing import Final

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.scope import Asker, Clause

WITHOUT_REGIE: Final = frozenset({Role.INTERVENTION_TEAM})
"""The roles that never see ``regie``."""


def reads_regie(actor: Actor | Asker) -> bool:
    """Tell whether this actor reads what is for the regie only."""
    return actor.role not in WITHOUT_REGIE


def goals_shown(actor: Actor | Asker) -> Clause:
    """Hold for a goal that this actor may read, of a case that the actor may read."""
    return sa.true() if reads_regie(actor) else PlanGoal.regie.is_(False)


def actions_shown(actor: Actor | Asker) -> Clause:
    """Hold for an action that this actor may read; one below a hidden goal is hidden too."""
    return sa.true() if reads_regie(actor) else outside_regie()


def outside_regie() -> Clause:
    """Hold for an action that is not for the regie, neither is its goal: others may hear of it."""
    hidden = sa.exists().where(PlanGoal.id == CaseAction.goal_id, PlanGoal.regie.is_(True))
    return sa.and_(CaseAction.regie.is_(False), ~hidden.correlate(CaseAction))
