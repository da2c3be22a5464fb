"""The faults of a template: a condition, what is shown, a filter of a loop."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tests.mutants.kinds import FILTER, NEGATE

ALWAYS: Final = "always"
SHOWN: Final = "drop-output"

COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
ANY: Final = r"(?:(?!%\}|\}\}).)+?"
PIECE: Final = re.compile(
    r"\{%[-+]?\s*(?:(?P<enter>macro|block)\s+(?P<name>\w+)(?:"
    + ANY
    + r")?|(?P<leave>endmacro|endblock)(?:\s+\w+)?"
    rf"|(?:if|elif)\s+(?P<asked>{ANY})"
    rf"|for\s+{ANY}\s+in\s{ANY}(?P<sieve>\sif\s+(?P<kept>{ANY})))\s*-?%\}}"
    rf"|\{{\{{-?\s*(?P<shown>{ANY})\s*-?\}}\}}",
    re.DOTALL,
)


class PageFault(NamedTuple):
    """What can be changed in a template: from where to where, and what comes there."""

    within: str
    kind: str
    text: str
    begin: int
    end: int
    new: str

    def change(self, source: str) -> str:
        return source[: self.begin] + self.new + source[self.end :]


def page_faults(source: str) -> Iterator[PageFault]:
    """Give each fault that a template can have, as they stand in its text."""
    bare = COMMENT.sub(lambda match: " " * len(match[0]), source)
    around: list[str] = []
    for piece in PIECE.finditer(bare):
        if piece["enter"]:
            around.append(piece["name"])
        elif piece["leave"]:
            around.pop()
        else:
            yield from _of(piece, around[-1] if around else "")


def _of(piece: re.Match[str], within: str) -> Iterator[PageFault]:
    if asked := piece["asked"]:
        begin, end = piece.span("asked")
        yield PageFault(within, NEGATE, asked, begin, end, f"not ({asked})")
        yield PageFault(within, ALWAYS, asked, begin, end, "true")
    elif kept := piece["kept"]:
        yield PageFault(within, FILTER, kept, *piece.span("sieve"), "")
    elif shown := piece["shown"]:  # pragma: no branch - one of the three
        yield PageFault(within, SHOWN, shown, *piece.span(), "")
