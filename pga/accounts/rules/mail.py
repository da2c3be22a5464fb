"""Which addresses a mail may go to: one plain address, so that nothing else comes into a header."""

import re
from enum import StrEnum
from typing import Final

LONGEST: Final = 120
_PLAIN: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class AddressProblem(StrEnum):
    """What can be wrong with an address."""

    UNREADABLE = "unreadable"
    """It is not one plain address."""


def address_problem(text: str) -> AddressProblem | None:
    """Return what is wrong with an address; a new line, a second address or a name is wrong."""
    if len(text) > LONGEST or _PLAIN.fullmatch(text) is None:
        return AddressProblem.UNREADABLE
    return None
