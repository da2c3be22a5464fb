"""Which characters a letter can hold: what its font can draw, so that three drawings agree.

PDF/A asks a shape for each character. Read from the font itself, so that the fact stands once.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parents[1] / "fonts"
FONT: Final = "Source Sans 3"
REGULAR: Final = FONTS / "SourceSans3-Regular.ttf"
BOLD: Final = FONTS / "SourceSans3-Bold.ttf"
UNDRAWN: Final = "\N{WHITE SQUARE}"
"""Stands where the font has no shape: seen in the preview, and the same in all three."""

_SEGMENTED, _GROUPED = 4, 12
_TABLES_AT, _TABLE_ROW = 12, 16


@cache
def drawable() -> frozenset[str]:
    """Return the characters that the letter's font can draw, in both of its weights."""
    return frozenset(_mapped(REGULAR.read_bytes()) & _mapped(BOLD.read_bytes()))


def writable(text: str) -> str:
    """Return a text as a letter can hold it: composed, one space at a time, with its line ends.

    Control characters and marks that turn the direction of a line are left out; a character that
    the font cannot draw becomes a square.
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (" ".join(_shown(line).split()) for line in lines.split("\n"))
    return "\n".join(kept).strip("\n")


def _shown(line: str) -> str:
    there = drawable()
    return "".join(
        " " if one.isspace() else one if one in there else UNDRAWN
        for one in line
        if one.isspace() or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Cn"}
    )


def _mapped(font: bytes) -> set[str]:
    """Return the characters in the character map of a TrueType font."""
    (count,) = struct.unpack_from(">H", font, 4)
    rows = (struct.unpack_from(">4sIII", font, _TABLES_AT + _TABLE_ROW * i) for i in range(count))
    start = next(offset for tag, _, offset, _ in rows if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", font, start + 2)
    found: set[str] = set()
    for i in range(tables):
        _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * i)
        found.update(map(chr, _codes(font, start + offset)))
    return found


def _codes(font: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == _SEGMENTED:
        (double,) = struct.unpack_from(">H", font, at + 6)
        half = double // 2
        ends = struct.unpack_from(f">{half}H", font, at + 14)
        starts = struct.unpack_from(f">{half}H", font, at + 16 + double)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif form == _GROUPED:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        for i in range(groups):
            first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * i)
            yield from range(first, last + 1)
