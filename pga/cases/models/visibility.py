"""What ``regie`` keeps from who does not direct, as clauses for lists (decision 12)."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.models.information import OF_CONTRIBUTION, Contribution
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.rules.contributions import SEEN_BY, Status
from pga.dossiers.room import Reader
from pga.dossiers.scope import Asker, Clause

WITHOUT_REGIE: Final = frozenset({Role.INTERVENTION_TEAM})
"""The roles that never see ``regie``."""


def reads_regie(actor: Reader) -> bool:
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


def contributions_shown(actor: Reader) -> Clause:
    """Hold for a contribution that a colleague may see: the twin of ``may_see`` for a colleague."""
    return sa.and_(
        Contribution.visibility.in_(SEEN_BY.get(actor.role, frozenset())),
        Contribution.status == Status.ACTIVE,
    )


def kept_from(reader: Reader, row_id: sa.SQLColumnExpression[UUID]) -> Clause:
    """Hold for the id of a row of a case that is kept from a reader of that case.

    What is for the regie is kept from who does not direct, and what its supplier keeps back from
    whomever that is. A mark on a contribution holds words of it, and those are read by their own
    rule only.
    """
    ways = [
        sa.exists().where(Contribution.id == row_id, ~contributions_shown(reader)),
        _mark_on(row_id, ThirdPartyMark.field == OF_CONTRIBUTION),
    ]
    if not reads_regie(reader):
        goal = sa.exists().where(PlanGoal.id == row_id, PlanGoal.regie.is_(True))
        action = sa.exists().where(CaseAction.id == row_id, ~outside_regie())
        marked = sa.or_(
            sa.exists().where(PlanGoal.id == ThirdPartyMark.row_id, PlanGoal.regie.is_(True)),
            sa.exists().where(CaseAction.id == ThirdPartyMark.row_id, ~outside_regie()),
        )
        ways += [goal, action, _mark_on(row_id, marked)]
    return sa.or_(*ways)


def _mark_on(row_id: sa.SQLColumnExpression[UUID], which: Clause) -> Clause:
    return sa.exists().where(ThirdPartyMark.id == row_id, which)
