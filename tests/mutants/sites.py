"""Every mutant that a file of the house can have, and the file as a mutant makes it."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.mutants.kinds import faults
from tests.mutants.naming import Mutant, shortened
from tests.mutants.pages import page_faults
from tests.mutants.places import places
from tests.reach.marks import Mark
from tests.reach.reads import ROOT
from tests.reach.templates import PAGE

ENDING = ".html"


@dataclass(frozen=True)
class Site:
    """A mutant, where it stands, and what makes it."""

    mutant: Mutant
    mark: Mark
    """Who reaches this, reaches the mutant."""
    inside: bool
    """Whether it runs when a function is called; otherwise its module must be imported with it."""
    change: Callable[..., Any]


def file_of(mutant: Mutant) -> Path:
    """Return the file that a mutant stands in; raises LookupError where none is."""
    name = mutant.where.split()[0]
    if name.endswith(ENDING):
        found = [ROOT / name]
    else:
        parts = name.split(".")
        stems = [ROOT.joinpath(*parts[:length]) for length in range(len(parts), 0, -1)]
        found = [path for stem in stems for path in (stem.with_suffix(".py"), stem / "__init__.py")]
    there = [path for path in found if path.is_file()]
    if not there:
        raise LookupError(str(mutant))
    return there[0]


def module_of(path: Path) -> str:
    """Return the name that a file is imported by."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sites(path: Path) -> dict[Mutant, Site]:
    """Return every mutant of a file."""
    source = path.read_text("utf-8")
    found = _in_page(path, source) if path.suffix == ENDING else _in_code(path, ast.parse(source))
    return {site.mutant: site for site in found}


def site_of(mutant: Mutant) -> Site:
    """Return where a mutant stands; raises LookupError where its code is gone."""
    found = sites(file_of(mutant)).get(mutant)
    if found is None:
        raise LookupError(str(mutant))
    return found


def mutated_code(mutant: Mutant) -> ast.Module:
    """Return the module of a mutant with its fault in it."""
    path = file_of(mutant)
    tree = ast.parse(path.read_text("utf-8"))
    next(site for site in _in_code(path, tree) if site.mutant == mutant).change()
    return ast.fix_missing_locations(tree)


def mutated_page(mutant: Mutant) -> str:
    """Return the template of a mutant with its fault in it."""
    path = file_of(mutant)
    return site_of(mutant).change(path.read_text("utf-8"))


def _in_page(path: Path, source: str) -> Iterator[Site]:
    inner, numbered = str(path.relative_to(ROOT)), _Numbered()
    for one in page_faults(source):
        name = numbered(f"{inner} {one.within}".rstrip(), one.kind, one.text)
        yield Site(name, Mark(inner, one.within or PAGE), True, one.change)  # noqa: FBT003 - as above


def _in_code(path: Path, tree: ast.Module) -> Iterator[Site]:
    inner, numbered = str(path.relative_to(ROOT)), _Numbered()
    for place in places(tree, module_of(path), inner):
        for fault in faults(place):
            name = numbered(place.where, fault.kind, fault.text)
            yield Site(name, place.mark, place.inside, fault.change)


class _Numbered:
    """Gives a mutant its name, and the number that keeps it apart from the same before it."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, str, str]] = Counter()

    def __call__(self, where: str, kind: str, text: str) -> Mutant:
        named = (where, kind, shortened(text))
        self.counted[named] += 1
        return Mutant(*named, self.counted[named])
