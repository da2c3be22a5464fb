"""Forms for asking access, answering that, and a flag with a date: shape only."""

from typing import Final

from pga.web.case_number import CaseNumber
from pga.web.forms import BaseForm, Choice, Day, Story, TextLine

GRANT: Final = "grant"
REFUSE: Final = "refuse"
FACTS: Final = (
    "Feiten, geen oordelen. Gaat het ook over een ander? Schrijf dan alleen op wat nodig is."
)


class AskAccessForm(BaseForm):
    """Ask for access to a case, by its number."""

    number = CaseNumber(need="Vul het casusnummer in.")
    reason = Story(
        "Waarvoor heeft u deze casus nodig?",
        need="Schrijf op waarvoor u deze casus nodig heeft.",
        hint="Noem uw taak. " + FACTS,
        most=500,
    )


class AnswerForm(BaseForm):
    """Answer somebody who asks for access."""

    answer = Choice(
        "Uw antwoord",
        [
            (GRANT, {"label": "Toegang geven", "hint": "Vanaf vandaag, tot en met een dag."}),
            (REFUSE, {"label": "Geen toegang geven", "hint": "Met een reden."}),
        ],
        need="Kies een antwoord.",
    )
    last_on = Day("Laatste dag", hint="Nodig als u toegang geeft.")
    reason = TextLine(
        "Waarom niet?",
        hint="Nodig als u geen toegang geeft. Dit blijft bij de casus.",
        most=300,
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the field that goes with the answer."""
        fine: bool = super().validate(extra_validators)
        if self.answer.data == GRANT and not self.last_on.data and not self.last_on.errors:
            self.problem("last_on", "Vul de laatste dag in. Toegang heeft altijd een einde.")
        if self.answer.data == REFUSE and not self.reason.data:
            self.problem("reason", "Schrijf op waarom u geen toegang geeft.")
        return fine and not self.faults()


class FlagForm(BaseForm):
    """Look at this before a day."""

    text = Story("Kijk hiernaar", need="Schrijf op waar u naar wilt kijken.", hint=FACTS, most=500)
    due_on = Day("Vóór", need="Kies een dag.", hint="Hoogstens een jaar vooruit.")


class CloseFlagForm(BaseForm):
    """Close a flag with what came of it."""

    closing = Story("Wat kwam eruit?", need="Schrijf op wat eruit kwam.", hint=FACTS, most=500)
