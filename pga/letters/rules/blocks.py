"""The blocks of a letter: one list, drawn three times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Self

from pga.letters.rules.repertoire import writable


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title of the document."""

    kind: ClassVar = "heading"
    text: str
    level: int = 2
    """2 or 3; the title of the document is 1."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, which can begin with a few words in bold; a line end in it stays one."""

    kind: ClassVar = "paragraph"
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line for each item."""

    kind: ClassVar = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a row of headings above it; every row has as many cells."""

    kind: ClassVar = "grid"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Grid


NOTHING: Final = "–"
"""What stands in a cell without words, so that a voice does not pass over it."""


class Uneven(ValueError):
    """A table with a row that has more or fewer cells than its headings, or without any."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document as it is drawn: its blocks in order, and what its file tells of it."""

    title: str
    """The first heading, and the title of the file: names nobody."""
    sender: str
    """The municipality: the author of the file."""
    day: date
    """The day on it, and of the file: same paper, same bytes."""
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, title: str, sender: str, day: date, blocks: tuple[Block, ...]) -> Self:
        """Return a paper with texts that each drawing can hold; raises Uneven.

        What is empty then is left out: a heading or paragraph without words, an empty item.
        """
        fit = (_fit(block) for block in blocks)
        kept = tuple(block for block in fit if block is not None)
        return cls(_line(title), _line(sender), day, _levelled(kept))


def words_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Return the texts of blocks in the order in which they are read."""
    for block in blocks:
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(text=text, lead=lead):
                yield f"{lead} {text}".strip()
            case Bullets(items=items):
                yield from items
            case Grid(header=header, rows=rows):
                yield from header
                for row in rows:
                    yield from row


def _fit(block: Block) -> Block | None:
    match block:
        case Heading(text=text, level=level):
            return Heading(_line(text), level) if _line(text) else None
        case Paragraph(text=text, lead=lead):
            said = Paragraph(writable(text), _line(lead))
            return said if said.text or said.lead else None
        case Bullets(items=items):
            there = tuple(filter(None, map(writable, items)))
            return Bullets(there) if there else None
        case Grid(header=header, rows=rows):
            if not header or any(len(row) != len(header) for row in rows):
                raise Uneven
            cells = tuple(tuple(writable(cell) or NOTHING for cell in row) for row in rows)
            return Grid(tuple(_line(cell) or NOTHING for cell in header), cells)


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Let no level be passed over: what has nothing of level 2 above it, is level 2."""
    there: list[Block] = []
    before = 1
    for block in blocks:
        if isinstance(block, Heading):
            before = min(max(block.level, 2), before + 1, 3)
            there.append(Heading(block.text, before))
        else:
            there.append(block)
    return tuple(there)


def _line(text: str) -> str:
    return writable(text).replace("\n", " ")
