"""The form of an evaluatie, and those of a proposal and its answer. Shape only."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from pga.cases.forms.citing import CitingForm
from pga.cases.labels import (
    CONCLUSION,
    CONCLUSION_HINT,
    EVALUATION_TEST,
    PROPOSAL_ANSWER,
    PROPOSAL_KIND,
    PROPOSAL_TO,
)
from pga.cases.rules.evaluating import Appraised, Conclusion, EvaluationGiven, EvaluationTest
from pga.cases.rules.proposing import BY_HAND, ProposalAnswer, ProposalKind
from pga.web.forms import CaseForm, Choice, Day, Several, Story, TextLine, listed, member, options

YES_NO: Final = (("yes", "Ja"), ("no", "Nee"))
FACTS: Final = "Feiten, geen oordelen. Noem anderen niet bij naam."


class EvaluationForm(CitingForm):
    """An evaluatie: three tests, what worked, and what follows."""

    held_on = Day("Geëvalueerd op", need="Vul in wanneer u evalueerde.")
    colleagues = Several("Wie deed mee?", ())
    others = TextLine(
        "Wie nog meer?", hint="Bijvoorbeeld betrokkene, of een partner met functie.", most=300
    )
    needed = Choice(EVALUATION_TEST[EvaluationTest.NEEDED], YES_NO)
    needed_why = TextLine("Waarom is de aanpak wel of niet nodig?", most=300)
    proportional = Choice(EVALUATION_TEST[EvaluationTest.PROPORTIONAL], YES_NO)
    proportional_why = TextLine("Waarom is het wel of niet in verhouding?", most=300)
    level = Choice(EVALUATION_TEST[EvaluationTest.LEVEL], YES_NO)
    level_why = TextLine("Waarom is dit wel of niet het goede niveau?", most=300)
    worked = Story("Wat werkte?", hint=FACTS)
    failed = Story("Wat werkte niet?", hint=FACTS)
    unused = Story("Wat gebruikte niemand?", hint="Denk aan acties, overleggen en bijdragen.")
    conclusion = Choice("Wat gebeurt er nu?", ())
    why = Story(
        "Waarom?",
        hint="Bij bijstellen: wat moet er anders? Bij een voorstel gaat deze tekst mee.",
        most=500,
    )

    def offer(
        self,
        conclusions: Iterable[Conclusion],
        colleagues: Iterable[tuple[UUID, str]],
        offered: Iterable[tuple[UUID, Any]],
    ) -> None:
        """Set what can follow, who can have taken part and which contributions can be ticked."""
        self.conclusion.choices = listed(
            (str(one), {"label": CONCLUSION[one], "hint": CONCLUSION_HINT[one]})
            for one in conclusions
        )
        self.colleagues.choices = listed((str(one), name) for one, name in colleagues)
        self.offer_citable(offered)

    def tests(self) -> Iterable[tuple[Any, Any]]:
        """Return for each test its answer and why."""
        for test in EvaluationTest:
            yield self[test], self[f"{test}_why"]

    def given(self) -> EvaluationGiven:
        """Return the evaluatie as it was typed."""
        said = {"yes": True, "no": False}
        return EvaluationGiven(
            held_on=self.held_on.day,
            tests={
                test: Appraised(said.get(self[test].data or ""), self[f"{test}_why"].data or "")
                for test in EvaluationTest
            },
            worked=self.worked.data or "",
            failed=self.failed.data or "",
            unused=self.unused.data or "",
            conclusion=member(Conclusion, self.conclusion.data),
            why=self.why.data or "",
            colleagues=frozenset(UUID(one) for one in self.colleagues.data or ()),
            others=self.others.data or "",
            cited=self.cites,
        )


class ProposeForm(CaseForm):
    """A proposal: what, and why."""

    kind = Choice("Wat stelt u voor?", (), need="Kies wat u voorstelt.")
    why = Story("Waarom?", need="Schrijf op waarom.", hint=FACTS, most=500)

    def offer(self, kinds: Iterable[ProposalKind]) -> None:
        """Set what can be proposed now."""
        self.kind.choices = listed(
            (str(one), {"label": PROPOSAL_KIND[one], "hint": PROPOSAL_TO[one]}) for one in kinds
        )


class AnswerProposalForm(CaseForm):
    """The answer to a proposal, with a reason."""

    answer = Choice(
        "Neemt u het voorstel aan?",
        options({one: PROPOSAL_ANSWER[one] for one in BY_HAND}),
        need="Kies of u het aanneemt.",
    )
    why = Story(
        "Waarom?",
        need="Schrijf op waarom.",
        hint="Wie het voorstelde, leest dit. Het staat ook bij het verloop.",
        most=500,
    )

    def chosen(self) -> ProposalAnswer:
        """Return the answer."""
        return ProposalAnswer(str(self.answer.data))
