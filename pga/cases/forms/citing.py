"""Ticks of the contributions that a text rests on. Shape only."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from pga.web.forms import CaseForm, Several, listed

HINT: Final = "Wat u aanvinkt, telt bij de volgende evaluatie als gebruikt."


class CitingForm(CaseForm):
    """A form with a text that can rest on what partners told."""

    cited = Several("Op welke bijdragen steunt dit?", (), hint=HINT)

    def offer_citable(self, offered: Iterable[tuple[UUID, Any]]) -> None:
        """Set which contributions can be ticked."""
        self.cited.choices = listed((str(one), words) for one, words in offered)

    def fill_cited(self, cited: Iterable[UUID]) -> None:
        """Begin with what the text cites already."""
        self.cited.process_data([str(one) for one in cited])

    @property
    def cites(self) -> frozenset[UUID]:
        """Return which were ticked, once the form is whole."""
        return frozenset(UUID(one) for one in self.cited.data or ())
