"""Forms of the two doors: stepping back from a case, and noodtoegang. Shape only."""

from typing import Final

from wtforms import PasswordField, StringField

from pga.cases.labels import BOND, EMERGENCY_CAUSE
from pga.dossiers.rules.emergency import LEAST_WORDS
from pga.web.case_number import CaseNumber
from pga.web.forms import BaseForm, Choice, Story, TextLine, clean, options, required

SEALED: Final = (
    "Dit wordt verzegeld. Alleen de coördinator kan het lezen, en dat lezen wordt vastgelegd."
)


class RecuseForm(BaseForm):
    """Say that one knows the person."""

    bond = Choice("Hoe kent u deze persoon?", options(BOND), need="Kies hoe u de persoon kent.")
    note = TextLine("Wilt u er iets bij zeggen?", hint=SEALED, most=200)


class EndRecusalForm(BaseForm):
    """End what was said by mistake."""

    reason = TextLine(
        "Waarom was dit een vergissing?",
        need="Schrijf op waarom dit een vergissing was.",
        hint="Dit blijft verzegeld bij de verklaring.",
        most=300,
    )


class EmergencyForm(BaseForm):
    """Ask for noodtoegang to one case, and prove who asks."""

    number = CaseNumber(need="Vul het casusnummer in.")
    cause = Choice("Waarom kan het niet wachten?", options(EMERGENCY_CAUSE), need="Kies een reden.")
    note = Story(
        "Wat is er aan de hand?",
        need="Schrijf op wat er aan de hand is.",
        hint=f"Minstens {LEAST_WORDS} tekens. Feiten, geen oordelen. De FG leest dit.",
        most=500,
    )
    password = PasswordField("Uw wachtwoord", [required("Vul uw wachtwoord in.")])
    code = StringField(
        "Code uit uw app", filters=[clean], description="Zes cijfers, of een herstelcode."
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for a reason that says something."""
        fine: bool = super().validate(extra_validators)
        if not self.note.errors and len(self.note.data or "") < LEAST_WORDS:
            self.problem("note", f"Schrijf iets meer op: minstens {LEAST_WORDS} tekens.")
        return fine and not self.faults()
