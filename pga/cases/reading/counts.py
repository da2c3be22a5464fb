"""How many cases stand where; no names, no numbers of cases."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.contact import ContactMoment
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


class Contacted(StrEnum):
    """How a contact moment went, to count."""

    SPOKEN = "spoken"
    """With the person, or with who has gezag over one below 16."""
    OTHER = "other"
    """With somebody else."""
    TRIED = "tried"
    """Nobody was reached."""


def count_contacts(session: Session, municipality: str, since: date) -> dict[Contacted, int]:
    """Return how often contact was sought since a day, and how that went; for who masks it."""
    moment = ContactMoment
    question = (
        sa.select(moment.spoken, moment.reached, sa.func.count())
        .join(Case, Case.id == moment.case_id)
        .where(Case.municipality == municipality, moment.on >= since, moment.ended.is_(None))
        .group_by(moment.spoken, moment.reached)
    )
    found = dict.fromkeys(Contacted, 0)
    for spoken, reached, count in session.execute(question):
        how = Contacted.SPOKEN if spoken else Contacted.OTHER if reached else Contacted.TRIED
        found[how] += count
    return found


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
