"""Which tests a change touches; when in doubt, a test runs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.impact.changes import Change, page_marks, parts_changed
from tests.impact.outline import WHOLE, Outline, outline
from tests.impact.spreading import TESTS, Spread, spread
from tests.reach.kept import Reach
from tests.reach.marks import Mark
from tests.reach.reads import PROGRAM, ROOT

ALWAYS: Final = ("tests/architecture/",)
"""These read the whole tree."""
HOUSE: Final = re.compile(r"(pga/.+|config)\.py")
PAGES: Final = re.compile(r"templates/.+\.html")
READ: Final = re.compile(r"(docs|static|migrations|benchmarks|\.ci)/.+|[A-Z]+(\.md)?|\.gitignore")
"""Who leans on these, reads them: the map has each file that a test read."""
MODELS: Final = re.compile(r"pga/.*\bmodels\b.*|pga/(core|privacy)/columns\.py")
"""A table is known to the others by what the database makes of it, not by its name only."""
LOOK: Final = re.compile(r"static/.+")


@dataclass
class Choice:
    """The tests that run, or why all of them do."""

    tests: set[str] = field(default_factory=set)
    everything: str = ""


def choose(changes: Iterable[Change], reach: Reach, collected: Iterable[str]) -> Choice:
    """Choose of the tests that there are those that a change touches."""
    known, there = list(changes), list(collected)
    if why := next((one.path for one in known if not is_understood(one)), ""):
        return Choice(set(there), f"nothing is known of who leans on {why}")
    reached = spread(_outlines(), parts(known))
    if reached.everything:
        return Choice(set(there), reached.everything)
    wanted = {*_marks(known, reached, reach)}
    touched = {*reach.tests(wanted)}
    chosen = {
        name
        for name in there
        if name in touched
        or name not in reach.trips
        or name.startswith(ALWAYS)
        or is_named(name, reached.names)
    }
    return Choice(chosen)


def is_understood(change: Change) -> bool:
    """Tell whether it can be followed who leans on a file."""
    path = change.path
    if MODELS.fullmatch(path):
        return False
    if path.endswith("conftest.py") or path.startswith("tests/vendor/"):
        return False
    ours = HOUSE.fullmatch(path) or (path.startswith("tests/") and path.endswith((".py", ".txt")))
    return bool(ours or PAGES.fullmatch(path) or READ.fullmatch(path))


def parts(changes: Iterable[Change]) -> Iterator[tuple[str, object]]:
    """Give each part of a module that differs, with its module."""
    for one in changes:
        if one.path.endswith(".py") and (HOUSE.fullmatch(one.path) or one.path.startswith(TESTS)):
            yield from ((module_of(one.path), part) for part in parts_changed(one))


def _outlines(root: Path = ROOT) -> Mapping[str, Outline]:  # pragma: no cover - reads the tree
    paths = [root / "config.py", *(root / "pga").rglob("*.py"), *(root / TESTS).rglob("*.py")]
    return {
        module_of(str(path.relative_to(root))): outline(path.read_text("utf-8")) for path in paths
    }


def module_of(path: str) -> str:
    """Return the name by which a file is imported."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _marks(changes: Iterable[Change], reached: Spread, reach: Reach) -> Iterator[Mark]:
    """Give each mark whose tests are touched."""
    for one in changes:
        yield Mark(one.path)
        if one.old is None or one.new is None:
            yield Mark(f"{Path(one.path).parent}/")
        if PAGES.fullmatch(one.path):
            yield from page_marks(one)
        if not one.path.startswith(("tests/", "docs/")):
            yield PROGRAM
    modules = {module for module, _ in reached.names | reached.bodies}
    for mark in reach.numbers:
        module = module_of(mark.path) if mark.path.endswith(".py") else ""
        if module in modules and mark.within and _is_touched(module, mark.within, reached):
            yield mark


def _is_touched(module: str, within: str, reached: Spread) -> bool:
    function = within.partition(".<locals>")[0]
    first = function.partition(".")[0]
    if first == "<lambda>":  # pragma: no cover - a function without a name, in no function
        return any(name[0] == module for name in reached.names)
    return (module, function) in reached.bodies or (module, first) in reached.names


def is_named(test: str, names: set[tuple[str, str]]) -> bool:
    """Tell whether a test is one of these names."""
    path, _, rest = test.partition("::")
    module, function = module_of(path), re.split(r"\[|::", rest)[0]
    return any((module, name) in names for name in (function, WHOLE, "pytestmark"))
