"""The form of the safety line: shape only."""

from pga.web.forms import CaseForm, Story


class SafetyForm(CaseForm):
    """What a visitor must know, written anew or said to hold."""

    safety = Story(
        "Wat moet een collega weten die langsgaat?",
        hint="Wat u doet en wat u laat, zonder oordeel. Bijvoorbeeld: ga met twee personen. "
        "Is er niets meer te melden? Maak het vak dan leeg.",
        most=300,
    )
