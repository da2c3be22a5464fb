"""Forms of the FG: shape only."""

from typing import Any, ClassVar

from flask_wtf import FlaskForm

from pga.web.case_number import CaseNumber
from pga.web.forms import BaseForm, Choice, Day, Picked, Story

YES = "yes"
NO = "no"
Choices = dict[str, tuple[list[tuple[Any, str]], str]]
"""What each list offers, after a line that says what to do."""


class ReviewForm(BaseForm):
    """Say whether a noodtoegang was justified."""

    justified = Choice(
        "Was deze noodtoegang terecht?",
        [(YES, "Terecht"), (NO, "Onterecht")],
        need="Kies terecht of onterecht.",
    )
    note = Story(
        "Waarom?",
        need="Schrijf op waarom.",
        hint="Zonder inhoud van het dossier. Dit wordt verzegeld.",
        most=500,
    )


class TrailForm(FlaskForm):
    """Why, and which lines; it stands in the address, so that a page can be kept."""

    class Meta(FlaskForm.Meta):
        """It changes nothing, so it needs no token; Dutch messages of WTForms itself."""

        csrf = False
        locales: ClassVar = ("nl_NL", "nl")

    doel = Picked("Waarvoor kijkt u?", need="Kies waarvoor u in het logboek kijkt.")
    casus = CaseNumber()
    wie = Picked("Gebruiker")
    soort = Picked("Soort handeling")
    uitkomst = Picked("Uitkomst")
    vanaf = Day("Vanaf")
    tot = Day("Tot en met", since="vanaf")

    def __init__(self, formdata: Any, choices: Choices, place: str = "") -> None:
        super().__init__(formdata)
        for name, (offered, empty) in choices.items():
            self[name].offer(offered, empty)
        for field in self if place else ():
            field.id = f"{field.id}-{place}"

    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong, with the field it is wrong in."""
        return [(field.id, str(error)) for field in self for error in field.errors]
