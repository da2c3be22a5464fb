"""Forms for telling the people of a case, for telling later, and for who has gezag: shape only."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from wtforms import BooleanField, Form, FormField

from pga.cases.labels import INFORM_MEANS, NOT_INFORMED, TOPIC
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, Topic
from pga.web.filters import plain_date
from pga.web.forms import (
    PHONE,
    BaseForm,
    CaseForm,
    Choice,
    Day,
    Picked,
    Repeated,
    Several,
    Story,
    TextLine,
    options,
)

MOST: Final = 12
FACTS: Final = "Feiten, geen oordelen. Noem anderen niet bij naam."


class TellForm(BaseForm):
    """A letter or a talk."""

    ears = Several("Wie is geïnformeerd?", (), hint="Kies iedereen die het hoorde.")
    means = Choice("Hoe?", options(INFORM_MEANS), need="Kies brief of gesprek.")
    told_on = Day("Op", need="Vul in wanneer.")
    told_by = Picked("Door wie?", need="Kies wie het vertelde.")
    whole = BooleanField("Alles wat moet is verteld, zoals in onze brief")
    topics = Several("Wat is verteld?", options(TOPIC))
    note = Story("Toelichting", hint=FACTS, most=500)

    @property
    def told(self) -> frozenset[Topic]:
        """Return what was told."""
        if self.whole.data:
            return ALL_TOPICS
        return frozenset(Topic(code) for code in self.topics.data or ())


class PostponeForm(BaseForm):
    """Telling waits."""

    ears = Several("Wie hoort het later?", (), hint="Wie u niet kiest, moet het op tijd horen.")
    ground = Choice("Waarom nu niet?", options(NOT_INFORMED), need="Kies een grond.")
    note = Story("Toelichting", hint=f"Nodig bij “iets anders”. {FACTS}", most=500)
    decided_by = Picked("Wie besloot dit?", need="Kies wie dit besloot.")
    decided_on = Day("Besloten op", need="Vul in wanneer dit is besloten.")
    review_on = Day(
        "Opnieuw bekijken op", need="Kies een dag om opnieuw te kijken.", since="decided_on"
    )

    def bound(self, last_on: date) -> None:
        """Say until which day telling can wait, as the municipality set it."""
        self.review_on.description = f"Hoogstens tot en met {plain_date(last_on)}."


class ChildForm(Form):
    """Who has gezag over one child."""

    guardians = Several("Wie heeft gezag?", ())
    new = BooleanField("Wie hieronder wordt toegevoegd")
    sought = BooleanField("Nog niet (helemaal) bekend")
    sought_by = Day("Uitgezocht op")


class AuthorityForm(CaseForm):
    """Who has gezag over each child, and a guardian who is added."""

    children = Repeated(FormField(ChildForm), MOST, fewest=0)
    name = TextLine("Naam")
    relation = TextLine("Relatie", hint="Bijvoorbeeld: ouder met gezag, voogd.")
    phone = TextLine("Telefoon", most=30, holds=PHONE)
    address = TextLine("Adres", hint="Alleen als het een ander adres is.")

    def offer(self, guardians: Iterable[tuple[UUID, str]]) -> None:
        """Set who can have gezag."""
        choices = [(str(one), said) for one, said in guardians]
        for child in self.children:
            child.form.guardians.choices = choices


def ears_of(chosen: Iterable[str]) -> tuple[Ear, ...]:
    """Return whom a form names; what it offered can be read."""
    pairs = (one.partition(":") for one in chosen)
    return tuple(Ear(Audience(audience), UUID(whose)) for audience, _, whose in pairs)
