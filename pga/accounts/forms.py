"""Forms of people: shape only."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo

from pga.web.forms import (
    EMAIL,
    BaseForm,
    Choice,
    Day,
    Picked,
    PlainLine,
    TextLine,
    clean,
    required,
)


class LoginForm(BaseForm):
    """Name and password."""

    username = StringField(
        "Gebruikersnaam", [required("Vul uw gebruikersnaam in.")], filters=[clean]
    )
    password = PasswordField("Wachtwoord", [required("Vul uw wachtwoord in.")])


class SecondFactorForm(BaseForm):
    """A code of the authenticator, or else a recovery code."""

    code = StringField("Code uit uw app", filters=[clean], description="Zes cijfers.")
    recovery_code = StringField("Of een herstelcode", filters=[clean])

    @property
    def given(self) -> str:
        """Return the one code that was typed."""
        return str(self.code.data or self.recovery_code.data or "")


class EnrolForm(BaseForm):
    """The first code of a new authenticator."""

    code = StringField(
        "Vul de code in die nu in uw app staat",
        [required("Vul de zes cijfers uit uw app in.")],
        filters=[clean],
    )


class PasswordForm(BaseForm):
    """A new password for oneself."""

    current = PasswordField("Wachtwoord van nu", [required("Vul uw wachtwoord van nu in.")])
    new = PasswordField(
        "Nieuw wachtwoord",
        [required("Vul een nieuw wachtwoord in.")],
        description="Minstens 15 tekens. Een zin werkt goed.",
    )
    repeat = PasswordField(
        "Nog een keer",
        [EqualTo("new", message="Dit is niet hetzelfde wachtwoord. Typ het nog een keer.")],
    )


class ChoosePasswordForm(BaseForm):
    """A first password, or one after it was forgotten."""

    code = PlainLine(
        "Code van uw beheerder",
        need="Vul de code in die u van uw beheerder kreeg.",
        hint="Zestien letters en cijfers. Hoofdletters, streepjes en spaties maken niet uit.",
        most=80,
    )
    new = PasswordField(
        "Nieuw wachtwoord",
        [required("Vul een nieuw wachtwoord in.")],
        description="Minstens 15 tekens. Een zin werkt goed.",
    )
    repeat = PasswordField(
        "Nog een keer",
        [EqualTo("new", message="Dit is niet hetzelfde wachtwoord. Typ het nog een keer.")],
    )


class NameForm(BaseForm):
    """Who somebody is."""

    name = TextLine("Naam", need="Vul de naam in.", hint="Zoals collega’s haar lezen.", most=80)
    username = TextLine(
        "Gebruikersnaam",
        need="Vul een gebruikersnaam in.",
        hint="Letters zonder accent, cijfers, punt of streepje.",
        most=60,
    )


class GrantForm(BaseForm):
    """A role, from and until."""

    role = Picked("Rol", need="Kies een rol.")
    organisation = Picked(
        "Werkt voor welke organisatie?",
        hint="Alleen bij een rol buiten de gemeente, zoals het interventieteam. "
        "De voorwaarden van partners gelden ook voor deze organisatie.",
    )
    from_on = Day("Rol vanaf", need="Vul de eerste dag in.", hint="Vandaag of later.")
    last_on = Day("Rol tot en met", hint="Laat leeg als dat nog niet vaststaat.", since="from_on")
    reason = TextLine(
        "Waarom krijgt deze collega deze rol?",
        need="Schrijf op waarom.",
        hint="De tweede persoon leest dit.",
        most=250,
    )

    def offer(
        self, roles: Iterable[tuple[Any, str]], organisations: Iterable[tuple[Any, str]]
    ) -> None:
        """Set which roles can be given, and for whom one can work."""
        self.role.offer(roles, "Kies een rol")
        self.organisation.offer(organisations, "De gemeente zelf")


class PlaceForm(BaseForm):
    """For which organisation somebody works."""

    organisation = Picked(
        "Werkt voor welke organisatie?",
        need="Kies een organisatie.",
        hint="De voorwaarden van partners gelden ook voor deze organisatie. "
        "Dit staat daarna vast voor deze rol.",
    )

    def offer(self, organisations: Iterable[tuple[Any, str]]) -> None:
        """Set for whom one can work."""
        self.organisation.offer(organisations, "Kies een organisatie")


class EndGrantForm(BaseForm):
    """The end of a role."""

    last_on = Day("Laatste dag", hint="Laat leeg als de rol nu meteen eindigt.")


class StandInForm(BaseForm):
    """Who of another municipality can be the second person here, and on which days."""

    home = Picked("Bij welke gemeente werkt de vervanger?", need="Kies een gemeente.")
    username = PlainLine(
        "Gebruikersnaam van de vervanger",
        need="Vul de gebruikersnaam in.",
        hint="Vraag die aan uw collega daar.",
        most=60,
    )
    from_on = Day("Vervangt vanaf", need="Vul de eerste dag in.", hint="Vandaag of later.")
    last_on = Day("Vervangt tot en met", need="Vul de laatste dag in.", since="from_on")
    reason = TextLine(
        "Waarom is een vervanger nodig?",
        need="Schrijf op waarom.",
        hint="De tweede persoon leest dit.",
        most=250,
    )

    def offer(self, municipalities: Iterable[tuple[str, str]]) -> None:
        """Set at which municipalities a stand-in can work."""
        self.home.offer(municipalities, "Kies een gemeente")


class SecondPersonForm(BaseForm):
    """The answer of a second person; who answers is proved when that was not done just before."""

    answer = Choice(
        "Wat besluit u?",
        [("approve", "Goedkeuren"), ("refuse", "Afkeuren")],
        need="Kies goedkeuren of afkeuren.",
    )
    words = TextLine("Waarom?", hint="Bij afkeuren nodig. Wie het vroeg, leest dit.", most=250)
    password = PasswordField("Uw wachtwoord")
    code = StringField(
        "Code uit uw app", filters=[clean], description="Zes cijfers, of een herstelcode."
    )

    @property
    def approves(self) -> bool:
        """Tell whether the answer is yes."""
        return bool(self.answer.data == "approve")

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for words with a no."""
        fine: bool = super().validate(extra_validators)
        if not self.answer.errors and not self.approves and not self.words.data:
            self.problem("words", "Schrijf op waarom u dit afkeurt.")
        return fine and not self.faults()


class ClearanceForm(BaseForm):
    """Until when somebody is screened, trained and bound to secrecy."""

    screened_until = Day("VOG of screening geldig tot en met", need="Vul een datum in.")
    trained_until = Day("Training geldig tot en met", need="Vul een datum in.")
    secrecy_on = Day("Geheimhouding getekend op", need="Vul de dag van tekenen in.")
    secrecy_until = Day(
        "Geheimhouding geldig tot en met", need="Vul een datum in.", since="secrecy_on"
    )


class NewUserForm(ClearanceForm, GrantForm, NameForm):
    """Somebody new: who, in which role, and whether they may work with dossiers."""


class DigestForm(BaseForm):
    """Whether a mail may tell that something waits, and where it goes."""

    email = TextLine(
        "E-mailadres van uw werk",
        hint="Het bericht zegt alleen hoeveel er klaarstaat.",
        holds=EMAIL,
    )
    wanted = BooleanField("Mail mij als er iets voor mij klaarstaat, hoogstens één keer per dag")
