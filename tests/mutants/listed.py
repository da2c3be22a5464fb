"""The list of mutants: a file for each shelf, a line for each mutant, and why some are no fault."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.mutants.naming import Mutant, read_mutant

LISTS: Final = Path(__file__).parent / "lists"
SAME: Final = "    same: "
"""Before the reason why a mutant does what the house does: no test can tell the two apart."""
BECAUSE: Final = "    because: "
"""Before the reason why a mutant left the list: its code went, or means something else."""
ENDED: Final = LISTS / "ended.txt"


def read_list(text: str) -> dict[Mutant, str]:
    """Return the mutants of a list, each with the reason why it is equivalent, or nothing."""
    found: dict[Mutant, str] = {}
    for line in text.splitlines():
        if line.startswith((SAME, BECAUSE)):
            found[next(reversed(found))] = line.partition(": ")[2]
        elif line:  # pragma: no branch - a list ends with one
            found[read_mutant(line)] = ""
    return found


def written(mutants: Iterable[Mutant], same: Mapping[Mutant, str]) -> str:
    """Return the text of a list."""
    lines = []
    for one in mutants:
        lines += [str(one), *([f"{SAME}{same[one]}"] if same.get(one) else [])]
    return "".join(f"{line}\n" for line in lines)


def list_of(shelf: str, folder: Path = LISTS) -> dict[Mutant, str]:
    """Return the mutants of a shelf, as they are kept."""
    path = folder / f"{shelf}.txt"
    return read_list(path.read_text("utf-8")) if path.exists() else {}
