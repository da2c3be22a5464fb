"""Print the figures: ``python -m benchmarks``; ``--help`` for less than all of it."""

import argparse
import sys

from benchmarks import pages, register, stores
from tests.support.stores import BOTH

SIZES = (3_000, 30_000, 90_000)


def main() -> int:
    """Measure on each store in turn and print tables for docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--stores", nargs="+", choices=BOTH, default=list(BOTH))
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    for kind in asked.stores:
        print(f"\n## {kind} ({stores.SAID[kind]})", flush=True)
        _measure(kind, asked.sizes, asked.rounds)
    return 0


def _measure(kind: str, sizes: list[int], rounds: int) -> None:
    with stores.an_app(kind) as app:
        towns = []
        told: dict[int, dict[str, float]] = {}
        for size in sizes:
            while len(towns) * register.TOWN < size:
                towns.append(register.add_town(len(towns) + 1))
                print(f"\r{len(towns) * register.TOWN} cases", end="", file=sys.stderr)
            print(file=sys.stderr)
            if size == sizes[0]:
                for figure in pages.against_bare(app, towns[0], rounds):
                    print(
                        f"| {figure.what} | {figure.base:.2f} | {figure.millis:.2f} | {figure.ratio:.2f} |",
                        flush=True,
                    )
                for figure in pages.timelines(app, towns[0], rounds):
                    print(
                        f"| {figure.what} | {figure.millis:.2f} | {figure.ratio:.2f} |", flush=True
                    )
            told[size] = pages.growing(app, towns[0], rounds)
            print(size, told[size], flush=True)


sys.exit(main())
