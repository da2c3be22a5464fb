"""Whether two surnames may be one name: a warning for somebody who can look, never a decision.

Names are compared after folding away what a keyboard or a clerk changes (decision 9).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Shorter names differ by one letter too often to mean anything.
_LONG_ENOUGH: Final = 5

# The tussenvoegsels, and their short forms; folded, so 't is t and 's is s.
_PREFIXES: Final = (
    "aan bij d de den der des die dos du el en het in l la las le les los onder op over s t te ten "
    "ter toe tot uit uijt v van vande vanden vander vd vdr ver vom von voor zu zum zur"
)
_PREFIX_WORDS: Final = frozenset(_PREFIXES.split())
# letters that have no mark to strip, and the one apostrophe that Unicode calls a letter
_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "\u02bc": " ",
    }
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_HYPHENS: Final = re.compile(r"[-\u2010-\u2015]")


@dataclass(frozen=True)
class _Name:
    """A surname taken apart."""

    prefix: str
    main: str
    parts: frozenset[str]


def norm_name(surname: str, prefix: str = "") -> str:
    """Fold a surname to what stays the same however it is typed, with the tussenvoegsels first."""
    name = _take_apart(surname, prefix)
    return name.prefix + name.main


def similar(a: str, b: str) -> bool:
    """Tell whether two surnames, tussenvoegsels included or not, may be the same name.

    So they are when they fold to the same, when the main parts are equal or one slip of the
    keyboard apart (a letter more, less, other, or two swapped; from five letters on), or when one
    of the two is a double name and they share a part.
    """
    first, second = _take_apart(a), _take_apart(b)
    if not first.main or not second.main:
        return False
    return (
        first.prefix + first.main == second.prefix + second.main
        or _nearly_equal(first.main, second.main)
        or not first.parts.isdisjoint(second.parts)
    )


def _take_apart(surname: str, prefix: str = "") -> _Name:
    main, comma, behind = surname.partition(",")
    text = f"{prefix} {behind} {main}" if comma else f"{prefix} {surname}"
    wings = [_words(wing) for wing in _HYPHENS.split(text)]
    words = next((wing for wing in wings if wing), [])
    lead = _lead(words)
    rest = [words[lead:], *(wing for wing in wings if wing is not words)]
    main_words = [word for wing in rest for word in wing]
    parts = {"".join(wing[_lead(wing) :]) for wing in rest} | set(main_words) - _PREFIX_WORDS
    return _Name(
        _folded(words[:lead]),
        _folded(main_words),
        frozenset(part for part in map(_fold_ij, parts) if len(part) >= _LONG_ENOUGH),
    )


def _words(text: str) -> list[str]:
    """Return the words without case, marks and apostrophes."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NO_LETTER.sub(" ", bare.translate(_LETTERS)).split()


def _lead(words: list[str]) -> int:
    """Count the tussenvoegsels in front; the last word is always a name."""
    lead = 0
    while lead < len(words) - 1 and words[lead] in _PREFIX_WORDS:
        lead += 1
    return lead


def _folded(words: list[str]) -> str:
    return _fold_ij("".join(words))


def _fold_ij(text: str) -> str:
    return text.replace("ij", "y")


def _nearly_equal(a: str, b: str) -> bool:
    """Tell whether at most one slip lies between two words of five letters or more."""
    if a == b:
        return True
    if min(len(a), len(b)) < _LONG_ENOUGH:
        return False
    short, long = sorted((a, b), key=len)
    start = _shared_start(short, long)
    short, long = short[start:], long[start:]
    if len(short) == len(long):
        return short[1:] == long[1:] or (short[:2] == long[1::-1] and short[2:] == long[2:])
    return short == long[1:]


def _shared_start(a: str, b: str) -> int:
    pairs = zip(a, b, strict=False)
    return next((place for place, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))
