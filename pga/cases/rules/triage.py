"""The weging: may this case be a PGA case, on what grounds, and where does it go if not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pga.cases.rules.states import State


class Criterion(StrEnum):
    """One question of the local weging (pga.md 2.4, proposal [V])."""

    TWO_DOMAINS = "a"
    """Problems on at least two leefgebieden."""
    NUISANCE_OR_RISK = "b"
    """Serious nuisance or safety risk, now or expected."""
    REGULAR_TRIED = "c"
    """The regular approach was tried, or is clearly not possible."""
    TWO_CHAINS = "d"
    """At least two organisations from different chains are needed."""
    EFFECT_ON_OTHERS = "e"
    """There is an effect on the family or the neighbourhood."""
    AVOIDS_CARE = "f"
    """The person avoids care."""


class ZvhCriterion(StrEnum):
    """One of the four national questions for the ZVH (pga.md 2.4; LAW-40, BGS art. 2.20)."""

    SEVERAL_DOMAINS = "1"
    """Problems on several leefgebieden lead to crime, nuisance or decline."""
    SEVERAL_CHAINS = "2"
    """At least coercion and care are needed; one chain alone cannot solve it."""
    SURROUNDINGS = "3"
    """It affects, or is affected by, the family or the social environment."""
    LOCAL_SAFETY = "4"
    """A serious local safety problem calls for an approach across chains."""


class CriterionAnswer(StrEnum):
    """What can be answered to a criterion; not knowing is an answer, no yes."""

    YES = "yes"
    """It is so."""
    NO = "no"
    """It is not so."""
    UNKNOWN = "unknown"
    """Nobody at the table knows."""


class LegalTest(StrEnum):
    """One of the three tests that each weging argues (pga.md 2.4; AVG art. 5(1)(c), 6(1)(e))."""

    NECESSITY = "necessity"
    """Noodzaak: the aim cannot be reached without this processing."""
    PROPORTIONALITY = "proportionality"
    """Proportionaliteit: the aim outweighs what it means for the person."""
    SUBSIDIARITY = "subsidiarity"
    """Subsidiariteit: nothing less intrusive will do."""


class Outcome(StrEnum):
    """How a weging can end (pga.md 2.4)."""

    ADMITTED = "admitted"
    """Toegelaten: the case is a PGA case."""
    BILATERAL = "bilateral"
    """Bilateraal: two partners settle it, no case."""
    REFERRED_BACK = "referred_back"
    """Terugverwezen: back to regular help, with advice."""
    REFERRED_ON = "referred_on"
    """Doorverwezen: to another table or authority."""
    SCALE_UP_DIRECTLY = "scale_up_directly"
    """Direct opschalen: straight to the ZVH."""
    REJECTED = "rejected"
    """Afgewezen: the criteria are not met."""


class FeedbackMeans(StrEnum):
    """How the referrer hears the outcome; never with content (pga.md 2.4, 7.8)."""

    PHONE = "phone"
    """By telephone."""
    LETTER = "letter"
    """By letter."""
    SECURE_MAIL = "secure_mail"
    """By secure mail."""
    IN_PERSON = "in_person"
    """In a talk."""


class TriageProblem(StrEnum):
    """What is wrong with one field of a weging."""

    MISSING = "missing"
    """It was left empty."""
    CRITERIA_NOT_MET = "criteria_not_met"
    """Admitted, although the criteria do not allow it."""


ALWAYS_NEEDED: Final = (Criterion.TWO_DOMAINS, Criterion.NUISANCE_OR_RISK, Criterion.REGULAR_TRIED)
ONE_NEEDED: Final = (Criterion.TWO_CHAINS, Criterion.EFFECT_ON_OTHERS, Criterion.AVOIDS_CARE)

# decision 19
_TARGETS: Final[Mapping[Outcome, State]] = {
    Outcome.ADMITTED: State.INFORMATION_ROUND,
    Outcome.BILATERAL: State.REJECTED,
    Outcome.REFERRED_BACK: State.REJECTED,
    Outcome.REFERRED_ON: State.REJECTED,
    Outcome.SCALE_UP_DIRECTLY: State.SCALE_UP_REQUESTED,
    Outcome.REJECTED: State.REJECTED,
}


@dataclass(frozen=True, kw_only=True)
class TriageAnswers:
    """What the weging has said so far; the defaults are an empty sheet."""

    criteria: Mapping[Criterion, CriterionAnswer] = field(default_factory=dict)
    legal_tests: Mapping[LegalTest, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    reasoning: str = ""
    procesregisseur_named: bool = False
    route: str = ""
    """Where to go instead; asked for each outcome that ends in REJECTED."""
    feedback: FeedbackMeans | None = None


def criteria_met(answers: Mapping[Criterion, CriterionAnswer]) -> bool:
    """Tell whether a, b and c are all yes, and one of d, e and f (pga.md 2.4, proposal [V])."""
    yes = {criterion for criterion, answer in answers.items() if answer is CriterionAnswer.YES}
    return yes.issuperset(ALWAYS_NEEDED) and not yes.isdisjoint(ONE_NEEDED)


def zvh_criteria_answered(answers: Mapping[ZvhCriterion, CriterionAnswer]) -> bool:
    """Tell whether all four national questions have an answer, whichever (pga.md 4.1, LAW-40)."""
    return all(criterion in answers for criterion in ZvhCriterion)


def legal_tests_argued(texts: Mapping[LegalTest, str]) -> bool:
    """Tell whether each of the three tests has its sentence."""
    return all(texts.get(test, "").strip() for test in LegalTest)


def target_state(outcome: Outcome) -> State:
    """Return the state that a case gets by this outcome (decision 19)."""
    return _TARGETS[outcome]


def problems_of(answers: TriageAnswers) -> dict[str, TriageProblem]:
    """Return everything that keeps the weging from being decided, field by field.

    Fields are ``criterion_a`` to ``criterion_f``, ``criteria``, the three legal tests, ``outcome``,
    ``reasoning``, ``procesregisseur``, ``route`` and ``feedback`` (pga.md 10.3, Weging).
    """
    return (
        _empty_fields(answers)
        | _problems_of_admission(answers)
        | _missing({"route": not _route_lacks(answers)})
    )


def _missing(present: Mapping[str, bool]) -> dict[str, TriageProblem]:
    return {name: TriageProblem.MISSING for name, there in present.items() if not there}


def _empty_fields(answers: TriageAnswers) -> dict[str, TriageProblem]:
    return _missing(
        {f"criterion_{criterion}": criterion in answers.criteria for criterion in Criterion}
        | {test.value: bool(answers.legal_tests.get(test, "").strip()) for test in LegalTest}
        | {
            "outcome": answers.outcome is not None,
            "reasoning": bool(answers.reasoning.strip()),
            # the referrer always hears how it ended (pga.md 2.4)
            "feedback": answers.feedback is not None,
        }
    )


def _problems_of_admission(answers: TriageAnswers) -> dict[str, TriageProblem]:
    if answers.outcome is not Outcome.ADMITTED:
        return {}
    problems = _missing({"procesregisseur": answers.procesregisseur_named})
    if not criteria_met(answers.criteria):
        problems["criteria"] = TriageProblem.CRITERIA_NOT_MET
    return problems


def _route_lacks(answers: TriageAnswers) -> bool:
    if answers.outcome is None or target_state(answers.outcome) is not State.REJECTED:
        return False
    return not answers.route.strip()
