"""What another value of a term would do to the terms that run: computed, never carried out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pga.cases.rules.terms import TermKind, TermRules, due_date
from pga.dossiers.rules.lateness import Lateness, TermNotSet, lateness
from pga.settings.rules.effect import Shifted, Touched, Turn


@dataclass(frozen=True, slots=True)
class Running:
    """A term that runs on a case."""

    number: str
    kind: TermKind
    started_on: date
    due_on: date


def effect_of(running: Iterable[Running], now: TermRules, then: TermRules, today: date) -> Touched:
    """Tell what would shift; a date that the terms of today do not give was somebody's own."""
    shifted, own = [], 0
    for term in running:
        before, after = _due(term, now), _due(term, then)
        if after is None or before == after:
            continue
        if term.due_on != before:
            own += 1
            continue
        turn = _turn(term.due_on, after, today)
        shifted.append(Shifted(term.number, term.due_on, after, turn))
    shifted.sort(key=lambda one: (one.would_be_on, one.number))
    return Touched(tuple(shifted), own)


def _due(term: Running, rules: TermRules) -> date | None:
    try:
        return due_date(term.kind, term.started_on, rules)
    except TermNotSet:
        return None


def _turn(was: date, would_be: date, today: date) -> Turn:
    late = [lateness(day, today) is Lateness.LATE for day in (was, would_be)]
    if late == [False, True]:
        return Turn.BECOMES_LATE
    return Turn.NO_LONGER_LATE if late == [True, False] else Turn.STAYS
