"""A plugin of pytest that writes down what each test reaches, for ``python -m tests.reach``."""

import builtins
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, lru_cache
from pathlib import Path
from time import perf_counter
from types import CodeType
from typing import Any, Final

import pytest

from tests.reach.importing import HOUSE, changing
from tests.reach.kept import FOLDER, Trip, write_part
from tests.reach.marks import REACHED, Marks, marked
from tests.reach.reads import ROOT, watch_reads
from tests.reach.templates import watch_templates

EVERYWHERE: Final = "sqlite_shelf"
"""What nearly every process makes once: it says nothing of how long a test takes."""


class Recorder:
    """What was reached since one last looked; parts of a test may be looked at apart."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.seen: set[int] = set()
        self.trips: dict[str, Trip] = {}
        self.shared: dict[Any, frozenset[int]] = {}
        """What making something reached that several tests use."""
        self.costs: dict[Any, float] = {}
        """How long making it took: a test that runs alone makes it itself."""

    @contextmanager
    def apart(self) -> Iterator[set[int]]:
        """Collect what is reached meanwhile in a set of its own, and then forget it."""
        before, found = set(self.seen), set[int]()
        self.seen.clear()
        try:
            yield found
        finally:
            found |= self.seen
            self.seen.clear()
            self.seen |= before

    @contextmanager
    def sharing(self, key: Any) -> Iterator[None]:
        """Collect what making something reaches, for whoever uses it."""
        began = perf_counter()
        with self.apart() as found:
            yield
        self.shared[key] = frozenset(found)
        self.costs[key] = perf_counter() - began

    def use(self, key: Any) -> None:
        """Count what making something reached as reached by who uses it."""
        self.seen |= self.shared.get(key, frozenset())


def forget_answers() -> None:
    """Let no test find an answer that an earlier test made the house keep."""
    for kept in _keepers(len(sys.modules)):
        kept.cache_clear()


@lru_cache(maxsize=1)
def _keepers(_modules: int) -> list[Any]:
    """Look through all that lives, which is slow, only when more was imported."""
    kept = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    ours = [one for one in kept if str(one.__module__).partition(".")[0] in {*HOUSE, "tests"}]
    return [one for one in ours if one is not _keepers]


class Plugin:  # pragma: no cover - a run that is recorded is not measured
    """Hangs the recorder on the run."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.failed: set[str] = set()
        self.made: set[int] = set()
        """What was made during this test and is used by others too."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[Any]:
        """What a file of tests reads while it is imported, all its tests lean on."""
        with self.recorder.sharing(collector.nodeid):
            return (yield)

    def pytest_collection_finish(self) -> None:
        from tests.support.stores import Shelf  # noqa: PLC0415 - not before the marks are there

        make_app, recorder = Shelf.app, self.recorder

        def app(self: Shelf, make: Any, settings: Any) -> Any:
            key = (id(self), make, settings)
            if (make, settings) in self.apps:
                recorder.use(key)
                return self.apps[make, settings]
            with recorder.sharing(key):
                made = make_app(self, make, settings)
            recorder.use(key)
            return made

        Shelf.app = app

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        if fixturedef.scope == "function":
            return (yield)
        with self.recorder.sharing(id(fixturedef)):
            answer = yield
        self.made.add(id(fixturedef))
        if fixturedef.argname == EVERYWHERE:
            self.recorder.costs[id(fixturedef)] = 0.0
        name = f"fixture {fixturedef.argname}"
        self.recorder.trips[name] = Trip(marks=self.recorder.shared[id(fixturedef)])
        return answer

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        forget_answers()
        began = perf_counter()
        with self.recorder.apart() as found:
            answer = yield
        seconds, own = perf_counter() - began, frozenset(found)
        for key in [*(node.nodeid for node in item.listchain()), *item._shared]:
            found |= self.recorder.shared.get(key, frozenset())
        for key in item._shared - self.made:
            seconds += self.recorder.costs[key]
        self.made.clear()
        passed = item.nodeid not in self.failed
        self.recorder.trips[item.nodeid] = Trip(
            seconds, passed, frozenset(found), frozenset(found) - own
        )
        return answer

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[Any]:
        used = {id(one) for one in item._request._fixture_defs.values()}
        item._shared = used & self.recorder.shared.keys()
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        write_part(
            FOLDER / f"part-{worker}.json.gz", self.recorder.marks.numbers, self.recorder.trips
        )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:  # pragma: no cover - so
    """Put the marks there before anything of the house is imported."""
    recorder = Recorder()
    reached, marks = recorder.seen.add, recorder.marks

    def change(source: str, path: str) -> CodeType:
        inner = str(Path(path).relative_to(ROOT))
        return compile(marked(source, inner, marks), path, "exec", dont_inherit=True)

    setattr(builtins, REACHED, reached)
    changing(change)
    watch_templates(marks, reached)
    watch_reads(marks, reached)
    early_config.pluginmanager.register(Plugin(recorder))
