"""Forms for handing the cases of a colleague over."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pga.cases.labels import CAUSE, OBJECTION
from pga.web.forms import BaseForm, Choice, Picked, options


class BetweenForm(BaseForm):
    """From whom to whom; it only asks, so it stands in the address."""

    class Meta(BaseForm.Meta):
        """Nothing changes by asking."""

        csrf = False

    van = Picked("Wie draagt over?")
    naar = Picked("Wie neemt over?")

    def offer(
        self, leavers: Iterable[tuple[UUID, str]], takers: Iterable[tuple[UUID, str]]
    ) -> None:
        """Set who can be chosen."""
        self.van.offer(leavers, "Kies een collega")
        self.naar.offer(takers, "Kies een collega")

    @property
    def chosen(self) -> tuple[UUID, UUID] | None:
        """Return both colleagues, when both are on the list."""
        known: list[Any] = [
            field.data
            for field in (self.van, self.naar)
            if field.data and field.data in {choice.value for choice in field.choices}
        ]
        return (UUID(known[0]), UUID(known[1])) if len(known) == 2 else None  # noqa: PLR2004 - both


class ProposeHandoverForm(BaseForm):
    """Why the cases go."""

    cause = Choice("Waarom?", options(CAUSE), need="Kies waarom.")


class ObjectionForm(BaseForm):
    """Why somebody does not take over."""

    objection = Choice("Waarom niet?", options(OBJECTION), need="Kies waarom niet.")
