"""Forms about a signaal: shape only."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from wtforms import BooleanField

from pga.core.numbers import read_count
from pga.settings.rules.lists import Wording
from pga.signals.labels import FORUM, OUTCOME, OUTCOME_HINT, PLACE, SOURCE, kind_words
from pga.signals.rules.codes import (
    CHOSEN,
    Forum,
    PlaceKind,
    SignalKind,
    SignalOutcome,
    SignalSource,
)
from pga.signals.rules.life import SignalGiven, TalkGiven
from pga.web.forms import (
    BaseForm,
    CaseForm,
    Choice,
    Day,
    Picked,
    Several,
    Story,
    TextLine,
    member,
    options,
)

SENTENCE: Final = 300
"""One worry in one sentence, in characters."""


class SignalForm(BaseForm):
    """A worry as it comes in: five fields in view, the rest folded."""

    worry = Story(
        "Wat is de zorg?",
        need="Schrijf de zorg op in één zin.",
        hint="Eén zin: wat ziet of hoort iemand? Feiten, geen oordeel.",
        most=SENTENCE,
    )
    source = Picked("Van wie komt het?", need="Kies van wie het signaal komt.")
    kind = Picked("Soort", need="Kies de soort.")
    received_on = Day("Binnengekomen op", need="Vul in wanneer het binnenkwam.")
    calls = TextLine("Aantal meldingen", need="Vul in hoe vaak dit is gemeld.", most=4)
    who = TextLine(
        "Over wie?",
        hint="Alleen als het nodig is: een achternaam of initialen. Mag leeg.",
        most=60,
    )
    birth = TextLine("Geboortedatum", hint="Of alleen het jaar. Mag leeg.", most=30)
    place = Picked("Waar speelt het?")
    organisation = Picked("Welke organisatie?")
    anyway = BooleanField("Dit is een andere zorg. Maak toch een nieuw signaal.")

    def offer(self, partners: Iterable[tuple[UUID, str]], wording: Wording) -> None:
        """Set what can be chosen, in the words of the municipality."""
        self.source.offer(options(SOURCE), "Kies een bron")
        kinds = (one for one in SignalKind if wording.offers("signal_kinds", one))
        self.kind.offer(((one, kind_words(one, wording)) for one in kinds), "Kies een soort")
        self.place.offer(options(PLACE), "Niet bekend")
        self.organisation.offer(partners, "Geen, of niet op de lijst")

    def given(self) -> SignalGiven:
        """Return what was typed, once the form is whole."""
        picked = self.organisation.data
        return SignalGiven(
            worry=self.worry.data or "",
            source=SignalSource(self.source.data),
            kind=SignalKind(self.kind.data),
            received_on=self.received_on.day,
            calls=read_count(self.calls.data),
            who=self.who.data or "",
            birth=self.birth.data or "",
            place=member(PlaceKind, self.place.data),
            organisation_id=UUID(picked) if picked else None,
        )


class CallForm(BaseForm):
    """One more call about the same worry."""

    on = Day("Gebeld of gemeld op", need="Vul in wanneer de melding kwam.")


class TalkForm(CaseForm):
    """Where a signaal was talked about."""

    forum = Choice("Waar?", options(FORUM), need="Kies waar het is besproken.")
    on = Day("Op", need="Vul in wanneer.")
    organisations = Several("Met welke organisaties?", (), hint="Kies wie erbij was. Mag leeg.")

    def offer(self, partners: Iterable[tuple[UUID, str]]) -> None:
        """Set who can have been there."""
        self.organisations.choices = [(str(one), name) for one, name in partners]

    def given(self) -> TalkGiven:
        """Return what was typed, once the form is whole."""
        chosen = tuple(UUID(one) for one in self.organisations.data or ())
        return TalkGiven(Forum(str(self.forum.data)), self.on.day, chosen)


class ExtendForm(CaseForm):
    """Once more as long, for a reason."""

    reason = Story("Waarom is dit signaal langer nodig?", need="Schrijf op waarom.", most=SENTENCE)


class SignalOutcomeForm(CaseForm):
    """How it goes on."""

    outcome = Choice(
        "Wat is de uitkomst?",
        [(one, {"label": OUTCOME[one], "hint": OUTCOME_HINT[one]}) for one in CHOSEN],
        need="Kies een uitkomst.",
    )

    @property
    def chosen(self) -> SignalOutcome:
        """Return the outcome, once the form is whole."""
        return SignalOutcome(str(self.outcome.data))
