"""What a mutant is called: its function, its kind, and the expression that is changed."""

from typing import Final, NamedTuple

BETWEEN: Final = " | "
LONGEST: Final = 110
"""Of an expression, in letters; what is longer ends in an ellipsis."""


class Mutant(NamedTuple):
    """A fault that is put into the house, named by what is changed and not by its line."""

    where: str
    kind: str
    text: str
    nth: int = 1
    """Which of the same expressions in one function, counted from the first."""

    def __str__(self) -> str:
        last = (str(self.nth),) if self.nth > 1 else ()
        return BETWEEN.join((self.where, self.kind, self.text, *last))


def read_mutant(line: str) -> Mutant:
    """Return the mutant that a line names."""
    where, kind, rest = line.split(BETWEEN, 2)
    text, _, last = rest.rpartition(BETWEEN)
    if text and last.isdigit() and int(last) > 1:
        return Mutant(where, kind, text, int(last))
    return Mutant(where, kind, rest)


def shortened(text: str) -> str:
    """Return an expression on one line, cut where it becomes too long to read."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
