"""What came of each mutant, and the tables that are made of it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.mutants.naming import Mutant
from tests.mutants.shelves import shelf_of
from tests.mutants.sites import file_of
from tests.reach.kept import FOLDER

KEPT: Final = FOLDER / "mutants.jsonl"
KILLED: Final = "killed"
SURVIVED: Final = "survived"
TIMED_OUT: Final = "time-out"
EQUIVALENT: Final = "equivalent"
FAULT: Final = "fault"
"""The trying itself went wrong."""
AGAIN: Final = "again"
"""Not tried yet: it must be imported anew."""
ALIVE: Final = frozenset({SURVIVED, TIMED_OUT})
"""Whom no test saw."""


@dataclass(frozen=True)
class Outcome:
    """What came of one mutant."""

    mutant: Mutant
    status: str
    by: str = ""
    """The test that killed it."""
    why: str = ""
    """What that test said."""
    ran: int = 0
    of: int = 0
    """How many tests ran, of how many that reach it."""
    seconds: float = 0.0

    @property
    def shelf(self) -> str:
        return shelf_of(file_of(self.mutant))


def append(outcome: Outcome, path: Path = KEPT) -> None:
    told = asdict(outcome) | {"mutant": str(outcome.mutant), "seconds": round(outcome.seconds, 2)}
    told["where"] = list(outcome.mutant)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


def read_outcomes(path: Path = KEPT) -> dict[Mutant, Outcome]:
    """Return what came of each mutant the last time."""
    if not path.exists():
        return {}
    found: dict[Mutant, Outcome] = {}
    for line in path.read_text("utf-8").splitlines():
        told = json.loads(line)
        told["mutant"] = Mutant(*told.pop("where"))
        found[told["mutant"]] = Outcome(**told)
    return found


def counted(outcomes: Iterable[Outcome], by: str) -> dict[str, Counter[str]]:
    """Count each status by shelf or by kind."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        table[one.shelf if by == "shelf" else one.mutant.kind][one.status] += 1
    return table


def share(row: Mapping[str, int]) -> float:
    """Return which percentage was killed, of those that can be."""
    tried = row.get(KILLED, 0) + row.get(SURVIVED, 0)
    return 100 * row.get(KILLED, 0) / tried if tried else 100.0


def table(outcomes: Iterable[Outcome], by: str) -> str:
    """Return a table in Markdown."""
    lines = [f"| {by} | killed | survived | time-out | equivalent | killed of those |"]
    lines += ["|---|---|---|---|---|---|"]
    rows = counted(outcomes, by)
    rows["all"] = sum(rows.values(), Counter())
    for name, row in rows.items():
        cells = [row[status] for status in (KILLED, SURVIVED, TIMED_OUT, EQUIVALENT)]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} | {share(row):.1f} % |")
    return "\n".join(lines)
