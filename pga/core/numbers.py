"""Numbers as they are written: that of a case, however people write it, and a plain count.

Everybody who asks for the number of a case asks here, so that it is read alike at each door.
"""

import re
import unicodedata
from typing import Final

DIGITS: Final = 9
"""How long a count may be: a column of the stores holds it."""
_MINUS: Final = "\N{MINUS SIGN}"
_WRITTEN: Final = re.compile(r"(?:([a-z]{3}) *)?([0-9]{4}) +([0-9]{1,5})")
_AT_A_STRETCH: Final = re.compile(r"([a-z]{3}) *([0-9]{4})([0-9]{4,5})")


def write_number(municipality: str, year: int, serial: int) -> str:
    """Return the number of a case as it is written everywhere."""
    return f"{municipality}-{year}-{serial:04}"


def read_number(typed: str, municipality: str) -> str | None:
    """Return the number that somebody means; None when it cannot be the number of a case.

    Small letters, missing zeros, blanks and whatever stands for a dash are all one. Without the
    letters of a municipality it is a number of ``municipality``.
    """
    spaced = "".join(" " if _parts(character) else character for character in typed.lower())
    found = _WRITTEN.fullmatch(spaced.strip()) or _AT_A_STRETCH.fullmatch(spaced.strip())
    if found is None:
        return None
    place, year, serial = found.groups()
    return write_number((place or municipality).upper(), int(year), int(serial))


def read_count(typed: str | None, digits: int = DIGITS) -> int:
    """Return a number as a page of ours writes it; -1, which nothing has, for anything else."""
    return int(typed) if typed and re.fullmatch(f"[0-9]{{1,{digits}}}", typed) else -1


def _parts(character: str) -> bool:
    """Tell whether a character only parts others: a blank, a dash, a dot, a stroke."""
    return character.isspace() or character == _MINUS or unicodedata.category(character)[0] in "PZ"
