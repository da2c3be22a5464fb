"""The order of names, as a reader expects it: an accent or a capital sends nobody to the end."""

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


def alphabetically(name: str) -> tuple[str, str]:
    """Return by what a name is sorted: its letters without marks, then the name itself."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.translate(_LETTERS), name
