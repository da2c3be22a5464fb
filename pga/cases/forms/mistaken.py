"""Forms by which somebody goes out of a case: shape only."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import BooleanField, Form, FormField, HiddenField, PasswordField, StringField

from pga.cases.forms.referral import BirthDay
from pga.cases.labels import BIRTH, SENDING
from pga.cases.rules.intake import PersonGiven
from pga.cases.rules.mistaken import TakenKind
from pga.cases.rules.referral import parse_birth_date
from pga.privacy.disclosure_codes import Means
from pga.web.forms import (
    PHONE,
    BaseForm,
    Choice,
    Day,
    Several,
    TextLine,
    clean,
    options,
    required,
)


class TakeOutForm(BaseForm):
    """Who goes, and why."""

    token = HiddenField()
    who = Choice("Wie hoort niet in deze casus?", (), need="Kies wie niet in deze casus hoort.")
    reason = TextLine(
        "Waarom?",
        need="Schrijf op waarom.",
        hint="Wat er stond, blijft met uw reden te lezen bij Wijzigingen.",
        most=300,
    )

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Set who can go."""
        self.who.choices = list(people)

    @property
    def chosen(self) -> tuple[TakenKind, UUID]:
        """Return who goes, once the form is whole."""
        kind, _, whose = str(self.who.data).partition(":")
        return TakenKind(kind), UUID(whose)


class InsteadForm(Form):
    """Whom the case is about instead."""

    call_name = TextLine("Roepnaam")
    surname = TextLine("Achternaam")
    birth = BirthDay("Geboortedatum", hint="Bijvoorbeeld 14-05-2010, of “ongeveer 2010”.")
    address = TextLine("Straat en huisnummer")
    town = TextLine("Woonplaats")
    homeless = BooleanField("Zonder vaste woonplaats")
    phone = TextLine("Telefoon", most=30, holds=PHONE)
    exception = TextLine(
        "Waarom toch hier?", hint="Alleen als de persoon buiten de gemeente woont.", most=300
    )

    @property
    def filled(self) -> bool:
        """Tell whether anything was filled in."""
        return any(field.data for field in self)


class ForgetForm(BaseForm):
    """That somebody was the wrong person, who proves it is him, and that the list was read."""

    token = HiddenField()
    contributions = Several("Welke bijdragen van partners gingen over deze persoon?", ())
    instead = FormField(InsteadForm)
    reason = TextLine(
        "Hoe kwam het?",
        need="Schrijf op hoe het kwam.",
        hint="Zonder naam of andere gegevens van deze persoon: uw reden blijft staan.",
        most=300,
    )
    sure = BooleanField("Ik heb gelezen wat er weggaat. Dit is niet terug te draaien.")
    password = PasswordField("Uw wachtwoord", [required("Vul uw wachtwoord in.")])
    code = StringField(
        "Code uit uw app", filters=[clean], description="Zes cijfers, of een herstelcode."
    )

    def offer(self, told: Iterable[tuple[str, str]]) -> None:
        """Set what partners told."""
        self.contributions.choices = list(told)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a whole name and a birth date of who comes instead."""
        fine: bool = super().validate(extra_validators)
        instead = self.instead.form
        if instead.filled:
            for name, need in (
                ("call_name", "Vul de roepnaam in."),
                ("surname", "Vul de achternaam in."),
                ("birth", BIRTH["empty"]),
            ):
                if not instead[name].data:
                    self.problem(f"instead-{name}", need)
        return fine and not self.faults()

    def person(self) -> PersonGiven | None:
        """Return who comes instead, once the form is whole; nothing when nobody does."""
        instead = self.instead.form
        if not instead.filled:
            return None
        return PersonGiven(
            surname=instead.surname.data,
            call_name=instead.call_name.data,
            birth=parse_birth_date(instead.birth.data),
            address=instead.address.data or "",
            town=instead.town.data or "",
            homeless=bool(instead.homeless.data),
            exception=instead.exception.data or "",
            phone=instead.phone.data or "",
        )


class RetractForm(BaseForm):
    """How and when a recipient heard it."""

    means = Choice("Hoe hoorde deze ontvanger het?", options(SENDING), need="Kies hoe.")
    on = Day("Op", need="Kies een dag.")

    @property
    def by(self) -> Means:
        """Return how, once the form is whole."""
        return Means(str(self.means.data))
