"""Templates: a letter with places, and what it becomes when they are filled."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pga.letters.rules.blocks import Block, Bullets, Grid, Heading, Paragraph, words_of


class LetterKind(StrEnum):
    """What a letter is about."""

    NOTIFIED = "notified"
    """That somebody was referred (pga.md 7.2): all that must be told (AVG art. 14)."""
    SCALED_UP = "scaled_up"
    """That the ZVH was asked to take part (pga.md 4)."""


class LetterReader(StrEnum):
    """For whom a letter is written; each has words of its own."""

    ADULT = "adult"
    """Somebody of 18 or older."""
    FROM_16 = "from_16"
    """Somebody of 16 or 17."""
    FROM_12 = "from_12"
    """Somebody of 12 to 15."""
    PARENT = "parent"
    """Who has gezag over a child."""


class LetterPlace(StrEnum):
    """A place in a template: what stands there is of this letter."""

    RECIPIENT = "recipient"
    """The name above the letter."""
    ADDRESS = "address"
    """Where it goes; what is handed over needs none."""
    MUNICIPALITY = "municipality"
    """Who writes it."""
    RETURN_ADDRESS = "return_address"
    """Where an answer goes to."""
    DAY = "day"
    """The day on the letter."""
    NUMBER = "number"
    """By which an answer is known."""
    CHILD = "child"
    """About which child a parent reads."""
    REFERRER = "referrer"
    """Which organisation told of it."""
    REASON = "reason"
    """Why, in plain words."""
    ORGANISATIONS = "organisations"
    """With whom data are shared, one on a line."""
    TALK = "talk"
    """When and where there is a talk."""
    CONTACT = "contact"
    """Whom one can call."""
    PHONE = "phone"
    """On which number."""
    DPO = "dpo"
    """How the FG is reached."""
    KEPT = "kept"
    """How long data are kept after the end."""


@dataclass(frozen=True, slots=True)
class Template:
    """A letter with places, in one version of its words."""

    kind: LetterKind
    reader: LetterReader
    version: int
    """Goes up when the words change: a letter keeps which it was made from."""
    title: str
    blocks: tuple[Block, ...]

    @property
    def places(self) -> tuple[LetterPlace, ...]:
        """Return the places of it, in the order in which they stand."""
        found = (name for text in words_of(self.blocks) for name in _PLACE.findall(text))
        return tuple(dict.fromkeys(map(LetterPlace, found)))


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with what stands in its places."""

    blocks: tuple[Block, ...]
    empty: tuple[LetterPlace, ...]
    """Where nothing stands: while there is one, the letter cannot become final."""


_PLACE: Final = re.compile(r"\{(\w+)\}")


def fill(
    template: Template, values: Mapping[LetterPlace, str], marks: Mapping[LetterPlace, str]
) -> Filled:
    """Put values in the places of a template; where one is missing, its mark is seen.

    A value is only a value: a place that stands in it is not filled. An item of a list that is one
    place gives an item for each of its lines.
    """
    empty: list[LetterPlace] = []

    def put(found: re.Match[str]) -> str:
        place = LetterPlace(found[1])
        said = values.get(place, "").strip()
        if said:
            return said
        empty.append(place)
        return marks[place]

    def filled(text: str) -> str:
        return _PLACE.sub(put, text)

    blocks = tuple(_filled(block, filled) for block in template.blocks)
    return Filled(blocks, tuple(dict.fromkeys(empty)))


def _filled(block: Block, filled: Callable[[str], str]) -> Block:
    match block:
        case Heading(text=text, level=level):
            return Heading(filled(text), level)
        case Paragraph(text=text, lead=lead):
            return Paragraph(filled(text), filled(lead))
        case Bullets(items=items):
            return Bullets(tuple(line for item in items for line in filled(item).split("\n")))
        case Grid(header=header, rows=rows):
            cells = tuple(tuple(map(filled, row)) for row in rows)
            return Grid(tuple(map(filled, header)), cells)
