"""Somebody about whom a case never was: by which words he is known again, and how they go out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pga.cases.rules.referral import UnreadableBirthDate, parse_birth_date
from pga.core.days import MONTHS

TAKEN_OUT: Final = "[weggehaald]"
"""What stands where the words of somebody stood who was the wrong person."""
SHORTEST: Final = 2
"""A single letter is nobody's name by itself."""
PREFIXES: Final = frozenset("van der den de het ter ten te la le el al von du da di in op".split())
SHORT: Final = {"maart": "mrt", "september": "sept"}
"""Months that are not shortened to their first three letters only."""
CODE: Final = re.compile(r"[a-z]+(?:_[a-z0-9]+)*|[A-Z]{2,4}|[0-9a-f\-]{32,36}")
"""What stands for a choice or a row in a list of values, and is no word of anybody."""


class MistakenProblem(StrEnum):
    """Why somebody cannot be taken out of a case."""

    NOBODY = "nobody"
    """Nobody was chosen, or somebody who is not there any more."""
    LAST = "last"
    """The only person of the case."""
    NAMED = "named"
    """The reason names who was the wrong person, and would keep that."""
    NOT_SURE = "not_sure"
    """Nobody said that the list was read."""
    GONE = "gone"
    """What is chosen to go along is not there any more."""
    TOLD = "told"
    """That was said already."""
    IN_FUTURE = "in_future"
    """A day that has still to come."""
    TOO_EARLY = "too_early"
    """A day before it was known."""


class TakenKind(StrEnum):
    """Who is taken out."""

    PERSON = "person"
    """Somebody the case is about."""
    GUARDIAN = "guardian"
    """Somebody with authority over a minor of the case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """By what somebody is known in a case."""

    names: tuple[str, ...]
    """The parts of the name, in the order in which they are said."""
    birth: str = ""
    address: str = ""
    phone: str = ""

    @property
    def whole(self) -> str:
        """Return the name as it is said."""
        return " ".join(filter(None, self.names))


@dataclass(frozen=True, slots=True)
class KnownBy:
    """The words of somebody who goes, without those of who stays."""

    shapes: tuple[re.Pattern[str], ...]

    def stand_in(self, text: str) -> bool:
        """Tell whether one of them stands in a text."""
        folded = _folded(text)
        return any(shape.search(folded) for shape in self.shapes)

    def out_of(self, value: Any) -> Any:
        """Return a value without them: a text, or all texts in a list or mapping."""
        if isinstance(value, str):
            return self._out_of_text(value)
        if isinstance(value, dict):
            return {name: self._within(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._within(one) for one in value]
        return value

    def _within(self, value: Any) -> Any:
        """Leave a code or an id in a list of values as it is."""
        code = isinstance(value, str) and CODE.fullmatch(value)
        return value if code else self.out_of(value)

    def _out_of_text(self, text: str) -> str:
        for shape in self.shapes:
            folded, left, at = _folded(text), [], 0
            for found in shape.finditer(folded):
                left += [text[at : found.start()], TAKEN_OUT]
                at = found.end()
            text = "".join((*left, text[at:])) if left else text
        return text


def words_of(gone: Known, staying: Iterable[Known] = ()) -> KnownBy:
    """Return the words by which somebody who goes is known; what who stays is called too, stays.

    The name as a whole goes also when a part of it is borne by another.
    """
    others = list(staying)
    kept = {_plain(name) for one in others for name in _names(one)}
    names = [name for name in _names(gone) if _plain(name) not in kept]
    shapes = [_name_shape(name) for name in sorted(set(names), key=lambda one: (-len(one), one))]
    if gone.birth and gone.birth not in {one.birth for one in others}:
        shapes += _birth_shapes(gone.birth)
    if _digits(gone.phone) and _digits(gone.phone) not in {_digits(one.phone) for one in others}:
        shapes.append(_phone_shape(gone.phone))
    if gone.address and _plain(gone.address) not in {_plain(one.address) for one in others}:
        shapes.append(_name_shape(gone.address))
    return KnownBy(tuple(shapes))


def _names(one: Known) -> list[str]:
    """Return the whole name, its parts and their ends, and each word that is no tussenvoegsel."""
    words = [part.split() for part in one.names]
    ends = [" ".join(part[at:]) for part in words for at in range(len(part))]
    single = [word for part in words for word in part if word.lower() not in PREFIXES]
    found = [one.whole, *ends, *single]
    return [name for name in found if len(name) >= SHORTEST and name.lower() not in PREFIXES]


def _name_shape(name: str) -> re.Pattern[str]:
    inner = r"[\s\-]+".join(re.escape(word) for word in _plain(name).split())
    return re.compile(rf"(?<!\w){inner}(?:['\u2019]?s)?(?!\w)")


def _phone_shape(phone: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9]){_between(_digits(phone))}(?![0-9])")


def _between(digits: str) -> str:
    return r"[\s.\-/()\u2010-\u2015]*".join(digits)


def _birth_shapes(birth: str) -> list[re.Pattern[str]]:
    """Return how a birth date that is wholly known is written; by a part of it nobody is known."""
    try:
        day = parse_birth_date(birth).exact
    except UnreadableBirthDate:
        return []
    return [_day_shape(day)] if day else []


def _day_shape(day: date) -> re.Pattern[str]:
    month = MONTHS[day.month - 1]
    short = rf"(?:{month[:3]}|{SHORT.get(month, month[:3])})"
    year = rf"(?:{day.year:04}|'?{day.year % 100:02})"
    sign = r"[\s.\-/\u2010-\u2015]+"
    numbers = rf"0?{day.day}{sign}(?:0?{day.month}|{month}|{short}\.?){sign}{year}"
    return re.compile(rf"(?<!\w)(?:{numbers}|{day.isoformat()})(?!\w)")


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _plain(text: str) -> str:
    return " ".join(_folded(text).split())


def _folded(text: str) -> str:
    """Return a text without case and marks, each sign in its place."""
    return "".join(map(_fold, text))


def _fold(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0].casefold()
    return base if len(base) == 1 else sign
