"""How many mutants must be killed: what was agreed, and nothing less than the last time."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.mutants.naming import Mutant
from tests.mutants.outcomes import AGAIN, FAULT, Outcome, counted, share

FIGURES: Final = Path(__file__).parent / "figures.txt"
"""Of each shelf and each kind, which percentage was killed the last time it was written down."""
AGREED: Final = {"services": 92.0, "reading": 92.0, "drop-filter": 95.0, "drop-call": 95.0}


def figures_of(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return the percentage of each shelf and each kind."""
    known = list(outcomes)
    rows = counted(known, "shelf") | counted(known, "kind")
    return {name: share(row) for name, row in rows.items()}


def short_of(figures: Mapping[str, float], kept: Mapping[str, float]) -> Iterator[str]:
    """Tell each figure that is below what was agreed or below what it was."""
    for name, figure in figures.items():
        for bound, why in ((AGREED.get(name, 0), "agreed"), (kept.get(name, 0), "before")):
            if round(figure, 1) < bound:
                yield f"{name}: {figure:.1f} % killed, {why} {bound:.1f} %"


def tried_whole(listed: Iterable[Mutant], outcomes: Iterable[Outcome]) -> set[str]:
    """Return the shelves and kinds of which each mutant of the list was tried."""
    tried = {one.mutant for one in outcomes if one.status not in {AGAIN, FAULT}}
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for one in listed:
        names[one in tried] |= {Outcome(one, "").shelf, one.kind}
    return names[True] - names[False]


def raised(
    figures: Mapping[str, float], kept: Mapping[str, float], whole: Iterable[str]
) -> dict[str, float]:
    """Return what is written down: never less than it was, and nothing of a sample."""
    return {**kept, **{name: max(figures[name], kept.get(name, 0)) for name in whole}}


def read_figures(path: Path = FIGURES) -> dict[str, float]:
    """Return the figures as they were written down."""
    if not path.exists():
        return {}
    pairs = (line.rsplit(" ", 1) for line in path.read_text("utf-8").splitlines())
    return {name: float(figure) for name, figure in pairs}


def write_figures(figures: Mapping[str, float], path: Path = FIGURES) -> None:
    path.write_text("".join(f"{name} {figures[name]:.1f}\n" for name in sorted(figures)), "utf-8")
