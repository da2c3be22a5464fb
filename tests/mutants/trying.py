"""Which tests a mutant is tried on and in which order, and how long."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import PurePath
from time import process_time
from typing import Final, TypeVar

from tests.mutants.naming import Mutant
from tests.mutants.sites import Site
from tests.reach.kept import Reach, Trip, sum_of
from tests.reach.marks import Mark
from tests.reach.reads import ROOT

T = TypeVar("T")

SHELF: Final = "fixture sqlite_shelf"
SLOW: Final = 3.0
TOO_LONG: Final = 10.0
ENOUGH: Final = 40.0
"""In seconds of the processor: who lives that long, is taken to live on."""


def who_tries(site: Site, reach: Reach) -> list[str]:
    """Return the tests that reach a mutant, in the order in which they are tried."""
    marks = [*_marks(site, reach)]
    found = [name for name in reach.tests(marks) if _is_used(reach.trips[name])]
    wanted = {reach.numbers[mark] for mark in marks if mark in reach.numbers}
    ranks: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name in found:
        trip = reach.trips[name]
        ranks[2 if is_slow(name, reach) else int(wanted & trip.marks <= trip.lent)].append(name)
    own, lent, slow = ranks
    return [*in_turn(own, site.mark.path), *in_turn(lent, site.mark.path), *slow]


def is_slow(name: str, reach: Reach) -> bool:
    """Tell whether a test takes as long as many others: it is tried after them."""
    return name in reach.trips and reach.trips[name].seconds > SLOW


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
    """Take the files that are named like the mutant's first; of those that are alike, in turn.

    Tests of one file look alike: who passes one of them, mostly passes the next.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for name in tests:
        files[name.partition("::")[0]].append(name)
    near: dict[int, list[list[str]]] = defaultdict(list)
    for file, names in files.items():
        near[_likeness(file, path)].append(names)
    rounds = (one for like in sorted(near, reverse=True) for one in zip_longest(*near[like]))
    return [name for one in rounds for name in one if name]


def _likeness(file: str, path: str) -> int:
    """Count the words that two files share; that of the file itself tells more than a folder's."""
    *folders, name = PurePath(path).with_suffix("").parts
    *rooms, test = PurePath(file).with_suffix("").parts
    own, theirs = set(name.split("_")), set(test.removeprefix("test_").split("_"))
    return len(set(folders) & {*rooms, *theirs}) + 2 * len(own & {*rooms, *theirs})


def within_time(
    tests: Iterable[T], enough: float = ENOUGH, clock: Callable[[], float] = process_time
) -> Iterator[T]:
    """Give tests until this process worked long enough at them."""
    began = clock()
    for one in tests:
        yield one
        if clock() - began > enough:
            return


def needs_import(site: Site, reach: Reach) -> bool:
    """Tell whether a mutant must be there before the tests make what they share.

    What runs when a function is called is tried without that first, which is quicker.
    """
    shared = reach.trips.get(SHELF)
    in_shared = shared is not None and reach.numbers.get(site.mark) in shared.marks
    return not site.inside or in_shared


def killers_first(tests: list[str], killers: Mapping[Mutant, str], mutant: Mutant) -> list[str]:
    """Begin with who killed this mutant before, then with who killed others, the nearest first."""
    there, found = set(tests), dict[str, int]()
    for other, by in killers.items():
        if by in there and (near := _nearness(other, mutant)) > found.get(by, 0):
            found[by] = near
    first = sorted(found, key=lambda name: -found[name])
    return [*first, *(one for one in tests if one not in found)]


def _nearness(other: Mutant, mutant: Mutant) -> int:
    """Tell how near two mutants stand: the same, in one function, in one file or class, apart."""
    if other.where == mutant.where:
        return 3 if other == mutant else 2
    return int(_around(other.where) == _around(mutant.where))


def _around(where: str) -> str:
    return where.split(maxsplit=1)[0] if " " in where else where.rpartition(".")[0]
