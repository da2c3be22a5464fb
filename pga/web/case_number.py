"""The field in which somebody types the number of a case."""

from typing import Any, Final

from wtforms.validators import StopValidation

from pga.core.numbers import read_number, write_number
from pga.web.forms import TextLine

LIKE: Final = write_number("LAR", 2026, 29)
NO_NUMBER: Final = f"Dit is geen casusnummer. Een casusnummer ziet eruit als {LIKE}."
"""It says nothing of which cases there are, so that it may stand at each door."""
LONGEST: Final = 40
"""In characters, with all that somebody may put between them."""


class CaseNumber(TextLine):
    """The number of a case, however it is written; what cannot be one is told so."""

    def __init__(self, label: str = "Casusnummer", *, need: str = "", **kw: Any) -> None:
        super().__init__(label, need=need, hint=f"Bijvoorbeeld {LIKE}.", most=LONGEST, **kw)

    def pre_validate(self, _form: Any) -> None:
        """Refuse what cannot be the number of any case, of whatever municipality."""
        if self.data and read_number(self.data, "") is None:
            raise StopValidation(NO_NUMBER)

    def whole(self, municipality: str) -> str:
        """Return the number as it is written everywhere; empty without a number."""
        return read_number(self.data or "", municipality) or ""
