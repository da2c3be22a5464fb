"""Make the map anew: ``python -m tests.reach``, with whatever pytest may be told.

With ``--more`` first, what other tests reached is kept.
"""

import os
import subprocess
import sys
from typing import Final

from tests.reach.kept import FOLDER, commit_of, joined, keep, load, merge
from tests.reach.reads import ROOT

MORE: Final = "--more"
USUAL: Final = ("-p", "no:randomly", "-m", "not torture and not browser")


def command(given: list[str]) -> list[str]:
    """Return what is run: pytest, with what is given after what is usual."""
    return [sys.executable, "-m", "pytest", *USUAL, *(one for one in given if one != MORE)]


def main() -> int:  # pragma: no cover - starts a run of its own
    for part in FOLDER.glob("part-*"):
        part.unlink()
    commit = commit_of()
    environment = os.environ | {"PYTEST_PLUGINS": "tests.reach.recording", "LIVES": "anew"}
    done = subprocess.run(command(sys.argv[1:]), cwd=ROOT, env=environment, check=False)
    reach = merge(sorted(FOLDER.glob("part-*")), commit)
    if MORE in sys.argv and (before := load()) is not None:
        reach = joined(before, reach)
    keep(reach)
    sys.stdout.write(
        f"{len(reach.trips)} tests reach {reach.reached()} of {len(reach.numbers)} places\n"
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
