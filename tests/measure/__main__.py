"""Gives what a measured run reached to coverage: ``python -m tests.measure FOLDER``."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coverage import CoverageData
from coverage.python import PythonParser

from tests.measure.marks import Mark, Turn

ROOT: Final = Path(__file__).parents[2]

Arcs = set[tuple[int, int]]


def read(folder: Path) -> dict[str, list[Mark]]:
    """Return what all processes of a run reached, by file."""
    found: dict[str, list[Mark]] = {}
    for part in sorted(folder.glob("*.json")):
        for path, lines, turns in json.loads(part.read_text("utf-8")):
            mark = Mark(path, tuple(lines), tuple(Turn(*turn) for turn in turns))
            found.setdefault(path, []).append(mark)
    return found


def arcs_of(source: str, marks: Iterable[Mark]) -> Arcs:
    """Return what coverage would have seen of a file: each line, and each way out of a branch."""
    parser = PythonParser(text=source)
    parser.parse_source()
    arcs, ways = set[tuple[int, int]](), dict[int, set[int]]()
    for line, target in parser.arcs():
        ways.setdefault(line, set()).add(target)
    for mark in marks:
        arcs |= {(line, line) for line in mark.lines}
        for turn in mark.turns:
            line, body = parser.first_line(turn.line), parser.first_line(turn.body)
            taken = {way for way in ways.get(line, ()) if (way == body) == turn.into}
            arcs |= {(line, way) for way in taken}
    return arcs


def write(folder: Path, to: Path) -> None:
    """Write down for coverage what a run reached; of what nobody imported, nothing was."""
    data = CoverageData(str(to))
    data.erase()
    reached = read(folder)
    data.add_arcs(
        {path: arcs_of(Path(path).read_text("utf-8"), marks) for path, marks in reached.items()}
    )
    house = [str(path) for home in ("pga", "tests") for path in (ROOT / home).rglob("*.py")]
    data.touch_files(path for path in house if path not in reached)


if __name__ == "__main__":
    write(Path(sys.argv[1]), ROOT / ".coverage")
