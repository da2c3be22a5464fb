"""Print the figures of docs/performance.md: ``make bench``; ``--help`` for less than all of it."""

import argparse
import platform
import resource
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks import documents, pages, register, stores, trail
from benchmarks.pages import Figure
from pga.core import clock
from tests.support.stores import BOTH

SIZES = (3_000, 30_000, 90_000)
LINES = (10_000, 100_000, 1_000_000)
CHECKED = 100_000
SERVED = 200
"""How many pages a worker serves before its memory is read."""


def main() -> int:
    """Measure on each store in turn and print tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--stores", nargs="+", choices=BOTH, default=list(BOTH))
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--lines", nargs="*", type=int, default=list(LINES))
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--memory", action="store_true", help="only the memory of one worker")
    asked = parser.parse_args()
    if asked.memory:
        print(_memory(asked.stores[0]))
        return 0
    print(f"{_today()}, commit {_commit()}, {_machine()}\n", flush=True)
    _table(("document", "empty, ms", "ms", "ratio"), map(_full, documents.figures(asked.rounds)))
    for kind in asked.stores:
        print(f"## {kind}: {stores.SAID[kind]}\n", flush=True)
        _pages(kind, asked.sizes, asked.rounds)
        _trail(kind, asked.lines, asked.rounds)
        print(f"Memory of one worker after {SERVED} pages: {_memory_apart(kind)} MB.\n", flush=True)
    return 0


def _pages(kind: str, sizes: list[int], rounds: int) -> None:
    with stores.an_app(kind) as (app, settle):
        towns: list[register.Town] = []
        told: dict[int, dict[str, float]] = {}
        for size in sizes:
            while len(towns) * register.TOWN < size:
                towns.append(register.add_town(len(towns) + 1))
                _progress(f"{len(towns) * register.TOWN} cases")
            settle()
            if size == sizes[0]:
                figures = pages.against_bare(app, towns[0], rounds)
                _table(("page", "bare or base, ms", "ms", "ratio"), map(_full, figures))
                longer = pages.timelines(app, towns[0], rounds)
                _table(("casusblad, timeline", "ms", "ratio to 50 lines"), map(_short, longer))
            told[size] = pages.growing(app, towns[0], rounds)
        rows = (
            (page, *(f"{told[size][page]:.2f}" for size in sizes), _ratio(told, sizes, page))
            for page in told[sizes[0]]
        )
        _table(("in a register of", *(f"{size:,} cases" for size in sizes), "last to first"), rows)


def _trail(kind: str, lines: list[int], rounds: int) -> None:
    if not lines:
        return
    with stores.an_app(kind) as (_, settle):
        town = register.add_town(1, 300)
        number, rows, plan = f"{town.code}-2026-0003", [], ""
        for wanted in lines:
            trail.grow_to(town, wanted, but_not=number)
            _progress(f"{wanted} lines")
            settle()
            rows.append((f"{wanted:,}", f"{trail.time_of_question(town, number, rounds):.2f}"))
            if wanted == CHECKED:
                count, took = trail.time_of_check()
                print(f"A check of {count:,} lines: {took:.2f} s.\n", flush=True)
            plan = trail.plan_of_question(number)
        _table(("who saw this case, in a trail of", "ms"), rows)
        print(f"How the store finds them: `{plan}`\n", flush=True)


def _memory(kind: str) -> int:
    with stores.an_app(kind) as (app, _):
        town = register.add_town(1, register.MINE)
        visitor = pages.visitor_of(app, town.username)
        for turn in range(SERVED):
            pages.look(visitor, "/werk" if turn % 2 else f"/casussen/{town.code}-2026-0003")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _memory_apart(kind: str) -> str:
    command = [sys.executable, "-m", "benchmarks", "--memory", "--stores", kind]
    return _said(command).strip()


def _full(figure: Figure) -> tuple[str, ...]:
    return figure.what, f"{figure.base:.2f}", f"{figure.millis:.2f}", f"{figure.ratio:.1f}"


def _short(figure: Figure) -> tuple[str, ...]:
    return figure.what, f"{figure.millis:.2f}", f"{figure.ratio:.2f}"


def _ratio(told: dict[int, dict[str, float]], sizes: list[int], page: str) -> str:
    return f"{told[sizes[-1]][page] / told[sizes[0]][page]:.2f}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text:30}", end="\r", file=sys.stderr, flush=True)


def _today() -> str:
    return clock.today().isoformat()


def _commit() -> str:
    return _said(["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"])[:7]


def _said(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    return done.stdout


def _machine() -> str:
    facts = Path("/proc/cpuinfo").read_text("utf-8")
    model = next((line for line in facts.splitlines() if line.startswith("model name")), ": ?")
    cores = facts.count("processor\t")
    return f"{model.partition(':')[2].strip()}, {cores} cores, Python {platform.python_version()}"


sys.exit(main())
