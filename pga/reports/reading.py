"""The few numbers there are."""

from dataclasses import dataclass

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.counts import count_by_state
from pga.cases.rules.workflow import Level, State, level_of
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.reports.rules.masking import masked


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cases per state and per level; None is a number too small to show."""

    by_state: dict[State, int | None]
    by_level: dict[Level, int | None]
    total: int


def get_numbers(actor: Actor) -> Numbers:
    """Return the numbers of the actor's municipality, small ones masked."""
    require(actor, Permission.NUMBERS_READ)
    with transaction() as session:
        counts = count_by_state(session, actor.municipality)
        levels = dict.fromkeys(Level, 0)
        for state, count in counts.items():
            levels[level_of(state)] += count
        record(session, actor, Line(Event.LIST, purpose="numbers"))
        return Numbers(masked(counts), masked(levels), sum(counts.values()))
