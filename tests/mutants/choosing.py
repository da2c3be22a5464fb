"""Chooses the mutants of a shelf by a seed: all that forget something, a share of the rest."""

import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, Final

from tests.mutants.kinds import CALL, CONSTANT, FILTER, KEYWORD
from tests.mutants.shelves import files_of
from tests.mutants.sites import Site, file_of, module_of, sites

SEED: Final = 11
WHOLE: Final = {"services": (FILTER, CALL), "reading": (FILTER, CALL)}
"""Of these kinds a shelf has all: a question that forgets whose case it is, a line not written."""
MORE: Final = {
    "rules": 130,
    "services": 140,
    "reading": 140,
    "access": 40,
    "privacy": 70,
    "core": 40,
    "gate": 240,
    "routes": 120,
    "forms": 70,
    "templates": 120,
}
"""How many of the other kinds, spread evenly over those."""
IMPORTED: Final = {"rules": 30, "access": 10, "forms": 25, "reading": 10, "gate": 5}
"""How many outside functions: each asks a process of its own, so they are few."""


def chosen(shelf: str, seed: int = SEED) -> list[Site]:
    """Return the mutants of a shelf, in the order of its files."""
    found = [site for path in files_of(shelf) for site in sites(path).values() if _telling(site)]
    whole = {site.mutant for site in found if site.mutant.kind in WHOLE.get(shelf, ())}
    rest = [site for site in found if site.mutant not in whole]
    inside = _spread([site for site in rest if site.inside], MORE[shelf], seed)
    outside = _spread([site for site in rest if not site.inside], IMPORTED.get(shelf, 0), seed)
    taken = whole | {site.mutant for site in chain(inside, outside)}
    return [site for site in found if site.mutant in taken]


def _spread(found: Iterable[Site], number: int, seed: int) -> list[Site]:
    """Take so many, one of each kind in turn; a mutant keeps its rank when others come and go."""
    kinds: dict[str, list[Site]] = defaultdict(list)
    for site in sorted(found, key=lambda site: _rank(site, seed)):
        kinds[site.mutant.kind].append(site)
    return list(_in_turn(kinds.values()))[:number]


def _in_turn(rows: Iterable[list[Site]]) -> Iterator[Site]:
    queues = [iter(row) for row in rows]
    while queues:
        left = []
        for queue in queues:
            if (one := next(queue, None)) is not None:
                left.append(queue)
                yield one
        queues = left


def _rank(site: Site, seed: int) -> str:
    return sha256(f"{seed} {site.mutant}".encode()).hexdigest()


def _telling(site: Site) -> bool:
    """Leave out what Python refuses by itself, and what only says how a class is made."""
    mutant = site.mutant
    if mutant.text.endswith(("of dataclass", "in frozen=True", "in slots=True", "zip")):
        return False
    if mutant.kind == CONSTANT and mutant.text.endswith(("strict=True", "__version_id_col__")):
        return False
    if mutant.kind != KEYWORD:
        return True
    name, called = mutant.text.partition("=")[0], mutant.text.rpartition(" of ")[2]
    return "…" not in mutant.text and _may_lack(_found(site, called), name)


def _found(site: Site, called: str) -> Any:
    found: Any = importlib.import_module(module_of(file_of(site.mutant)))
    for part in called.split("."):
        found = inspect.getattr_static(found, part, None)
    return found


def _may_lack(called: Any, name: str) -> bool:
    """Tell whether something can be called without this argument."""
    try:
        parameters = inspect.signature(called).parameters
    except (TypeError, ValueError):
        return False
    if name not in parameters:
        return any(one.kind is one.VAR_KEYWORD for one in parameters.values())
    return parameters[name].default is not inspect.Parameter.empty
