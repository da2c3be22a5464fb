"""An evaluatie: is the approach still needed, proportional and at the right level (pga.md 2.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.domains import LifeDomain, Score, difference
from pga.cases.rules.proposing import PROPOSED_IN, ProposalKind
from pga.cases.rules.states import State


class EvaluationTest(StrEnum):
    """What is weighed anew."""

    NEEDED = "needed"
    """The approach is still needed."""
    PROPORTIONAL = "proportional"
    """It does not weigh more than what it is for."""
    LEVEL = "level"
    """It stands on the right rung of the ladder."""


class Conclusion(StrEnum):
    """What follows from an evaluatie."""

    CONTINUE = "continue"
    """Go on as it goes."""
    ADJUST = "adjust"
    """Go on with another plan: a new version follows."""
    PROPOSE_AFTERCARE = "propose_aftercare"
    """Propose nazorg."""
    PROPOSE_SCALE_UP = "propose_scale_up"
    """Propose opschalen."""
    PROPOSE_CLOSE = "propose_close"
    """Propose afsluiten."""


PROPOSES: Final[Mapping[Conclusion, ProposalKind]] = {
    Conclusion.PROPOSE_AFTERCARE: ProposalKind.AFTERCARE,
    Conclusion.PROPOSE_SCALE_UP: ProposalKind.SCALE_UP,
    Conclusion.PROPOSE_CLOSE: ProposalKind.CLOSE,
}
"""Which conclusion makes a proposal in the same act."""
EVALUATED_IN: Final = frozenset({State.IN_EXECUTION, State.ON_HOLD, State.SCALE_UP_REQUESTED})
"""Where a case is evaluated; what the ZVH has is not the municipality's to weigh (decision 53)."""
RHYTHM: Final = EVALUATED_IN - {State.ON_HOLD}
"""Where the term of the next one begins at once; of a case that waits it begins when it goes on."""
ENDING: Final = frozenset({Conclusion.PROPOSE_AFTERCARE, Conclusion.PROPOSE_CLOSE})
"""What follows when the approach is not needed any more."""


class EvaluationProblem(StrEnum):
    """What can be wrong with an evaluatie."""

    IN_FUTURE = "in_future"
    """The day has still to come."""
    BEFORE_PLAN = "before_plan"
    """The day lies before that on which the plan was adopted."""
    BEFORE_LAST = "before_last"
    """The day lies before that of the last evaluatie."""
    NO_ANSWER = "no_answer"
    """One of the three tests has no answer."""
    NO_WHY = "no_why"
    """An answer or the conclusion is not explained."""
    NO_WORDS = "no_words"
    """It is not said what worked, or what did not."""
    NOBODY = "nobody_took_part"
    """It is not said who took part."""
    NOT_A_COLLEAGUE = "not_a_colleague"
    """Somebody who was ticked does not work on this case."""
    NO_CONCLUSION = "no_conclusion"
    """No conclusion was chosen."""
    NOT_NEEDED = "not_needed"
    """The approach is not needed any more, and would go on."""
    NOT_AS_IT_IS = "not_as_it_is"
    """Something is not as it should be, and nothing would change."""
    NO_PLAN = "no_plan"
    """No plan was adopted: there is nothing to evaluate."""
    WITH_ZVH = "with_zvh"
    """The ZVH directs it."""
    NOT_NOW = "not_now"
    """The case stands where nothing is evaluated."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """The answer to one test."""

    holds: bool | None
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationGiven:
    """An evaluatie as it is given."""

    held_on: date
    tests: Mapping[EvaluationTest, Appraised]
    worked: str
    failed: str
    unused: str = ""
    conclusion: Conclusion | None
    why: str
    """Why this conclusion: of a proposal the reason, of a change what must become other."""
    colleagues: frozenset[UUID] = frozenset()
    others: str = ""
    cited: frozenset[UUID] = frozenset()


Metingen = Sequence[tuple[date, Mapping[LifeDomain, Score]]]
"""The final ones of a case with their days, the first one first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluated:
    """What is known of a case that is evaluated."""

    state: State
    today: date
    adopted_on: date | None
    """When its plan was first adopted."""
    last_on: date | None = None
    """The day of its last evaluatie."""


def why_not(case: Evaluated) -> EvaluationProblem | None:
    """Return why a case is not evaluated now."""
    if case.state in {State.TOP_X, State.SCALE_DOWN_PROPOSED}:
        return EvaluationProblem.WITH_ZVH
    if case.state not in EVALUATED_IN:
        return EvaluationProblem.NOT_NOW
    return None if case.adopted_on is not None else EvaluationProblem.NO_PLAN


def conclusions_in(state: State) -> tuple[Conclusion, ...]:
    """Return what can follow from an evaluatie of a case that stands here."""
    return tuple(
        one for one in Conclusion if one not in PROPOSES or state in PROPOSED_IN[PROPOSES[one]]
    )


def faults_of_evaluation(given: EvaluationGiven, case: Evaluated) -> dict[str, EvaluationProblem]:
    """Return all that is wrong with an evaluatie, by the field where it is mended."""
    found: dict[str, EvaluationProblem] = _faults_of_tests(given)
    if (barred := why_not(case)) is not None:
        found[""] = barred
    found |= _faults_of_day(given.held_on, case)
    for name in ("worked", "failed"):
        if not getattr(given, name):
            found[name] = EvaluationProblem.NO_WORDS
    if not (given.colleagues or given.others):
        found["colleagues"] = EvaluationProblem.NOBODY
    if not given.why:
        found["why"] = EvaluationProblem.NO_WHY
    conclusion = fault_of_conclusion(given, case.state)
    return found | ({"conclusion": conclusion} if conclusion else {})


def _faults_of_day(held_on: date, case: Evaluated) -> dict[str, EvaluationProblem]:
    if held_on > case.today:
        return {"held_on": EvaluationProblem.IN_FUTURE}
    if case.adopted_on is not None and held_on < case.adopted_on:
        return {"held_on": EvaluationProblem.BEFORE_PLAN}
    if case.last_on is not None and held_on < case.last_on:
        return {"held_on": EvaluationProblem.BEFORE_LAST}
    return {}


def _faults_of_tests(given: EvaluationGiven) -> dict[str, EvaluationProblem]:
    found: dict[str, EvaluationProblem] = {}
    for test in EvaluationTest:
        one = given.tests.get(test, Appraised(None, ""))
        if one.holds is None:
            found[test] = EvaluationProblem.NO_ANSWER
        if not one.why:
            found[f"{test}_why"] = EvaluationProblem.NO_WHY
    return found


def fault_of_conclusion(given: EvaluationGiven, state: State) -> EvaluationProblem | None:
    """Return why the conclusion does not follow from the answers."""
    answers = {test: weighed.holds for test, weighed in given.tests.items()}
    if given.conclusion not in conclusions_in(state):
        return EvaluationProblem.NO_CONCLUSION
    if answers.get(EvaluationTest.NEEDED) is False and given.conclusion not in ENDING:
        return EvaluationProblem.NOT_NEEDED
    if False in answers.values() and given.conclusion is Conclusion.CONTINUE:
        return EvaluationProblem.NOT_AS_IT_IS
    return None


def moved(metingen: Metingen, since: date | None, until: date) -> dict[LifeDomain, int]:
    """Return how far each leefgebied rose or fell between two evaluaties.

    The last meting of each counts; before the first evaluatie that is the 0-meting.
    """
    known = [one for one in metingen if one[0] <= until]
    before = [one for one in known if since is not None and one[0] <= since] or known[:1]
    if not known or known[-1] is before[-1]:
        return {}
    first, last = before[-1][1], known[-1][1]
    both = [one for one in LifeDomain if one in first and one in last]
    steps = {one: difference(first[one], last[one]) for one in both}
    return {domain: step for domain, step in steps.items() if step}
