"""The form that books what went to somebody outside: shape only."""

from typing import Final
from uuid import UUID

from pga.cases.labels import SENDING, SUPPLY_PURPOSE
from pga.dossiers.rules.disclosures import DisclosureGiven
from pga.partners.labels.sharing import CATEGORY
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.web.forms import BaseForm, Choice, Day, Picked, Several, TextLine, options

INCIDENTAL: Final = "incidental"


class SupplyForm(BaseForm):
    """A verstrekking: to whom, what, why, how, when."""

    partner = Picked("Aan welke organisatie?", need="Kies een organisatie.")
    recipient = TextLine("Naam of functie van wie het kreeg", need="Vul in wie het kreeg.")
    secrecy_on = Day(
        "Geheimhouding getekend op",
        hint="Alleen nodig bij een eenmalige deelnemer. Diegene tekent eerst.",
    )
    categories = Several("Welke gegevens?", options(CATEGORY))
    purpose = Choice("Waarvoor?", options(SUPPLY_PURPOSE), need="Kies waarvoor.")
    means = Choice("Hoe?", options(SENDING), need="Kies hoe.")
    on = Day("Op", need="Kies een dag.")

    def given(self) -> DisclosureGiven:
        """Return what was filled in, once the form is whole."""
        chosen = str(self.partner.data)
        return DisclosureGiven(
            organisation_id=None if chosen == INCIDENTAL else UUID(chosen),
            recipient=self.recipient.data,
            categories=tuple(Category(one) for one in self.categories.data or ()),
            purpose=Purpose(str(self.purpose.data)),
            means=Means(str(self.means.data)),
            on=self.on.day,
            secrecy_on=self.secrecy_on.data,
        )
