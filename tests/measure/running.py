"""Measures a run: with a folder in ``MEASURE`` each process writes there what it reached.

It is the first plugin that comes in. What is imported after it has its marks; what came before, it
forgets, so that the tests of it import it anew.
"""

import ast
import builtins
import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

import pytest
from _pytest.assertion import rewrite

from tests.measure.marks import PASSED, Marks, put_marks

ROOT: Final = Path(__file__).parents[2]
MEASURED: Final = ("pga", "tests")


class Marked(SourceFileLoader):
    """Loads a module with its marks."""

    def __init__(self, name: str, path: str, marks: Marks) -> None:
        super().__init__(name, path)
        self.marks = marks

    def get_code(self, _fullname: str) -> CodeType:
        tree = ast.parse(Path(self.path).read_bytes())
        put_marks(tree, self.path, self.marks)
        return compile(tree, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds what is measured, and has it loaded with its marks."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in MEASURED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Marked(fullname, spec.loader.path, self.marks)
        return spec


def begin() -> Marks:
    """Have all that is measured imported with its marks from now on."""
    marks = Marks()
    setattr(builtins, PASSED, marks.passed)
    places = [
        at for at, one in enumerate(sys.meta_path) if type(one).__module__ == rewrite.__name__
    ]
    sys.meta_path.insert(places[0] + 1, Finder(marks))
    _mark_what_pytest_rewrites(marks)
    return marks


def _mark_what_pytest_rewrites(marks: Marks) -> None:
    """Mark a file of tests before its asserts are rewritten; a number is of this process only."""
    rewritten = rewrite.rewrite_asserts
    homes = tuple(str(ROOT / one) + os.sep for one in MEASURED)

    def rewrite_asserts(tree: ast.Module, source: bytes, path: str, *more: Any) -> None:
        if path.startswith(homes):
            put_marks(tree, path, marks)
        rewritten(tree, source, path, *more)

    rewrite.rewrite_asserts = rewrite_asserts
    rewrite.PYC_TAIL = f".measured{rewrite.PYC_TAIL}"
    sys.dont_write_bytecode = True


if folder := os.environ.get("MEASURE"):
    _marks = begin()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection() -> None:
        """Let no process that a test starts be measured: it would write here too."""
        os.environ.pop("MEASURE", None)
        for name in (__name__, "tests.measure.marks"):
            sys.modules.pop(name, None)

    def pytest_unconfigure() -> None:
        home = Path(folder)
        home.mkdir(exist_ok=True)
        reached = {(mark.path, mark.lines, mark.turns) for mark in _marks.reached()}
        (home / f"{os.getpid()}.json").write_text(json.dumps(sorted(reached)), "utf-8")
