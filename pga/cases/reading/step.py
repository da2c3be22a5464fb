"""One step of a case as its own page shows it: the head, what is missing, and who can mend that."""

from dataclasses import dataclass
from datetime import date

from pga.access.policy import Actor, allows
from pga.cases.models.case import Case
from pga.cases.reading.finding import find_case
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.moves import MoveCode, find_move, standing_missing
from pga.cases.rules.needs import MENDED_WITH, Need
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found
from pga.dossiers.reading.head import Head, head_of
from pga.privacy.context import looking_at


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
    hold_until: date
    """The last day until which this case could be put on hold today."""


def get_step(actor: Actor, number: str, code: MoveCode) -> StepPage:
    """Open the head of a case for who may make this move; the look is in the trail.

    Raises Refused.
    """
    move = find_move(code)
    with transaction() as session:
        found = find_case(session, actor, number, move.permission)
        case = found.dossier
        rules = rules_in_force(session, case.municipality)
        possible = case.state is move.source
        lacking = standing_missing(move, snapshot_of(session, case, rules)) if possible else ()
        with looking_at(session, actor, found.about, purpose=found.purpose("head")):
            return StepPage(
                head=head_of(actor, found),
                possible=possible,
                lacking=lacking,
                mendable=mendable(actor, found),
                hold_until=due_date(TermKind.HOLD_REVIEW, clock.today(), rules),
            )


def mendable(actor: Actor, found: Found[Case]) -> frozenset[Need]:
    """Return which needs this actor may mend; on a case without work nothing is mended."""
    if not found.runs:
        return frozenset()
    return frozenset(
        need for need, permission in MENDED_WITH.items() if allows(actor, permission, found.facts)
    )
