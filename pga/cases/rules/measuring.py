"""A meting of the leefgebieden: what a final one holds (pga.md 3.3), and how two compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


Scores = Mapping[LifeDomain, Scored]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasurementGiven:
    """A meting as given on its form."""

    kind: MeasurementKind
    measured_on: date
    scores: Scores


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
    if not found and all(one.score is None or one.score.number is None for one in scores.values()):
        found[""] = MeasureProblem.NOTHING_SCORED
    return found


def faults_of_day(measured_on: date, today: date) -> dict[str, MeasureProblem]:
    """Return what is wrong with the day of a meting."""
    return {"measured_on": MeasureProblem.IN_FUTURE} if measured_on > today else {}


def fault_of_kind(kind: MeasurementKind, *, has_baseline: bool) -> MeasureProblem | None:
    """Return why this cannot be the kind of the next meting."""
    if kind is MeasurementKind.BASELINE:
        return MeasureProblem.BASELINE_STANDS if has_baseline else None
    return None if has_baseline else MeasureProblem.NO_BASELINE
