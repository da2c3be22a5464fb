"""The weging on one page: criteria, three legal tests, outcome, feedback."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pga.cases.labels import ANSWER, CRITERION, FEEDBACK, LEGAL_TEST, OUTCOME, OUTCOME_HINT
from pga.cases.rules.triage import (
    Criterion,
    CriterionAnswer,
    FeedbackMeans,
    LegalTest,
    Outcome,
    TriageAnswers,
)
from pga.web.forms import CaseForm, Choice, Day, Picked, Story, TextLine, member, options


@dataclass(frozen=True)
class Hinted:
    """A choice with a line that explains it."""

    label: str
    hint: str

    def __str__(self) -> str:
        return self.label


def _criterion(criterion: Criterion) -> Choice:
    label = f"{criterion}. {CRITERION[criterion]}"
    return Choice(label, options(ANSWER), need=f"Beantwoord criterium {criterion}.")


def _outcomes() -> list[tuple[str, Any]]:
    return [(str(one), Hinted(OUTCOME[one], OUTCOME_HINT[one])) for one in Outcome]


def _feedback(hint: str) -> Choice:
    return Choice(
        "Hoe hoort de aanmelder de uitkomst?",
        options(FEEDBACK),
        need="Kies hoe de aanmelder het hoort.",
        hint=hint,
    )


def _told() -> Day:
    return Day("Verteld op", need="Vul in wanneer de aanmelder het hoorde.")


class StartTriageForm(CaseForm):
    """Begin the weging, with or without a look at possible doubles."""

    seen = Choice(
        "Heeft u gekeken of dit dezelfde persoon is?",
        [("ja", "Ja, en het is een ander")],
    )


class TriageForm(CaseForm):
    """A weging."""

    criterion_a = _criterion(Criterion.TWO_DOMAINS)
    criterion_b = _criterion(Criterion.NUISANCE_OR_RISK)
    criterion_c = _criterion(Criterion.REGULAR_TRIED)
    criterion_d = _criterion(Criterion.TWO_CHAINS)
    criterion_e = _criterion(Criterion.EFFECT_ON_OTHERS)
    criterion_f = _criterion(Criterion.AVOIDS_CARE)
    necessity = Story(
        LEGAL_TEST[LegalTest.NECESSITY],
        need="Leg in één zin uit waarom het nodig is.",
        hint="Waarom kan het doel niet zonder deze aanpak?",
        most=500,
    )
    proportionality = Story(
        LEGAL_TEST[LegalTest.PROPORTIONALITY],
        need="Leg in één zin uit waarom het in verhouding is.",
        hint="Waarom weegt het doel op tegen wat het voor de persoon betekent?",
        most=500,
    )
    subsidiarity = Story(
        LEGAL_TEST[LegalTest.SUBSIDIARITY],
        need="Leg in één zin uit waarom iets lichters niet genoeg is.",
        hint="Waarom lukt het niet op een lichtere manier?",
        most=500,
    )
    consulted = TextLine(
        "Wie is gevraagd?", hint="Bijvoorbeeld interventieteam en politie.", most=300
    )
    outcome = Choice("Uitkomst", _outcomes(), need="Kies de uitkomst.")
    reasoning = Story("Motivering", need="Leg uit waarom dit de uitkomst is.")
    route = TextLine(
        "Waar kan de persoon terecht?",
        hint="Bij elke uitkomst zonder casus: naar wie, met welk advies.",
        most=500,
    )
    procesregisseur = Picked("Procesregisseur", hint="Bij toelaten: wie bewaakt het proces?")
    feedback = _feedback("Alleen de uitkomst, geen inhoud. U vertelt het na dit besluit.")

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Set who can be procesregisseur."""
        self.procesregisseur.offer(people, "Kies een collega")

    @property
    def procesregisseur_id(self) -> UUID | None:
        """Return the chosen procesregisseur."""
        return UUID(self.procesregisseur.data) if self.procesregisseur.data else None

    def answers(self) -> TriageAnswers:
        """Return what the weging says so far."""
        criteria = {
            criterion: member(CriterionAnswer, self[f"criterion_{criterion}"].data)
            for criterion in Criterion
            if self[f"criterion_{criterion}"].data
        }
        return TriageAnswers(
            criteria=criteria,
            legal_tests={test: self[test.value].data or "" for test in LegalTest},
            outcome=member(Outcome, self.outcome.data),
            reasoning=self.reasoning.data or "",
            procesregisseur_named=self.procesregisseur_id is not None,
            route=self.route.data or "",
            feedback=member(FeedbackMeans, self.feedback.data),
        )
