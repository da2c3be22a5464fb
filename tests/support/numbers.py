"""Ways in which people write the number of a case, and what is none."""

from collections.abc import Callable
from typing import Final

SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "as it stands": str,
    "small letters": str.lower,
    "blanks": lambda number: number.replace("-", " "),
    "blanks around": lambda number: f"  {number}\t",
    "missing zeros": lambda number: "-".join(part.lstrip("0") for part in number.split("-")),
    "en dash": lambda number: number.replace("-", "\u2013"),
    "em dash with blanks": lambda number: number.replace("-", " \u2014 "),
    "no-break hyphen": lambda number: number.replace("-", "\u2011"),
    "minus sign": lambda number: number.replace("-", "\u2212"),
    "no-break blanks": lambda number: number.replace("-", "\xa0"),
    "dots": lambda number: number.replace("-", "."),
    "a stroke": lambda number: number.replace("-", "/"),
    "underscores": lambda number: number.replace("-", "_"),
    "at a stretch": lambda number: number.replace("-", ""),
    "at the end of a sentence": lambda number: f"({number}).",
    "all at once": lambda number: number.lower().replace("-0", " \u2013 "),
}
NO_NUMBERS: Final = (
    "Kwartelstaart",
    "LAR-26-1",
    "LAR-2026",
    "LAR-2026-",
    "LARE-2026-0029",
    "LAR-2026-0029-1",
    "LAR-2026-123456",
    "L\u0101R-2026-0029",
    "LAR-2026-\xb2",
    "LAR-2026-\u0661\u0662",
    "14051991",
    "0" * 30,
)
