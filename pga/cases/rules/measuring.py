"""A meting of the leefgebieden: what a final one holds (pga.md 3.3), and how two compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from pga.cases.rules.criminal import (
    CRIMINAL_DOMAIN,
    Ages,
    CriminalFault,
    fault_of_criminal,
)
from pga.cases.rules.domains import LifeDomain, Score


class MeasurementKind(StrEnum):
    """Which meting it is."""

    BASELINE = "baseline"
    """The 0-meting."""
    INTERIM = "interim"
    """In between."""
    FINAL = "final"
    """The eindmeting."""


class MeasureProblem(StrEnum):
    """What can be wrong with a meting."""

    IN_FUTURE = "in_future"
    """The day has still to come."""
    NO_SCORE = "no_score"
    """Nothing was chosen, not even unknown or not needed."""
    NO_WHY = "no_why"
    """A score does not say why it counts here."""
    NO_SOURCE = "no_source"
    """A score does not say where it comes from."""
    NO_SOURCE_DAY = "no_source_day"
    """A score does not say of which day its source is."""
    SOURCE_AHEAD = "source_ahead"
    """A source of a day after the meting."""
    NOTHING_SCORED = "nothing_scored"
    """Not one leefgebied has a score."""
    NO_BASELINE = "no_baseline"
    """The first meting is the 0-meting."""
    BASELINE_STANDS = "baseline_stands"
    """There is a 0-meting already."""
    CASE_OVER = "case_over"
    """The case does not run any more."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One leefgebied as given: its score, why it counts in this case, and the source."""

    score: Score | None = None
    why: str = ""
    source: str = ""
    source_on: date | None = None
    """The day of what the source tells; unknown in a meting of before that was asked."""


Scores = Mapping[LifeDomain, Scored]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasurementGiven:
    """A meting as given on its form."""

    kind: MeasurementKind
    measured_on: date
    scores: Scores
    persons: frozenset[UUID] = frozenset()
    """Which persons the score of Justitie is about, where somebody is under 12."""


def with_rest(scores: Scores) -> Scores:
    """Return a meting in which what was left open is not needed for this case.

    Where something was typed the score was forgotten: that stays open.
    """
    open_ = Scored()
    rest = {domain for domain in LifeDomain if scores.get(domain, open_) == open_}
    return {**scores, **dict.fromkeys(rest, Scored(Score.NOT_NEEDED))}


def faults_of_final(scores: Scores, measured_on: date, today: date) -> dict[str, MeasureProblem]:
    """Return what keeps a meting from being final, by field: ``score-FIN``, ``why-FIN`` and so on.

    Each leefgebied has an answer; that may be unknown, or not needed for this case. A score says
    why it counts here and where it comes from.
    """
    found = faults_of_day(measured_on, today)
    for domain in LifeDomain:
        one = scores.get(domain, Scored())
        if one.score is None:
            found[f"score-{domain}"] = MeasureProblem.NO_SCORE
        elif one.score.number is not None:
            if not one.why:
                found[f"why-{domain}"] = MeasureProblem.NO_WHY
            if not one.source:
                found[f"source-{domain}"] = MeasureProblem.NO_SOURCE
            if one.source_on is None:
                found[f"source_on-{domain}"] = MeasureProblem.NO_SOURCE_DAY
    found |= faults_of_sources(scores, measured_on)
    if not found and all(one.score is None or one.score.number is None for one in scores.values()):
        found[""] = MeasureProblem.NOTHING_SCORED
    return found


def faults_of_sources(scores: Scores, measured_on: date) -> dict[str, MeasureProblem]:
    """Return which sources tell of a day after the meting."""
    return {
        f"source_on-{domain}": MeasureProblem.SOURCE_AHEAD
        for domain, one in scores.items()
        if one.source_on is not None and one.source_on > measured_on
    }


def old_source(source_on: date | None, on: date, days: int) -> int | None:
    """Return how many days old a source was, when that is more than so many; else nothing.

    Of a day that nobody knows nothing is guessed.
    """
    age = (on - source_on).days if source_on is not None else 0
    return age if age > days else None


def faults_of_day(measured_on: date, today: date) -> dict[str, MeasureProblem]:
    """Return what is wrong with the day of a meting."""
    return {"measured_on": MeasureProblem.IN_FUTURE} if measured_on > today else {}


def tells_of_justice(scores: Scores) -> bool:
    """Tell whether a meting says something on Justitie; *onbekend* and *niet nodig* do not."""
    one = scores.get(CRIMINAL_DOMAIN, Scored())
    scored = one.score is not None and one.score.number is not None
    return scored or bool(one.why or one.source)


def faults_of_justice(
    scores: Scores, persons: frozenset[UUID], ages: Ages[UUID]
) -> dict[str, CriminalFault]:
    """Return why nothing can be said on Justitie so (decision 47)."""
    fault = fault_of_criminal(ages, persons) if tells_of_justice(scores) else None
    if fault is None:
        return {}
    everybody = fault is CriminalFault.ALL_UNDER_12
    return {f"score-{CRIMINAL_DOMAIN}" if everybody else "persons": fault}


def fault_of_kind(kind: MeasurementKind, *, has_baseline: bool) -> MeasureProblem | None:
    """Return why this cannot be the kind of the next meting."""
    if kind is MeasurementKind.BASELINE:
        return MeasureProblem.BASELINE_STANDS if has_baseline else None
    return None if has_baseline else MeasureProblem.NO_BASELINE
