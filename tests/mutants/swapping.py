"""Puts a mutant into a process that runs: other code in the same functions, another template."""

import ast
import gc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from jinja2 import Environment, FileSystemLoader

from tests.mutants.naming import Mutant
from tests.mutants.sites import ENDING, file_of, module_of, mutated_code, mutated_page
from tests.reach.recording import forget_answers
from tests.reach.templates import FOLDER


class CannotSwap(Exception):
    """The functions of a mutant hold other variables, or are not there: it must be imported."""


def put_in(mutant: Mutant) -> None:
    """Let this process be the house with a fault; raises CannotSwap."""
    path = file_of(mutant)
    if path.suffix == ENDING:
        put_page(mutant.where.split()[0].removeprefix(FOLDER), mutated_page(mutant))
    else:
        import_module(module_of(path))
        swap(path, mutated_code(mutant))
    forget_answers()


def swap(path: Path, tree: ast.Module) -> int:
    """Give the functions of a file the code of a tree; return how many became others."""
    codes = {(one.co_qualname, one.co_firstlineno): one for one in codes_in(tree, path)}
    changed = 0
    for one in functions_of(path):
        new = codes.get((one.__code__.co_qualname, one.__code__.co_firstlineno), one.__code__)
        if new != one.__code__:
            try:
                one.__code__ = new
            except ValueError as fault:
                raise CannotSwap(str(path)) from fault
            changed += 1
    if not changed:
        raise CannotSwap(str(path))
    return changed


_standing: dict[str, list[FunctionType]] = {}
"""Of each file, the functions that lived when this process stood still."""


def stand_still() -> None:
    """Remember which functions there are, so that no fork of this process looks through all."""
    forget_answers()
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            _standing.setdefault(one.__code__.co_filename, []).append(one)
    gc.collect()
    gc.freeze()


def functions_of(path: Path) -> list[FunctionType]:
    """Return the functions of a file that live in this process."""
    living = (one for one in gc.get_objects() if isinstance(one, FunctionType))
    later = [one for one in living if one.__code__.co_filename == str(path)]
    return [*_standing.get(str(path), ()), *later]


def codes_in(tree: ast.Module, path: Path) -> Iterator[CodeType]:
    """Give the code of each function of a module."""
    return _inner(compile(tree, str(path), "exec", dont_inherit=True))


def _inner(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inner(one)


def put_page(name: str, text: str) -> None:
    """Let a template have another text, in every app."""
    really = FileSystemLoader.get_source

    def get_source(self: Any, environment: Environment, template: str) -> Any:
        if template == name:
            return text, None, None
        return really(self, environment, template)

    FileSystemLoader.get_source = get_source
