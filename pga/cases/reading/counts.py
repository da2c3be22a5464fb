"""How many cases stand where; no names, no numbers of cases."""

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.cases.rules.states import ACTIVE, Level, State, level_of
from pga.core.database import ask
from pga.dossiers.scope import Asker, among, asker_params, bind_values, listed_for


def count_by_state(session: Session, municipality: str) -> dict[State, int]:
    """Return the number of cases of a municipality in each state; for a room that masks them."""
    question = (
        sa.select(Case.state, sa.func.count().label("cases"))
        .where(Case.municipality == municipality)
        .group_by(Case.state)
    )
    found = {row.state: row.cases for row in ask(session, question)}
    return {state: found.get(state, 0) for state in State}


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many running cases stand in a state, and how many of those nobody directs."""

    cases: int
    unowned: int


def count_running(session: Session, actor: Actor) -> dict[State, StateCount]:
    """Return how many of the running cases that this actor may open stand in each state."""
    question = _running(asker_params(actor.role, actor.cleared))
    rows = ask(session, question, bind_values(actor))
    return {state: StateCount(cases, unowned) for state, cases, unowned in rows}


@cache
def _running(me: Asker) -> sa.Executable:
    unowned = sa.func.count().filter(Case.procesregisseur_id.is_(None))
    return (
        sa.select(Case.state, sa.func.count(), unowned)
        .where(listed_for(CASES, me), among(Case.state, ACTIVE))
        .group_by(Case.state)
    )


def by_level(counts: dict[State, int]) -> dict[Level, int]:
    """Return counts per rung of the ladder; what has not begun and what is over stand on none."""
    levels = dict.fromkeys(Level, 0)
    for state, count in counts.items():
        levels[level_of(state)] += count
    return levels
