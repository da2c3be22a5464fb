"""What coverage need not look at twice: looking doubles what a test costs."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

BELOW: Final = ("core", "migrations", "privacy")
"""Where the two stores are told apart; there both are measured."""


@contextmanager
def unmeasured() -> Iterator[None]:
    """Let coverage look away, in the threads that begin meanwhile too.

    No figure becomes better by it: what is reached here only counts as not reached.
    """
    tracer, of_threads = sys.gettrace(), threading.gettrace()
    threading.settrace(None)
    sys.settrace(None)
    try:  # pragma: no cover - coverage looks away
        yield
    finally:  # pragma: no cover - and comes back after it
        threading.settrace(of_threads)
        sys.settrace(tracer)


def seen_elsewhere(item: pytest.Item) -> bool:
    """Tell whether the same test reaches the same lines, on SQLite or with other parameters."""
    call = getattr(item, "callspec", None)
    if call is None:
        return False
    room = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    other_store = call.params.get("store") == "postgresql" and room not in BELOW
    alike = item.get_closest_marker("alike") is not None and any(call.indices.values())
    return other_store or alike


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[Any]:
    """Measure a test once; what prepares it is always measured."""
    if not seen_elsewhere(item):
        return (yield)
    with unmeasured():  # pragma: no cover - coverage looks away
        return (yield)
