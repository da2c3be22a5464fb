"""How a command leaves: the same four codes everywhere."""

from typing import Final

OK: Final = 0
"""It is so, or it is done."""
WRONG: Final = 1
"""It was tried, and it is not so or could not be done: a broken trail, a name that is taken."""
UNTRIED: Final = 2
"""It cannot tell: asked in the wrong way, or what it needs is not there or does not open."""
INTERRUPTED: Final = 130
"""Somebody pressed Ctrl-C."""


class Stopped(Exception):
    """The command cannot go on; says why, and how it leaves."""

    def __init__(self, why: str, code: int = UNTRIED) -> None:
        super().__init__(why)
        self.code = code
