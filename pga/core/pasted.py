"""What is pasted into a text and probably should not be there: a BSN, an address of mail, a number.

A text is read as a person reads it: with the dashes and blanks of a text processor, in digits of
any script. What is found keeps its place in the text as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from stdnum.nl import bsn


class Suspicion(StrEnum):
    """What a piece of a text can be."""

    BSN = "bsn"
    """Nine digits that pass the elfproef (LAW-27): refused, and kept nowhere."""
    EMAIL = "email"
    """An e-mail address: asked about."""
    PHONE = "phone"
    """A telephone number: asked about."""


ASKED: Final = frozenset({Suspicion.EMAIL, Suspicion.PHONE})
"""What may stay for who says so."""
LEFT_OUT: Final = "[BSN weggelaten]"
"""What stands for a BSN where that what was typed is kept."""

# Nine digits with at most one sign between two of them (blanks around a dash belong to it), and no
# digit around; the look-ahead finds also what begins inside another find.
_NINE: Final = re.compile(
    r"(?<![0-9])(?=((?:[0-9](?: ?[.\-/] ?| )?){8}[0-9])(?![0-9]))",
)
_BETWEEN: Final = re.compile(r"[ .\-/]+")
# What looks alike and is something else: a date and the number of an account.
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_OTHER: Final = re.compile(
    r"(?<![0-9])(?<![0-9][.\-/])"
    rf"(?:{_DAY}([.\-/]){_MONTH}\1(?:[0-9]{{4}}|[0-9]{{2}})|[0-9]{{4}}-{_MONTH}-{_DAY})"
    r"(?![.\-/]?[0-9])"
    r"|\b[A-Z]{2}[0-9]{2} ?[A-Z]{4} ?(?:[0-9] ?){10}(?![0-9])"
)
_SIGNS: Final = r"[ .\-/()]{0,3}"
_ABROAD: Final = re.compile(rf"(?:\+|(?<![0-9])00)[1-9](?:{_SIGNS}[0-9]){{8,13}}(?![0-9])")
_HERE: Final = re.compile(rf"(?<![0-9])\(?0[1-9](?:{_SIGNS}[0-9]){{8}}(?![0-9])")
_EMAIL: Final = re.compile(r"(?<![\w.%+\-])[\w.%+\-]++@[\w\-]+(?:\.[\w\-]+)+")

Span = tuple[int, int]


def suspicions_in(text: str) -> tuple[Suspicion, ...]:
    """Return of which kinds something stands in a text."""
    found = {
        Suspicion.BSN: find_bsn(text),
        Suspicion.EMAIL: find_email(text),
        Suspicion.PHONE: find_phone(text),
    }
    return tuple(kind for kind, pieces in found.items() if pieces)


def find_bsn(text: str) -> tuple[str, ...]:
    """Return each piece of a text, as typed, that can be a BSN (pga.md 10.4 check 8, LAW-27).

    The elfproef decides, and that between its digits stands one kind of sign: of the other numbers
    of nine digits one in eleven passes.
    """
    return tuple(text[start:end] for start, end in _bsn_in(text))


def without_bsn(text: str) -> str:
    """Return a text in which each BSN is left out, for where what was typed is kept."""
    left, at = [], 0
    for start, end in _bsn_in(text):
        if start >= at:
            left += [text[at:start], LEFT_OUT]
        at = max(at, end)
    return "".join((*left, text[at:]))


def find_email(text: str) -> tuple[str, ...]:
    """Return each e-mail address in a text (pga.md 10.4 check 8)."""
    plain, places = _plainly(text)
    return tuple(text[slice(*_typed(places, found.span()))] for found in _EMAIL.finditer(plain))


def find_phone(text: str) -> tuple[str, ...]:
    """Return each telephone number in a text: of ten digits, or with its country before it."""
    plain, places = _plainly(text)
    return tuple(text[slice(*_typed(places, span))] for span in _phones_in(_blanked(plain)))


def _bsn_in(text: str) -> Iterator[Span]:
    if sum(map(str.isdigit, text)) < 9:  # noqa: PLR2004 - most texts hold no number at all
        return
    plain, places = _plainly(text)
    plain = _blanked(plain)
    abroad = [found.span() for found in _ABROAD.finditer(plain)]
    for found in _NINE.finditer(plain):
        start, end = found.span(1)
        signs = {sign.strip() for sign in _BETWEEN.findall(found[1])}
        called = any(first <= start and end <= last for first, last in abroad)
        if len(signs) <= 1 and not called and bsn.is_valid(_BETWEEN.sub("", found[1])):
            yield _typed(places, (start, end))


def _phones_in(plain: str) -> Iterator[Span]:
    for shape in (_ABROAD, _HERE):
        for found in shape.finditer(plain):
            yield found.span()


def _typed(places: list[int], span: Span) -> Span:
    """Return where a piece of plain text stands in what was typed, up to its last sign."""
    start, end = span
    return places[start], places[end - 1] + 1


def _blanked(plain: str) -> str:
    """Return a text of the same length without what only looks like a number of somebody."""
    return _OTHER.sub(lambda found: "x" * len(found[0]), plain)


def _plainly(text: str) -> tuple[str, list[int]]:
    """Return a text in plain signs, and where each of them stands in what was typed.

    What nobody sees is left out, each dash is one dash, each blank on a line one blank.
    """
    signs, places = [], []
    for place, sign in enumerate(text):
        plain = sign if sign.isascii() else _plain(sign)
        if plain:
            signs.append(" " if plain == "\t" else plain)
            places.append(place)
    return "".join(signs), places


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign == "\u2212":
        return "-"
    if category == "Zs":
        return " "
    if category in {"Cf", "Mn"}:
        return ""
    if sign in "\u00b7\u2022\u2024":
        return "."
    alike = unicodedata.normalize("NFKC", sign)
    return alike if len(alike) == 1 else sign
