"""How many cases stand where; no names, no numbers of cases."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.scope import listed_for
from pga.cases.rules.workflow import Level, State, level_of


def count_by_state(session: Session, municipality: str) -> dict[State, int]:
    """Return the number of cases of a municipality in each state; for a room that masks them."""
    question = (
        sa.select(Case.state, sa.func.count().label("cases"))
        .where(Case.municipality == municipality)
        .group_by(Case.state)
    )
    found = {row.state: row.cases for row in session.execute(question)}
    return {state: found.get(state, 0) for state in State}


def count_visible(session: Session, actor: Actor) -> dict[State, int]:
    """Return the number of cases in each state that this actor may open."""
    question = (
        sa.select(Case.state, sa.func.count().label("cases"))
        .where(listed_for(actor))
        .group_by(Case.state)
    )
    return {row.state: row.cases for row in session.execute(question)}


def by_level(counts: dict[State, int]) -> dict[Level, int]:
    """Return counts per rung of the ladder; what has not begun and what is over stand on none."""
    levels = dict.fromkeys(Level, 0)
    for state, count in counts.items():
        levels[level_of(state)] += count
    return levels
