"""Tries mutants one by one: each in a fork of a process that has collected every test."""

import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from types import CodeType
from typing import Any, Final

import pytest

from tests.mutants.forking import Heard, stop_after, tried
from tests.mutants.naming import Mutant
from tests.mutants.outcomes import KILLED, SURVIVED, Outcome, read_outcomes
from tests.mutants.sites import Site, file_of, module_of, mutated_code
from tests.mutants.swapping import put_in, stand_still
from tests.mutants.trying import is_slow, killers_first, within_time
from tests.reach.importing import changing
from tests.reach.kept import Reach

AT_LEAST: Final = 10.0
TIMES: Final = 10
"""A test that takes so many times as long as it did, and at least so many seconds, is stopped."""
MOST: Final = 400
"""Of so many tests the files are collected in a process that imports a mutant."""
SAMPLE: Final = 150
"""So many tests must pass in a fork without a mutant, before any is tried."""
FIRST: Final = "tests/cases/services/test_working.py"
OTHER: Final = "tests/core/test_clock.py"
"""A test that asks a store, and one that stands elsewhere: between the two all of them begin."""
OPTIONS: Final = (
    *("-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:cov"),
    *("-q", "--no-header", "--no-summary", "--capture=sys"),
)
USED: Final = ("-m", "not torture and not browser")

Tell = Callable[[Outcome], None]
Plan = list[tuple[Site, list[str]]]


def run_forked(  # pragma: no cover - for the night
    plan: Plan, reach: Reach, tell: Tell, enough: float
) -> None:
    """Try mutants in forks of this process, which collects every test of the plan and runs none."""
    files = sorted({name.partition("::")[0] for _, tests in plan for name in tests})
    watch = Watch(reach, enough)
    runner = Runner(plan, tell, watch)
    pytest.main([*OPTIONS, *USED, FIRST, OTHER, *files], plugins=[runner, watch])


def run_imported(  # pragma: no cover - for the night
    plan: Plan, reach: Reach, tell: Tell, enough: float
) -> None:
    """Try mutants that must be imported: in forks of a process that has no house yet."""
    killers = Killers(reach)
    for site, tests in plan:
        watch, ordered = Watch(reach, enough), killers.first(tests, site.mutant)

        def act(site: Site = site, tests: list[str] = ordered, watch: "Watch" = watch) -> None:
            _import(site, tests, watch)

        tell(killers.heard(tried(site, act, watch.heard)))


class Killers:  # pragma: no cover - for the night
    """Who killed which mutant, the last time and until now."""

    def __init__(self, reach: Reach) -> None:
        self.by: dict[Mutant, str] = {}
        self.reach = reach
        for one in read_outcomes().values():
            self.heard(one)

    def first(self, tests: list[str], mutant: Mutant) -> list[str]:
        return killers_first(tests, self.by, mutant)

    def heard(self, outcome: Outcome) -> Outcome:
        """Learn from what came of a mutant, and give it on."""
        if outcome.status == KILLED and not is_slow(outcome.by, self.reach):
            self.by[outcome.mutant] = outcome.by
        return outcome


class Watch:  # pragma: no cover - for the night
    """A plugin that hears what tests do, and lets a fork be stopped when one takes for ever."""

    def __init__(self, reach: Reach, enough: float) -> None:
        self.reach, self.enough, self.heard = reach, enough, Heard()

    def run(self, items: list[pytest.Item], after: pytest.Item | None = None) -> None:
        """Run tests until one fails; what this last one needs too, is kept."""
        pairs = zip(items, [*items[1:], after], strict=True)
        for item, following in within_time(pairs, self.enough):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.heard.by:
                return

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        if self.heard.apart:
            trip = self.reach.trips.get(item.nodeid)
            longest = max(AT_LEAST, TIMES * (trip.seconds if trip else 0.0))
            stop_after(longest)
            self.heard.ran += 1
            self.heard.runs = item.nodeid
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.heard.by:
            crash = getattr(report.longrepr, "reprcrash", None)
            said = str(crash.message if crash else report.longrepr)
            self.heard.by, self.heard.why = report.nodeid, said[:300]


class Runner:  # pragma: no cover - for the night
    """A plugin that tries mutants where pytest would run the tests."""

    def __init__(self, plan: Plan, tell: Tell, watch: Watch) -> None:
        self.plan, self.tell, self.watch = plan, tell, watch

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        self.other = self._warm(items)
        self._trust(items)
        killers = Killers(self.watch.reach)
        for site, tests in self.plan:
            ordered = killers.first(tests, site.mutant)
            known = [items[name] for name in ordered if name in items]

            def act(site: Site = site, known: list[pytest.Item] = known) -> None:
                put_in(site.mutant)
                self.watch.run(known, self.other)

            self.tell(killers.heard(tried(site, act, self.watch.heard)))
        return True

    def _warm(self, items: dict[str, pytest.Item]) -> pytest.Item:
        """Let what the whole session shares be made once, and every app anew in its fork."""
        import_module("pga.app")
        shelf = import_module("tests.support.stores").Shelf
        first = next(item for name, item in items.items() if name.startswith(FIRST))
        other = next(item for name, item in items.items() if name.startswith(OTHER))
        first.config.hook.pytest_runtest_protocol(item=first, nextitem=other)
        for one in [one for one in gc.get_objects() if isinstance(one, shelf)]:
            one.apps.clear()
        for path in {file_of(site.mutant) for site, _ in self.plan}:
            if path.suffix == ".py":
                import_module(module_of(path))
        stand_still()
        return other

    def _trust(self, items: dict[str, pytest.Item]) -> None:
        """Let a sample of the tests pass without any mutant, or believe none."""
        names = sorted({name for _, tests in self.plan for name in tests[:3] if name in items})
        sample = [items[name] for name in names[:: len(names) // SAMPLE + 1]]
        outcome = tried(
            self.plan[0][0], lambda: self.watch.run(sample, self.other), self.watch.heard
        )
        if outcome.status != SURVIVED or self.watch.heard.by:
            raise AssertionError(self.watch.heard.by or outcome)


class Chooser:  # pragma: no cover - for the night
    """A plugin that runs some of the tests that were collected, in their order."""

    def __init__(self, names: list[str], watch: Watch) -> None:
        self.names, self.watch = names, watch

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None
        there = {item.nodeid: item for item in session.items}
        self.watch.run([there[name] for name in self.names if name in there])
        return True


def _import(site: Site, tests: list[str], watch: Watch) -> None:  # pragma: no cover - as said
    def change(_source: str, path: str) -> CodeType:
        return compile(mutated_code(site.mutant), path, "exec", dont_inherit=True)

    changing(change, module_of(file_of(site.mutant)))
    stop_after(TIMES * AT_LEAST)
    files = sorted({name.partition("::")[0] for name in tests[:MOST]})
    done = pytest.main([*OPTIONS, *files], plugins=[Chooser(tests, watch), watch])
    if done != pytest.ExitCode.OK and not watch.heard.by:
        watch.heard.by = f"pytest ended with {done!r}"
