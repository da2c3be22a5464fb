"""What somebody at a terminal sees while it takes long; a file or a pipe sees nothing of it."""

import sys
from typing import Final

WIDTH: Final = 32


class ProgressBar:
    """A bar that grows, on the side of a terminal where no answer stands."""

    def __init__(self, what: str, of: int = 0) -> None:
        self._what = what
        self._of = of
        self._done = 0

    def more(self, done: int) -> None:
        """Count what was done since the last time."""
        self.at(self._done + done, self._of)

    def at(self, done: int, of: int) -> None:
        """Show how much of the whole is done; the line ends with the last of it."""
        self._done, self._of = done, max(of, done, 1)
        if sys.stderr.isatty():
            full = WIDTH * self._done // self._of
            end = "\n" if self._done >= of else ""
            bar = f"[{'=' * full}{' ' * (WIDTH - full)}] {self._done}/{self._of} {self._what}"
            print(f"\r{bar}", end=end, file=sys.stderr, flush=True)
