"""Which passwords may be: long, and not to be guessed (privacy-and-security.md 5.1, ASVS 6.2)."""

import unicodedata
from enum import StrEnum
from typing import Final

SHORTEST: Final = 15
LONGEST: Final = 128
EASY_WORDS: Final = frozenset(
    "gemeente laren blaricum eemnes huizen welkom wachtwoord password veiligheid zorg lente zomer "
    "herfst winter maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari "
    "maart april juni juli augustus september oktober november december qwerty asdf pga".split()
)


class Weakness(StrEnum):
    """Why a password may not be."""

    SHORT = "password_short"
    """Fewer than 15 characters."""
    LONG = "password_long"
    """More than 128 characters."""
    EASY = "password_easy"
    """Nothing is left when easy words, the own name, digits and repeats are taken out."""


def weakness(password: str, *, names: tuple[str, ...] = ()) -> Weakness | None:
    """Return why a password is too weak, or None."""
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        return Weakness.SHORT
    if length > LONGEST:
        return Weakness.LONG
    rest = unicodedata.normalize("NFKC", password).casefold()
    for word in sorted({*EASY_WORDS, *(name.casefold() for name in names)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    letters = {character for character in rest if character.isalpha()}
    return Weakness.EASY if len(letters) < SHORTEST // 3 else None
