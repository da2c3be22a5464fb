"""Try mutants: ``python -m tests.mutants``; a word asks something else.

``list`` writes the lists anew, ``report`` counts what came of them, ``survivors`` names who lived
on, and ``keep`` writes down how many were killed of what was tried whole, so that it never becomes
less.
"""

import argparse
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from tests.mutants.bounds import (
    figures_of,
    raised,
    read_figures,
    short_of,
    tried_whole,
    write_figures,
)
from tests.mutants.choosing import chosen
from tests.mutants.listed import LISTS, list_of, written
from tests.mutants.naming import Mutant
from tests.mutants.outcomes import (
    AGAIN,
    ALIVE,
    EQUIVALENT,
    KILLED,
    SURVIVED,
    Outcome,
    append,
    read_outcomes,
    table,
)
from tests.mutants.running import Plan, run_forked, run_imported
from tests.mutants.shelves import ALL
from tests.mutants.sites import site_of
from tests.mutants.survivors import survivors
from tests.mutants.trying import ENOUGH, needs_import, who_tries
from tests.reach.kept import Reach, load

FIRST: Final = (
    *("flask", "flask_login", "flask_sqlalchemy", "flask_wtf", "jinja2", "sqlalchemy", "wtforms"),
    *("alembic", "cryptography.fernet", "holidays", "psycopg", "segno", "stdnum"),
    "sqlalchemy.dialects.postgresql",
)
"""What every process needs; not what pytest wants to import by itself."""


CHOICES: Final = ("run", "list", "report", "survivors", "keep")


def main() -> int:  # pragma: no cover - for the night
    given = asked(sys.argv[1:])
    if given.what == "list":
        return _write_lists()
    listed = {one: why for shelf in ALL for one, why in list_of(shelf).items()}
    if given.what == "run":
        _run(given, listed)
    known = read_outcomes()
    found = [*told(listed, known)]
    if given.what == "survivors":
        sys.stdout.write(survivors(found, _map()))
        return 0
    for by in ("shelf", "kind"):
        sys.stdout.write(f"{table(found, by)}\n\n")
    if given.what == "keep":
        _keep(listed, found)
    return _judge(figures_of(found)) if given.bounds else 0


def _keep(
    listed: Mapping[Mutant, str], found: list[Outcome]
) -> None:  # pragma: no cover - for the night
    figures, whole = figures_of(found), tried_whole(listed, found)
    write_figures(raised(figures, read_figures(), whole))
    for names, what in ((whole, "Kept"), (figures.keys() - whole, "Not tried whole, so not kept")):
        sys.stdout.write(f"{what}: {', '.join(sorted(names)) or 'none'}.\n")


def _judge(figures: dict[str, float]) -> int:  # pragma: no cover - for the night
    short = list(short_of(figures, read_figures()))
    sys.stdout.write("".join(f"{line}\n" for line in short))
    # What was agreed is told until it is reached; from then on ``keep`` makes it the bound.
    return 1 if any(", before " in line for line in short) else 0


def asked(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("what", nargs="?", choices=CHOICES, default="run")
    parser.add_argument("--only", action="append", default=[], help="a shelf, a kind, a function")
    parser.add_argument("--every", type=int, default=1, help="only each so many-th mutant")
    parser.add_argument("--bounds", action="store_true", help="fail where fewer were killed")
    parser.add_argument("--resume", action="store_true", help="go on where it stopped")
    parser.add_argument("--enough", type=float, default=ENOUGH, help="seconds for one mutant")
    parser.add_argument("--alive", action="store_true", help="only who lived on the last time")
    return parser.parse_args(given)


def _write_lists() -> int:  # pragma: no cover - for the night
    LISTS.mkdir(exist_ok=True)
    for shelf in ALL:
        found = [site.mutant for site in chosen(shelf)]
        (LISTS / f"{shelf}.txt").write_text(written(found, list_of(shelf)), "utf-8")
        sys.stdout.write(f"{shelf}: {len(found)}\n")
    return 0


def _run(given: argparse.Namespace, listed: dict[Mutant, str]) -> None:  # pragma: no cover - so
    reach, before = _map(), read_outcomes()
    wanted = [one for one in listed if is_wanted(one, given.only)][:: given.every]
    if given.resume:
        wanted = [one for one in wanted if one not in before or before[one].status == AGAIN]
    if given.alive:
        wanted = [one for one in wanted if one in before and before[one].status in ALIVE]
    began = time.monotonic()
    plan = _planned(wanted, listed, reach)
    _run_plan(plan, reach, given.enough)
    sys.stderr.write(f"{len(wanted)} mutants in {time.monotonic() - began:.0f} s\n")


def told(listed: Mapping[Mutant, str], known: Mapping[Mutant, Outcome]) -> Iterator[Outcome]:
    """Give what came of each mutant of the list; what its list says of it stands first."""
    for one, why in listed.items():
        if why:
            yield Outcome(one, EQUIVALENT)
        elif one in known:
            yield known[one]


def _map() -> Reach:  # pragma: no cover - for the night
    reach = load()
    if reach is None:
        sys.exit("There is no map yet. First: python -m tests.reach")
    return reach


def is_wanted(mutant: Mutant, only: list[str]) -> bool:
    """Tell whether a mutant is of one of these shelves, kinds, rooms, files or functions."""
    known = {Outcome(mutant, "").shelf, mutant.kind, mutant.where, *mutant.where.split()}
    return not only or any(part in known or mutant.where.startswith(f"{part}.") for part in only)


def _planned(  # pragma: no cover - for the night
    wanted: list[Mutant], listed: dict[Mutant, str], reach: Reach
) -> Plan:
    """Return what is tried on which tests; what needs no trying is told at once."""
    plan: Plan = []
    for one in wanted:
        site = site_of(one)
        tests = who_tries(site, reach)
        if listed[one]:
            append(Outcome(one, EQUIVALENT))
        elif not tests:
            _tell(Outcome(one, SURVIVED))
        else:
            plan.append((site, tests))
    return plan


def _run_plan(  # pragma: no cover - for the night
    plan: Plan, reach: Reach, enough: float
) -> None:
    sizes = {site.mutant: len(tests) for site, tests in plan}

    def tell(outcome: Outcome) -> None:
        _tell(replace(outcome, of=sizes[outcome.mutant]))

    def first(outcome: Outcome) -> None:
        alive = outcome.mutant in shared and outcome.status in ALIVE
        tell(replace(outcome, status=AGAIN) if alive else outcome)

    before = read_outcomes()
    waiting = {one for one, known in before.items() if known.status == AGAIN}
    apart = [one for one in plan if not one[0].inside or one[0].mutant in waiting]
    forked = [one for one in plan if one not in apart]
    shared = {site.mutant for site, _ in forked if needs_import(site, reach)}
    for name in FIRST:
        importlib.import_module(name)
    if forked:
        _apart(lambda: run_forked(forked, reach, first, enough))
    now = read_outcomes()
    again = [one for one in forked if now[one[0].mutant].status == AGAIN]
    run_imported([*chain(again, apart)], reach, tell, enough)


def _apart(act: Callable[[], None]) -> None:  # pragma: no cover - for the night
    """Collect the tests in a process of their own: this one never imports the house."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit("The process with the tests ended by itself.")


def _tell(outcome: Outcome) -> None:  # pragma: no cover - for the night
    append(outcome)
    if outcome.status not in {KILLED, AGAIN}:
        ran = f"{outcome.ran} of {outcome.of} tests, {outcome.seconds:.1f} s"
        sys.stderr.write(f"{outcome.status} ({ran}): {outcome.mutant}\n")


if __name__ == "__main__":
    sys.exit(main())
