"""Forms about organisations: shape only."""

from wtforms import BooleanField

from pga.partners.labels import AGREEMENT, CHAIN, KIND, STANDING
from pga.partners.rules import (
    Agreed,
    AgreementKind,
    Chain,
    ContactGiven,
    PartnerGiven,
    PartnerKind,
    Standing,
)
from pga.web.forms import (
    EMAIL,
    PHONE,
    BaseForm,
    Choice,
    Day,
    Picked,
    PlainLine,
    Story,
    TextLine,
    member,
    options,
)


class PartnerForm(BaseForm):
    """An organisation that is there already."""

    name = TextLine("Naam", need="Vul de naam van de organisatie in.", most=80)
    chain = Choice("In welke keten werkt zij?", options(CHAIN), need="Kies een keten.")
    standing = Choice(
        "Publiek of privaat?",
        options(STANDING),
        need="Kies publiek of privaat.",
        hint="Publieke partners zijn bij het ZVH samen verantwoordelijk.",
    )
    kind = Picked(
        "Wat voor organisatie is het?",
        [("", "Nog niet gekozen"), *options(KIND)],
        hint="Voorwaarden van partners kunnen over een soort gaan.",
    )
    may_refer = BooleanField("Deze organisatie mag aanmelden")
    last_on = Day(
        "Laatste dag",
        hint="Leeg: zonder einde. Wat zij aanmeldde, blijft staan.",
        since="from_on",
    )
    reason = Story(
        "Waarom, en waar staat het?",
        need="Schrijf op waarom, en waar het staat.",
        hint="Bijvoorbeeld: convenant versie 2, partij 7.",
        most=300,
    )

    def given(self) -> PartnerGiven:
        """Return what was filled in, once the form is whole."""
        return PartnerGiven(
            self.name.data,
            Chain(str(self.chain.data)),
            Standing(str(self.standing.data)),
            self.may_refer.data,
            self.last_on.data,
            member(PartnerKind, self.kind.data),
        )


class NewPartnerForm(PartnerForm):
    """A new organisation."""

    from_on = Day("Vanaf", need="Kies een dag.", hint="Vandaag of later.")


class AgreementForm(BaseForm):
    """What an organisation agreed to, and from when until when."""

    kind = Choice("Wat is het?", options(AGREEMENT), need="Kies wat het is.")
    title = PlainLine("Titel", need="Vul de titel in.", most=80)
    edition = PlainLine("Versie", need="Vul de versie in.", hint="Bijvoorbeeld: 2.", most=20)
    signed_on = Day("Getekend op", need="Kies een dag.")
    last_on = Day("Geldig tot en met", hint="Leeg: zonder einde.", since="signed_on")

    def given(self) -> Agreed:
        """Return what was filled in, once the form is whole."""
        return Agreed(
            AgreementKind(str(self.kind.data)),
            self.title.data,
            self.edition.data,
            self.signed_on.day,
            self.last_on.data,
        )


class EndAgreementForm(BaseForm):
    """The last day on which an agreement counts."""

    last_on = Day("Geldig tot en met", need="Kies een dag.")


class ContactForm(BaseForm):
    """Somebody at an organisation."""

    name = TextLine("Naam", need="Vul de naam in.")
    function = TextLine("Functie")
    phone = TextLine("Telefoon", hint="Het nummer van het werk.", most=40, holds=PHONE)
    email = TextLine("E-mailadres", hint="Het adres van het werk.", holds=EMAIL)
    secrecy_on = Day(
        "Geheimhouding getekend op", hint="Leeg: nog niet. Wie niet tekende, zit niet aan tafel."
    )
    last_on = Day("Laatste dag", hint="Leeg: zonder einde.")

    def given(self) -> ContactGiven:
        """Return what was filled in, once the form is whole."""
        return ContactGiven(
            self.name.data,
            self.function.data,
            self.phone.data,
            self.email.data,
            self.secrecy_on.data,
            self.last_on.data,
        )
