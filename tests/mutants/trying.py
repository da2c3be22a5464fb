"""Which tests a mutant is tried on and in which order, and how long."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import PurePath
from typing import Final

from tests.mutants.naming import Mutant
from tests.mutants.sites import Site
from tests.reach.kept import Reach, Trip, sum_of
from tests.reach.marks import Mark
from tests.reach.reads import ROOT

SHELF: Final = "fixture sqlite_shelf"
TOO_LONG: Final = 20.0
ENOUGH: Final = 40.0
"""In seconds of the tests' own time: who lives that long, is taken to live on."""


def who_tries(site: Site, reach: Reach) -> list[str]:
    """Return the tests that reach a mutant, in the order in which they are tried."""
    found = [name for name in reach.tests(_marks(site, reach)) if _is_used(reach.trips[name])]
    return in_turn(found, site.mark.path)


def _is_used(trip: Trip) -> bool:
    """Leave out who fails by itself, and who would take as long as all the others."""
    return trip.passed and trip.seconds < TOO_LONG


def _marks(site: Site, reach: Reach) -> Iterable[Mark]:
    mark = site.mark
    if not site.inside:
        return reach.marks_in(mark.path)
    same = reach.sums.get(mark.path) == sum_of(ROOT / mark.path)
    if same and mark in reach.numbers:
        return [mark]
    if same and mark.path.startswith("pga/"):
        return []
    return [one for one in reach.marks_in(mark.path) if one.within == mark.within]


def in_turn(tests: Iterable[str], path: str) -> list[str]:
    """Take the quickest of each file in turn, a file that is named alike first.

    Tests of one file look alike: who passes one of them, mostly passes the next.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for name in tests:
        files[name.partition("::")[0]].append(name)
    words = set(PurePath(path).with_suffix("").parts)
    ordered = sorted(files, key=lambda file: -len(words & _words(file)))
    rounds = zip_longest(*(files[file] for file in ordered))
    return [name for one in rounds for name in one if name]


def _words(file: str) -> set[str]:
    parts = PurePath(file).with_suffix("").parts
    return {part.removeprefix("test_") for part in parts}


def within_time(tests: Iterable[str], reach: Reach, enough: float = ENOUGH) -> Iterator[str]:
    """Give tests until their own time is spent."""
    spent = 0.0
    for name in tests:
        yield name
        spent += reach.trips[name].seconds
        if spent > enough:
            return


def needs_import(site: Site, reach: Reach) -> bool:
    """Tell whether a mutant must be there before the tests make what they share."""
    shared = reach.trips.get(SHELF)
    in_shared = shared is not None and reach.numbers.get(site.mark) in shared.marks
    return not site.inside or in_shared


def killer_first(tests: list[str], killers: dict[Mutant, str], mutant: Mutant) -> list[str]:
    """Begin with the test that killed this mutant before."""
    known = killers.get(mutant)
    return [known, *(one for one in tests if one != known)] if known in tests else tests
