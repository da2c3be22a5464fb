"""The screen that adopts the plan: all of it, what the rules see, and what differs."""

from dataclasses import dataclass

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.visibility import reads_regie
from pga.cases.reading.finding import find_case
from pga.cases.reading.plan import (
    PlanReview,
    may_adopt,
    plan_now,
    plan_token,
    review_of,
    versions_of,
)
from pga.cases.reading.step import StepPage, step_of
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.plan import PlanThen
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Adopting:
    """What the screen shows: the plan that is adopted, and what the rules say of it."""

    step: StepPage
    token: str
    """What changes whenever something of the plan changes."""
    plan: PlanThen
    may_regie: bool
    """Whether this actor reads what is for the regie only: that is adopted along."""
    review: PlanReview
    may_adopt: bool


def get_adopting(actor: Actor, number: str) -> Adopting:
    """Open the plan for who may adopt it, held against the rules. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ADOPT)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            plan = plan_now(session, case, context, actor)
            rows = versions_of(session, case)
            return Adopting(
                step_of(session, actor, found, context, MoveCode.ADOPT_PLAN),
                plan_token(session, case),
                plan,
                reads_regie(actor),
                review_of(session, actor, case, context, plan, rows),
                may_adopt(actor, found),
            )
