"""The map of what each test reaches: kept in a folder that git ignores, with its commit."""

import gzip
import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.reach.marks import Mark
from tests.reach.reads import ROOT

FOLDER: Final = ROOT / ".reach"
KEPT: Final = FOLDER / "map.json.gz"


@dataclass
class Trip:
    """One test: how long it took, whether it passed, and the numbers of the marks it reached."""

    seconds: float = 0.0
    passed: bool = True
    marks: frozenset[int] = frozenset()
    lent: frozenset[int] = frozenset()
    """Which of those were reached only while something was made that other tests use too."""


@dataclass
class Reach:
    """What each test reaches, as it was at a commit."""

    commit: str = ""
    sums: dict[str, str] = field(default_factory=dict)
    """Of each file with marks: lines of another text say nothing."""
    numbers: dict[Mark, int] = field(default_factory=dict)
    trips: dict[str, Trip] = field(default_factory=dict)

    def add(self, numbers: dict[Mark, int], trips: dict[str, Trip]) -> None:
        """Take in what one worker saw, whose numbers are its own."""
        ours = {
            theirs: self.numbers.setdefault(mark, len(self.numbers))
            for mark, theirs in numbers.items()
        }
        for name, trip in trips.items():
            marks, lent = (
                frozenset(ours[number] for number in numbers) for numbers in (trip.marks, trip.lent)
            )
            self.trips[name] = Trip(trip.seconds, trip.passed, marks, lent)

    def tests(self, wanted: Iterable[Mark]) -> list[str]:
        """Return the tests that reach one of these marks, the quickest first."""
        numbers = {self.numbers[mark] for mark in wanted if mark in self.numbers}
        there = [name for name, trip in self.tests_alone() if not trip.marks.isdisjoint(numbers)]
        return sorted(there, key=lambda name: self.trips[name].seconds)

    def tests_alone(self) -> Iterator[tuple[str, Trip]]:
        """Give each test; what fixtures reach for all of them is kept beside those."""
        return ((name, trip) for name, trip in self.trips.items() if "::" in name)

    def marks_in(self, path: str) -> Iterator[Mark]:
        """Give the marks of a file, whether a test reached them or none."""
        return (mark for mark in self.numbers if mark.path == path)

    def reached(self) -> int:
        """Count the marks that a test reached."""
        return len(frozenset().union(*(trip.marks for _, trip in self.tests_alone())))


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def commit_of(root: Path = ROOT) -> str:
    said = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()


def write_part(path: Path, numbers: dict[Mark, int], trips: dict[str, Trip]) -> None:
    """Leave what one worker saw; without a word when it saw nothing."""
    if trips:
        _write(path, {"marks": list(numbers), "tests": _packed(trips)})


def merge(parts: Iterable[Path], commit: str, root: Path = ROOT) -> Reach:
    """Make one map of what the workers saw, and take their notes away."""
    reach = Reach(commit)
    for part in parts:
        told = _read(part)
        numbers = {Mark(*mark): number for number, mark in enumerate(told["marks"])}
        reach.add(numbers, _unpacked(told["tests"]))
        part.unlink()
    paths = {mark.path for mark in reach.numbers if (root / mark.path).is_file()}
    reach.sums = {path: sum_of(root / path) for path in sorted(paths)}
    return reach


def joined(old: Reach, new: Reach) -> Reach:
    """Return a new map with the tests of an old one that did not run again.

    It is as old as the old one, and of a file that changed meanwhile no line is trusted.
    """
    both = Reach(old.commit, old.sums | new.sums)
    both.add(old.numbers, old.trips)
    both.add(new.numbers, new.trips)
    for path in old.sums.keys() & new.sums.keys():
        if old.sums[path] != new.sums[path]:  # pragma: no branch - the rest is as it was
            both.sums[path] = ""
    return both


def keep(reach: Reach, path: Path = KEPT) -> None:
    told = {"commit": reach.commit, "sums": reach.sums, "marks": list(reach.numbers)}
    _write(path, told | {"tests": _packed(reach.trips)})


def load(path: Path = KEPT) -> Reach | None:
    """Return the map, or None where none was made."""
    if not path.exists():
        return None
    told = _read(path)
    numbers = {Mark(*mark): number for number, mark in enumerate(told["marks"])}
    return Reach(told["commit"], told["sums"], numbers, _unpacked(told["tests"]))


def _packed(trips: dict[str, Trip]) -> dict[str, list[Any]]:
    return {
        name: [round(trip.seconds, 4), trip.passed, _bits(trip.marks), _bits(trip.lent)]
        for name, trip in trips.items()
    }


def _unpacked(told: dict[str, list[Any]]) -> dict[str, Trip]:
    return {
        name: Trip(seconds, passed, *map(_numbers, bits))
        for name, (seconds, passed, *bits) in told.items()
    }


def _bits(numbers: frozenset[int]) -> str:
    room = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        room[number // 8] |= 1 << number % 8
    return room.hex()


def _numbers(bits: str) -> frozenset[int]:
    room = bytes.fromhex(bits)
    return frozenset(
        place * 8 + bit
        for place, byte in enumerate(room)
        if byte
        for bit in range(8)
        if byte >> bit & 1
    )


def _write(path: Path, told: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", compresslevel=3, encoding="utf-8") as file:
        json.dump(told, file, separators=(",", ":"))


def _read(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)
