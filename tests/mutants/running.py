"""Tries mutants one by one: each in a fork of a process that has collected every test."""

import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from types import CodeType
from typing import Any, Final

import pytest

from tests.mutants.forking import Heard, stop_after, tried
from tests.mutants.outcomes import SURVIVED, Outcome
from tests.mutants.sites import Site, file_of, module_of, mutated_code
from tests.mutants.swapping import put_in
from tests.mutants.trying import within_time
from tests.reach.importing import changing
from tests.reach.kept import Reach

AT_LEAST: Final = 10.0
TIMES: Final = 10
"""A test that takes so many times as long as it did, and at least so many seconds, is stopped."""
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


def run_forked(plan: Plan, reach: Reach, tell: Tell) -> None:  # pragma: no cover - for the night
    """Try mutants in forks of this process, which collects every test of the plan and runs none."""
    files = sorted({name.partition("::")[0] for _, tests in plan for name in tests})
    watch = Watch(reach)
    runner = Runner(plan, tell, watch)
    pytest.main([*OPTIONS, *USED, FIRST, OTHER, *files], plugins=[runner, watch])


def run_imported(plan: Plan, reach: Reach, tell: Tell) -> None:  # pragma: no cover - for the night
    """Try mutants that must be imported: in forks of a process that has no house yet."""
    for site, tests in plan:
        watch = Watch(reach)

        def act(site: Site = site, tests: list[str] = tests, watch: "Watch" = watch) -> None:
            _import(site, tests, watch)

        tell(tried(site, act, watch.heard))


class Watch:  # pragma: no cover - for the night
    """A plugin that hears what tests do, and lets a fork be stopped when one takes for ever."""

    def __init__(self, reach: Reach) -> None:
        self.reach, self.heard = reach, Heard()

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
        for site, tests in self.plan:
            known = [items[name] for name in tests if name in items]

            def act(site: Site = site, known: list[pytest.Item] = known) -> None:
                put_in(site.mutant)
                self._run(known)

            self.tell(tried(site, act, self.watch.heard))
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
        return other

    def _trust(self, items: dict[str, pytest.Item]) -> None:
        """Let a sample of the tests pass without any mutant, or believe none."""
        names = sorted({name for _, tests in self.plan for name in tests[:3] if name in items})
        sample = [items[name] for name in names[:: len(names) // SAMPLE + 1]]
        outcome = tried(self.plan[0][0], lambda: self._run(sample), self.watch.heard)
        if outcome.status != SURVIVED or self.watch.heard.by:
            raise AssertionError(self.watch.heard.by or outcome)

    def _run(self, items: list[pytest.Item]) -> None:
        """Run tests until one fails; what the session shares stays, as it is not this fork's."""
        names = set(within_time([item.nodeid for item in items], self.watch.reach))
        chosen = [item for item in items if item.nodeid in names]
        for item, after in zip(chosen, [*chosen[1:], self.other], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.watch.heard.by:
                return


class Chooser:  # pragma: no cover - for the night
    """A plugin that leaves some of the tests that were collected, in their order."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        there = {item.nodeid: item for item in items}
        items[:] = [there[name] for name in self.names if name in there]


def _import(site: Site, tests: list[str], watch: Watch) -> None:  # pragma: no cover - as said
    def change(_source: str, path: str) -> CodeType:
        return compile(mutated_code(site.mutant), path, "exec", dont_inherit=True)

    changing(change, module_of(file_of(site.mutant)))
    stop_after(TIMES * AT_LEAST)
    names = list(within_time(tests, watch.reach))
    files = sorted({name.partition("::")[0] for name in names})
    done = pytest.main([*OPTIONS, "-x", *files], plugins=[Chooser(names), watch])
    if done != pytest.ExitCode.OK and not watch.heard.by:
        watch.heard.by = f"pytest ended with {done!r}"
