"""The order of tests: the same for the same seed, whatever the hashes of this process are."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.support.order import (
    LONG,
    TESTS,
    Unordered,
    pytest_collection_modifyitems,
    pytest_generate_tests,
)
from tests.support.some import some


def collected(seed):  # pragma: no cover - by night
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly"]
    told = subprocess.run(
        command,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in told.stdout.splitlines() if "::" in line]


@pytest.mark.torture
def test_each_process_finds_the_same_tests_in_the_same_order():  # pragma: no cover - by night
    first, second = collected("1"), collected("2")

    assert len(first) > 1000
    assert first == second


class Asked:
    """A test as pytest asks for its parameters."""

    def __init__(self, *values):
        self.definition = self
        self.nodeid = "test_x"
        self.marks = [pytest.mark.parametrize("role", one).mark for one in values]

    def iter_markers(self, name):
        return (mark for mark in self.marks if mark.name == name)


@pytest.mark.parametrize("values", [{"a", "b"}, frozenset("ab")])
def test_parameters_without_an_order_are_refused(values):
    with pytest.raises(Unordered, match="test_x"):
        pytest_generate_tests(Asked(values))


def test_parameters_in_an_order_are_taken():
    assert pytest_generate_tests(Asked(["a", "b"], ("a",), dict.fromkeys("ab"))) is None


def test_what_takes_long_comes_first_and_the_rest_as_it_came():
    short, other = (SimpleNamespace(path=TESTS / f"core/test_{name}.py") for name in "ab")
    long = SimpleNamespace(path=TESTS / LONG[0])
    items = [short, long, other]

    pytest_collection_modifyitems(items)

    assert items == [long, short, other]


def test_what_takes_long_is_there():
    assert [name for name in some(LONG) if not (TESTS / name).is_file()] == []
