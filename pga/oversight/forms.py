"""Forms of the FG: shape only."""

from pga.web.forms import BaseForm, Choice, Story

YES = "yes"
NO = "no"


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
