"""Forms for telling the person, and for telling later: shape only."""

from datetime import date
from typing import Final

from pga.cases.labels import INFORM_MEANS, NOT_INFORMED
from pga.web.filters import plain_date
from pga.web.forms import BaseForm, Choice, Day, Picked, Story, options

FACTS: Final = "Feiten, geen oordelen. Noem anderen niet bij naam."


class TellForm(BaseForm):
    """A letter or a talk."""

    ear = Picked("Wie is geïnformeerd?", need="Kies wie is geïnformeerd.")
    means = Choice("Hoe?", options(INFORM_MEANS), need="Kies brief of gesprek.")
    told_on = Day("Op", need="Vul in wanneer.")
    told_by = Picked("Door wie?", need="Kies wie het vertelde.")
    note = Story("Wat is gezegd of gestuurd?", hint=FACTS, most=500)


class PostponeForm(BaseForm):
    """Telling waits."""

    ground = Choice("Waarom nu niet?", options(NOT_INFORMED), need="Kies een grond.")
    note = Story("Motivering", need="Leg uit waarom het nu niet kan.", hint=FACTS, most=500)
    decided_by = Picked("Wie besloot dit?", need="Kies wie dit besloot.")
    decided_on = Day("Besloten op", need="Vul in wanneer dit is besloten.")
    review_on = Day("Opnieuw bekijken op", need="Kies een dag om opnieuw te kijken.")

    def bound(self, last_on: date) -> None:
        """Say until which day telling can wait, as the municipality set it."""
        self.review_on.description = f"Hoogstens tot en met {plain_date(last_on)}."
