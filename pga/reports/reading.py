"""The few numbers there are."""

from dataclasses import dataclass
from datetime import date

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.concept_work import count_concepts
from pga.cases.reading.counts import Contacted, count_by_state, count_contacts
from pga.cases.rules.concept import ConceptState
from pga.cases.rules.states import Level, State, level_of
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.reports.rules.masking import SMALL, masked
from pga.settings.reading import values_on
from pga.signals.reading.counts import SignalNumbers, count_signals
from pga.signals.rules.codes import SignalOutcome, SignalSource


@dataclass(frozen=True, slots=True)
class SignalsMasked:
    """Signalen of this year; None is a number too small to show."""

    running: int | None
    ended: int
    calls: int
    """How often somebody called about those."""
    by_source: dict[SignalSource, int | None]
    by_outcome: dict[SignalOutcome, int | None]
    by_month: dict[date, int | None]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cases per state and level, contact moments, signalen; None is a number too small to show."""

    by_state: dict[State, int | None]
    by_level: dict[Level, int | None]
    contacts: dict[Contacted, int | None]
    """How often contact was sought this year, and how that went."""
    concepts: dict[ConceptState, int | None]
    """Concept-aanmeldingen that were begun this year."""
    year: int
    total: int
    threshold: int
    """Below which a number is hidden."""
    signals: SignalsMasked


def get_numbers(actor: Actor) -> Numbers:
    """Return the numbers of the actor's municipality, small ones masked."""
    require(actor, Permission.NUMBERS_READ)
    with transaction() as session:
        counts = count_by_state(session, actor.municipality)
        levels = dict.fromkeys(Level, 0)
        for state, count in counts.items():
            levels[level_of(state)] += count
        new_year = clock.today().replace(month=1, day=1)
        values = values_on(session, actor.municipality, clock.today())
        small = int(values.get("small_number_threshold", SMALL))
        record(session, actor, Line(Event.LIST, purpose="numbers"))
        return Numbers(
            masked(counts, threshold=small),
            masked(levels, threshold=small),
            masked(count_contacts(session, actor.municipality, new_year), threshold=small),
            masked(count_concepts(session, actor.municipality), threshold=small),
            new_year.year,
            sum(counts.values()),
            small,
            _signals(count_signals(session, actor.municipality, clock.today()), small),
        )


def _signals(counted: SignalNumbers, small: int) -> SignalsMasked:
    return SignalsMasked(
        masked({"running": counted.running}, threshold=small)["running"],
        counted.ended,
        counted.calls,
        masked(counted.by_source, threshold=small),
        masked(counted.by_outcome, threshold=small),
        masked(counted.by_month, threshold=small),
    )
