"""Tests come in an order that each process knows: who shares them out has to name the same ones."""

import pytest


class Unordered(Exception):
    """The parameters of a test come in another order in each process."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse a set of parameters: its order hangs on the hashes of a process. Raises Unordered."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        if len(mark.args) > 1 and isinstance(mark.args[1], set | frozenset):
            raise Unordered(metafunc.definition.nodeid)
