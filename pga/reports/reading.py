"""The few numbers there are."""

from dataclasses import dataclass

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.counts import count_by_state
from pga.cases.rules.states import Level, State, level_of
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.reports.rules.masking import SMALL, masked
from pga.settings.reading import values_on


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cases per state and per level; None is a number too small to show."""

    by_state: dict[State, int | None]
    by_level: dict[Level, int | None]
    total: int
    threshold: int
    """Below which a number is hidden."""


def get_numbers(actor: Actor) -> Numbers:
    """Return the numbers of the actor's municipality, small ones masked."""
    require(actor, Permission.NUMBERS_READ)
    with transaction() as session:
        counts = count_by_state(session, actor.municipality)
        levels = dict.fromkeys(Level, 0)
        for state, count in counts.items():
            levels[level_of(state)] += count
        values = values_on(session, actor.municipality, clock.today())
        small = int(values.get("small_number_threshold", SMALL))
        record(session, actor, Line(Event.LIST, purpose="numbers"))
        return Numbers(
            masked(counts, threshold=small),
            masked(levels, threshold=small),
            sum(counts.values()),
            small,
        )
