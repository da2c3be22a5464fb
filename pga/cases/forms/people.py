"""Forms for who works on a case."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from wtforms import BooleanField

from pga.web.forms import CaseForm, Day, Picked, TextLine

WHY: Final = "Dit staat bij de wijzigingen."


class LinkForm(CaseForm):
    """Link a colleague, from and until."""

    user_id = Picked("Collega", need="Kies een collega.")
    from_on = Day("Eerste dag", need="Vul de eerste dag in.")
    last_on = Day("Laatste dag", hint="Laat leeg als dat nog niet vaststaat.", since="from_on")
    directs = BooleanField(
        "Wordt casusregisseur", description="Bewaakt het plan en de afspraken, vanaf vandaag."
    )
    reason = TextLine("Waarom?", need="Schrijf op waarom.", hint=WHY, most=300)

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Set who can be linked."""
        self.user_id.offer(people, "Kies een collega")


class DirectorForm(CaseForm):
    """Name a procesregisseur or casusregisseur."""

    user_id = Picked("Collega", need="Kies een collega.")
    reason = TextLine("Waarom?", need="Schrijf op waarom.", hint=WHY, most=300)

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Set who can be named."""
        self.user_id.offer(people, "Kies een collega")


class UnlinkForm(CaseForm):
    """End a link."""

    reason = TextLine("Waarom?", need="Schrijf op waarom.", hint=WHY, most=300)
