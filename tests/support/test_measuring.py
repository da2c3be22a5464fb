import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.measuring import seen_elsewhere, unmeasured

ROOT = Path("/house")


def item(room, *, marked=False, **params):
    """A test in a room, with its parameters: of each its place in the list and its value."""
    call = SimpleNamespace(
        params={name: value for name, (_, value) in params.items()},
        indices={name: place for name, (place, _) in params.items()},
    )
    return SimpleNamespace(
        path=ROOT / "tests" / room / "test_x.py",
        config=SimpleNamespace(rootpath=ROOT),
        callspec=call,
        get_closest_marker=lambda name: name if marked and name == "alike" else None,
    )


@pytest.mark.parametrize(
    ("test", "elsewhere"),
    [
        (item("cases", store=(0, "sqlite")), False),
        (item("cases", store=(1, "postgresql")), True),
        (item("core", store=(1, "postgresql")), False),
        (item("privacy", store=(1, "postgresql")), False),
        (item("cases", role=(3, "fg")), False),
        (item("cases", marked=True, role=(3, "fg")), True),
        (item("cases", marked=True, role=(0, "fg")), False),
    ],
)
def test_a_test_is_measured_once(test, elsewhere):
    assert seen_elsewhere(test) is elsewhere


def test_a_test_without_parameters_is_measured():
    test = item("cases", marked=True)
    del test.callspec

    assert not seen_elsewhere(test)


def tracers():
    return sys.gettrace(), threading.gettrace()


def test_coverage_looks_away_and_comes_back():  # pragma: no cover - it looks away in here
    before = tracers()

    with unmeasured():
        away = tracers()
    after = tracers()

    assert away == (None, None)
    assert after == before


def test_coverage_comes_back_after_a_failure():  # pragma: no cover - it looks away in here
    before = tracers()

    with pytest.raises(LookupError), unmeasured():
        raise LookupError
    after = tracers()

    assert after == before
