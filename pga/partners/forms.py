"""Forms about organisations: shape only."""

from wtforms import BooleanField

from pga.partners.labels import CHAIN, STANDING
from pga.partners.rules import Chain, PartnerGiven, Standing
from pga.web.forms import BaseForm, Choice, Day, Story, TextLine, options


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
    may_refer = BooleanField("Deze organisatie mag aanmelden")
    last_on = Day("Laatste dag", hint="Leeg: zonder einde. Wat zij aanmeldde, blijft staan.")
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
        )


class NewPartnerForm(PartnerForm):
    """A new organisation."""

    from_on = Day("Vanaf", need="Kies een dag.", hint="Vandaag of later.")
