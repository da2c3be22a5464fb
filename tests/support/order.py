"""Tests come in an order that each process knows: who shares them out has to name the same ones."""

from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
LONG: Final = (
    "demo/test_demo.py",
    "migrations/test_migrations.py",
    "pages/test_handshake.py",
    "pages/test_matrix.py",
    "cases/test_places_pages.py",
    "migrations/test_old_store.py",
    "app/test_words.py",
    "access/test_scope.py",
    "dossiers/test_doors.py",
    "cli/test_commands.py",
    "pages/test_queries.py",
)
"""Files that take longest, whatever the number of their tests: at the end one worker would wait."""


class Unordered(Exception):
    """The parameters of a test come in another order in each process."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse a set of parameters: its order hangs on the hashes of a process. Raises Unordered."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        if len(mark.args) > 1 and isinstance(mark.args[1], set | frozenset):
            raise Unordered(metafunc.definition.nodeid)


def pytest_configure(config: pytest.Config) -> None:
    """Share files out in the order they come in, and not by how many tests they hold."""
    config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items.sort(key=lambda item: item.path not in _LONG)


_LONG: Final = frozenset(TESTS / name for name in LONG)
