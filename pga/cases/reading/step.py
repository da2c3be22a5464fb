"""One step of a case as its own page shows it: the head, what is missing, and who can mend that."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pga.access.policy import Actor, allows
from pga.cases.models.case import Case
from pga.cases.reading.finding import find_case
from pga.cases.reading.snapshot import held_from, silent_partners, snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.moves import HOLDS, RESUMES, MoveCode, find_move, missing, standing_missing
from pga.cases.rules.needs import MENDED_WITH, Need
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class StepPage:
    """What the page of one move shows of a case."""

    head: Head
    possible: bool
    """Whether the case is where this move starts."""
    lacking: tuple[Need, ...]
    """What must be mended on another page first."""
    mendable: frozenset[Need]
    """What this actor may mend."""
    silent: tuple[str, ...]
    """For which partners the informatieronde waits, when that lacks."""
    hold_until: date
    """The last day until which this case could be put on hold today."""
    back_to: State | None
    """Where a case on hold goes back to."""
    objection: bool
    """Whether it waits for the decision on an objection."""


def get_step(actor: Actor, number: str, code: MoveCode) -> StepPage:
    """Open the head of a case for who may make this move; the look is in the trail.

    Raises Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, find_move(code).permission)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return step_of(session, actor, found, context, code)


def step_of(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext, code: MoveCode
) -> StepPage:
    """Return one move of a case, for a page that is in a unit; nothing but its head is opened."""
    case = found.dossier
    move = find_move(code_now(case, code))
    rules = rules_in_force(session, case.municipality)
    possible = case.state is move.source
    snapshot = snapshot_of(session, case, rules)
    return StepPage(
        head=open_head(session, actor, found, context),
        possible=possible,
        lacking=standing_missing(move, snapshot) if possible else (),
        mendable=mendable(actor, found),
        silent=silent_partners(session, case, missing(move, snapshot)),
        hold_until=due_date(TermKind.HOLD_REVIEW, clock.today(), rules),
        back_to=held_from(case),
        objection=case.hold_code is HoldReason.OBJECTION,
    )


def code_now(case: Case, code: MoveCode) -> MoveCode:
    """Return the move that a page makes of a case where it stands; holding has one for each."""
    if code in HOLDS.values():
        return HOLDS.get(case.state, code)
    back_to = held_from(case)
    return RESUMES[back_to] if code in RESUMES.values() and back_to else code


def mendable(actor: Actor, found: Found[Case]) -> frozenset[Need]:
    """Return which needs this actor may mend; on a case without work nothing is mended."""
    if not found.runs:
        return frozenset()
    return frozenset(
        need for need, permission in MENDED_WITH.items() if allows(actor, permission, found.facts)
    )
