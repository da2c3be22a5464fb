"""Which files of the house a test reads, and which programs it starts: the interpreter tells it."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.reach.marks import Mark, Marks

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = Mark("", "program")
"""A program that was started: what it reaches of the house, nobody saw."""
OURS: Final = re.compile(r"postgres|initdb|chrom|node")
"""The programs of the tests themselves."""
CACHED: Final = re.compile(r"__pycache__/(.+)\.cpython-\d+\.pyc(\.\d+)?")
OUTSIDE: Final = re.compile(
    r"(\.(venv|git|reach|hypothesis|\w+_cache)|var|htmlcov|build|dist)(/|$)|.*\.pyc"
)
DEEP: Final = 6
IMPORTS: Final = frozenset({"get_data", "get_code", "get_source", "_rewrite_test", "updatecache"})
"""Who reads code to run it, a page to show it, or a line that failed: that tells nothing more."""


def place_of(event: str, given: tuple[Any, ...]) -> Mark | None:
    """Return what an event of the interpreter says that a test leans on."""
    if event == "open":
        return _file(given[0])
    if event in {"os.listdir", "os.scandir"}:
        found = _file(given[0] or ".")
        return found and Mark(f"{found.path}/")
    if event == "subprocess.Popen":
        return None if OURS.search(Path(str(given[0])).name) else PROGRAM
    return None


def _file(given: object) -> Mark | None:
    if not isinstance(given, str | bytes | os.PathLike):
        return None
    path = os.path.abspath(os.fsdecode(given))  # noqa: PTH100 - a link is not followed, and quick
    if not path.startswith(f"{ROOT}/"):
        return None
    inner = CACHED.sub(r"\1.py", path[len(str(ROOT)) + 1 :])
    return None if OUTSIDE.match(inner) else Mark(inner)


def imports(mark: Mark) -> bool:
    """Tell whether code is read by who imports it; a migration is loaded as it is needed."""
    if not mark.path.endswith((".py", ".html")) or mark.path.startswith("migrations/"):
        return False
    frame, names = sys._getframe(), set[str]()
    while frame.f_back is not None and len(names) < DEEP:
        frame = frame.f_back
        names.add(frame.f_code.co_name)
    return not names.isdisjoint(IMPORTS)


def watch_reads(
    marks: Marks, reached: Callable[[int], None]
) -> None:  # pragma: no cover - for ever
    """Tell of every file and program from now on; the interpreter never stops telling."""

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event in HEARD and (mark := place_of(event, given)) and not imports(mark):
            reached(marks.number(mark))

    sys.addaudithook(hear)


HEARD: Final = frozenset({"open", "os.listdir", "os.scandir", "subprocess.Popen"})
