"""Forms of people: shape only."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo

from pga.web.forms import BaseForm, TextLine, clean, required


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


class DigestForm(BaseForm):
    """Whether a mail may tell that something waits, and where it goes."""

    email = TextLine(
        "E-mailadres van uw werk", hint="Het bericht zegt alleen hoeveel er klaarstaat."
    )
    wanted = BooleanField("Mail mij als er iets voor mij klaarstaat, hoogstens één keer per dag")
