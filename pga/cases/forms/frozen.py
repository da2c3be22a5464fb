"""Forms of what the law keeps out of use, and of the yes of a supplier: shape only."""

from collections.abc import Iterable
from uuid import UUID

from pga.cases.labels import HELD_ENDS
from pga.cases.rules.criminal import HeldEnd
from pga.web.forms import (
    BaseForm,
    Choice,
    Day,
    Picked,
    Several,
    Story,
    TextLine,
    listed,
    options,
)


class ThawForm(BaseForm):
    """Why a contribution may be used again, and about whom it is."""

    persons = Several(
        "Over welke persoon gaan de strafgegevens?",
        [],
        hint="Wie jonger is dan 12, staat er niet bij.",
    )
    word = Story(
        "Waarom mag dit weer?",
        need="Schrijf op waarom dit weer mag.",
        hint="Bijvoorbeeld: het besluit van de politie ligt er sinds 1 december.",
        most=400,
    )

    def offer(self, persons: Iterable[tuple[UUID, str]]) -> None:
        """Set about whom it can be."""
        self.persons.choices = listed((str(one), name) for one, name in persons)

    def begin(self, said: Iterable[UUID]) -> None:
        """Tick whom it is about, as far as that was said."""
        self.persons.data = [str(one) for one in said]

    @property
    def said(self) -> frozenset[UUID]:
        """Return about whom it is."""
        return frozenset(UUID(one) for one in self.persons.data or ())


class TakeOutContributionForm(BaseForm):
    """Why a contribution is taken out."""

    word = Story(
        "Waarom gaat dit eruit?",
        need="Schrijf op waarom dit eruit gaat.",
        hint="Herhaal de tekst niet.",
        most=400,
    )


class JudgeHeldForm(ThawForm):
    """What becomes of criminal data that are out of use, and about whom they are."""

    what = Choice("Wat gebeurt ermee?", options(HELD_ENDS), need="Kies wat ermee gebeurt.")
    word = Story(
        "Waarom?",
        need="Schrijf op waarom.",
        hint="Herhaal de tekst niet.",
        most=400,
    )

    @property
    def use(self) -> bool:
        """Tell whether they are used again."""
        return self.what.data == HeldEnd.USE


class ConsentForm(BaseForm):
    """The yes of a supplier, for one recipient."""

    recipient = Picked("Aan welke partner mag het?", need="Kies een partner.")
    said_by = TextLine(
        "Wie zei ja?",
        need="Vul in wie ja zei, met de functie.",
        hint="Iemand van de partner van wie de bijdrage komt.",
        most=120,
    )
    said_on = Day("Ja gezegd op", need="Kies een dag.")

    def offer(self, partners: Iterable[tuple[UUID, str]]) -> None:
        """Set to whom it can go on."""
        self.recipient.offer(partners, "Kies een partner")
