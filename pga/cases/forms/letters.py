"""Forms of letters: shape only."""

from collections.abc import Iterable
from uuid import UUID

from pga.cases.labels.letters import LETTER_MEANS, SENT
from pga.cases.rules.informing import Audience, Ear
from pga.cases.rules.letters import TYPED
from pga.letters.labels import KIND
from pga.letters.rules.states import Sending
from pga.letters.rules.templates import LetterKind, LetterPlace
from pga.privacy.disclosure_codes import Means
from pga.web.forms import PHONE, CaseForm, Choice, Day, Story, TextLine, listed, options


class LetterForm(CaseForm):
    """A letter: which, for whom, how it goes, and what only its writer knows."""

    kind = Choice("Welke brief?", options(KIND), need="Kies een brief.")
    ear = Choice("Voor wie?", (), need="Kies voor wie de brief is.")
    means = Choice("Hoe gaat de brief?", options(LETTER_MEANS), need="Kies hoe de brief gaat.")
    reason = Story(
        "Reden in gewone woorden",
        hint="Deze zin staat na “De reden is:”. Korte zinnen. Noem anderen niet bij naam.",
        most=500,
    )
    organisations = Story(
        "Met wie delen wij gegevens?", hint="Eén organisatie per regel.", most=500
    )
    talk = TextLine(
        "Dag, tijd en plaats van het gesprek",
        hint="Deze woorden staan na “Kom op”. Alleen voor ‘U bent aangemeld’.",
    )
    phone = TextLine("Telefoonnummer van de contactpersoon", holds=PHONE, most=40)

    def offer(self, kinds: Iterable[LetterKind], ears: Iterable[tuple[Ear, str]]) -> None:
        """Set which letters are true now, and who can get one."""
        self.kind.choices = listed((one, KIND[one]) for one in kinds)
        self.ear.choices = listed((str(one), said) for one, said in ears)

    @property
    def whom(self) -> Ear:
        """Return who gets it, once the form is whole."""
        audience, _, whose = str(self.ear.data).partition(":")
        return Ear(Audience(audience), UUID(whose))

    @property
    def typed(self) -> dict[LetterPlace, str]:
        """Return what was written in the places of the letter."""
        return {place: str(self[place.value].data or "") for place in TYPED}

    @property
    def how(self) -> Means:
        """Return how it goes, once the form is whole."""
        return Means(str(self.means.data))


class ProposeLetterForm(CaseForm):
    """Ask a second person."""

    why = Story(
        "Wat moet de tweede persoon weten?",
        need="Schrijf op waarom deze brief nu gaat.",
        most=250,
    )


class SendLetterForm(CaseForm):
    """It went, or it could not."""

    went = Choice("Is de brief weg?", options(SENT), need="Kies of de brief weg is.")
    on = Day("Op", need="Kies een dag.")
    reason = Story("Waarom lukte het niet?", hint="Alleen als het mislukte.", most=300)

    @property
    def sending(self) -> Sending:
        """Return what came of it, once the form is whole."""
        return Sending(self.went.data == "yes", self.on.day, str(self.reason.data or ""))
