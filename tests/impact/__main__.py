"""Run the tests that a change touches: ``python -m tests.impact [commit]``, since that commit."""

import argparse
import subprocess
import sys
from typing import Final

from tests.impact.changes import changes_since
from tests.impact.choosing import Choice, choose
from tests.impact.reading import choose_by_reading, read_tree
from tests.reach.kept import Reach, load
from tests.reach.reads import ROOT

USUAL: Final = "not torture"
MAIN: Final = "main"
OLD: Final = 20
"""So many commits a map may be behind without a word."""
ANEW: Final = "Make it anew with python -m tests.reach, and fewer tests run."
FIRST: Final = (
    "There is no map of what the tests reach yet: python -m tests.reach makes it, and fewer run.\n"
    "Until then it is told by names, routes and templates.\n"
)


def main() -> int:  # pragma: no cover - starts a run of its own
    given = asked(sys.argv[1:])
    reach, collected = load(), _collected(USUAL)
    base = given.base or usual_base()
    if reach is None:
        sys.stderr.write(FIRST)
        choice = choose_by_reading(changes_since(base), read_tree(), collected)
    else:
        sys.stderr.write(aged(behind(reach)))
        base = since(base, reach)
        choice = choose(changes_since(base), reach, collected)
    sys.stderr.write(f"{said(choice, len(collected), base)}\n")
    if given.list:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(choice.tests)))
        return 0
    return _run(sorted(choice.tests), given.more) if choice.tests else 0


def asked(given: list[str]) -> argparse.Namespace:
    """Read what was typed; what stands behind ``--`` is for pytest."""
    parser = argparse.ArgumentParser(prog="python -m tests.impact", description=__doc__)
    parser.add_argument("base", nargs="?", default="", help="a commit; usually where main was left")
    parser.add_argument("--list", action="store_true", help="name the tests and run none")
    end = given.index("--") if "--" in given else len(given)
    known = parser.parse_args(given[:end])
    known.more = given[end + 1 :]
    return known


def usual_base() -> str:  # pragma: no cover - what stands there depends on the checkout
    """Return the last commit where files differ from it, otherwise where main was left."""
    if _git("status", "--porcelain"):
        return "HEAD"
    return _git("merge-base", "HEAD", MAIN) or "HEAD~1"


def since(base: str, reach: Reach) -> str:  # pragma: no cover - as above
    """Return the older of a commit and that of the map.

    What changed since the map was made may reach what the map does not know, so it runs too.
    """
    older = _git("merge-base", base, reach.commit)
    return older or base


def behind(reach: Reach) -> int | None:  # pragma: no cover - as above
    """Count the commits since the map was made; None where its commit is not known here."""
    told = _git("rev-list", "--count", f"{reach.commit}..HEAD")
    return int(told) if told.isdigit() else None


def aged(commits: int | None) -> str:
    """Say that a map is old: what changed since it was made runs too."""
    if commits is None:
        return f"The map was made at a commit that is not here. {ANEW}\n"
    return f"The map is {commits} commits old. {ANEW}\n" if commits > OLD else ""


def said(choice: Choice, number: int, base: str) -> str:
    """Say how many tests run, and why all of them."""
    share = 100 * len(choice.tests) / number if number else 0
    why = f": {choice.everything}" if choice.everything else ""
    return f"{len(choice.tests)} of {number} tests ({share:.0f} %) since {base[:9]}{why}"


def _collected(marks: str) -> list[str]:  # pragma: no cover - a run of its own
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", marks]
    told = subprocess.run(
        [*command, "-p", "no:randomly"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [line for line in told.stdout.splitlines() if "::" in line]


def _run(tests: list[str], more: list[str]) -> int:  # pragma: no cover - a run of its own
    """Run tests, or with none named all of them; their names go by a file, they are many."""
    names = ROOT / ".reach" / "chosen.txt"
    names.parent.mkdir(exist_ok=True)
    names.write_text("".join(f"{name}\n" for name in tests), "utf-8")
    files = [f"@{names}"] if tests else []
    command = [sys.executable, "-m", "pytest", "-m", USUAL, *more, *files]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _git(*asked: str) -> str:  # pragma: no cover - as above
    told = subprocess.run(["git", *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
