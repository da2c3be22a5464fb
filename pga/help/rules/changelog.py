"""Read the versions out of CHANGELOG.md; as much Markdown as that file uses, and no more.

A version is a ``##`` heading, a part a ``###`` heading, a line a ``-`` that may go on below; other
words are a paragraph. ``code`` and *names of screens* stay pieces of their own.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MARKED: Final = re.compile(r"`([^`]+)`|\*([^*]+)\*")


class ChangeKind(StrEnum):
    """How a piece of a line is shown."""

    PLAIN = "plain"
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that look alike."""

    text: str
    kind: ChangeKind = ChangeKind.PLAIN


Line = tuple[Piece, ...]


@dataclass(slots=True)
class ChangePart:
    """What belongs together in one version."""

    title: str
    words: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Version:
    """One version; its first part has no title."""

    title: str
    parts: list[ChangePart] = field(default_factory=list)


def versions_in(text: str) -> tuple[Version, ...]:
    """Return the versions of a changelog in their order; words before the first are left out."""
    found: list[Version] = []
    for block in _blocks(text):
        if block.startswith("## "):
            found.append(Version(block[3:], [ChangePart("")]))
        elif not found:
            continue
        elif block.startswith("### "):
            found[-1].parts.append(ChangePart(block[4:]))
        elif block.startswith("- "):
            found[-1].parts[-1].lines.append(pieces_of(block[2:]))
        else:
            found[-1].parts[-1].words.append(pieces_of(block))
    return tuple(found)


def pieces_of(words: str) -> Line:
    """Return words in pieces: plain, code, and names of screens."""
    pieces, at = [], 0
    for match in MARKED.finditer(words):
        pieces.append(Piece(words[at : match.start()]))
        pieces.append(
            Piece(match[1], ChangeKind.CODE) if match[1] else Piece(match[2], ChangeKind.NAME)
        )
        at = match.end()
    pieces.append(Piece(words[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _blocks(text: str) -> list[str]:
    """Return headings, lines of a list and paragraphs, each on one line."""
    blocks: list[str] = []
    fresh = True
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            fresh = True
        elif fresh or line.startswith(("#", "- ")):
            blocks.append(line)
            fresh = line.startswith("#")
        else:
            blocks[-1] += f" {line}"
    return blocks
