"""What ``make impact`` came to for some commits: ``python -m tests.impact.lately -10 HEAD``.

Of each commit the share of the tests and their seconds, as the map timed them one by one; by the
map, and by reading alone. A test that the map does not know is left out of both.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.impact import choosing
from tests.impact.changes import Change
from tests.impact.choosing import Choice, choose
from tests.impact.reading import choose_by_reading, read_tree
from tests.reach.kept import load
from tests.reach.reads import ROOT

HEAD: Final = (
    "| commit | files | by the map | seconds | by reading | seconds |\n|---|---|---|---|---|---|"
)


def row(commit: str, files: int, choices: Iterable[Choice], seconds: Mapping[str, float]) -> str:
    """Return the line of a commit."""
    cells = [commit[:9], str(files)]
    for choice in choices:
        tests = choice.tests & seconds.keys()
        share = 100 * len(tests) / len(seconds) if seconds else 0
        cells += [f"{share:.0f} %", f"{sum(seconds[name] for name in tests):.0f}"]
    return f"| {' | '.join(cells)} |"


def main() -> int:  # pragma: no cover - for who measures
    reach = load()
    if reach is None:
        sys.exit("There is no map: python -m tests.reach")
    seconds = {name: trip.seconds for name, trip in reach.tests_alone()}
    sys.stdout.write(f"{len(seconds)} tests, {sum(seconds.values()):.0f} seconds\n{HEAD}\n")
    for commit in _git("rev-list", "--no-merges", *sys.argv[1:]).split():
        changes = [*_changes(commit)]
        with TemporaryDirectory() as folder:
            _take_out(commit, Path(folder))
            tree = read_tree(Path(folder))
        choosing._outlines = lambda tree=tree: tree.outlines
        choices = (
            choose(changes, reach, seconds),
            choose_by_reading(changes, tree, seconds),
        )
        sys.stdout.write(f"{row(commit, len(changes), choices, seconds)}\n")
        sys.stdout.flush()
    return 0


def _changes(commit: str) -> Iterator[Change]:  # pragma: no cover - as above
    for path in _git("diff", "--name-only", "--no-renames", f"{commit}~1", commit).splitlines():
        yield Change(path, _at(f"{commit}~1", path), _at(commit, path))


def _at(commit: str, path: str) -> str | None:  # pragma: no cover - as above
    told = _told("show", f"{commit}:{path}")
    return told.stdout.decode("utf-8", "replace") if told.returncode == 0 else None


def _take_out(commit: str, folder: Path) -> None:  # pragma: no cover - as above
    packed = _told("archive", commit, "config.py", "pga", "tests", "templates").stdout
    subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)


def _git(*asked: str) -> str:  # pragma: no cover - as above
    return _told(*asked).stdout.decode()


def _told(*asked: str) -> subprocess.CompletedProcess[bytes]:  # pragma: no cover - as above
    return subprocess.run(["git", *asked], cwd=ROOT, capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
