"""Each story is told on both stores: what else runs on SQLite alone has one journey on both."""

import ast
from pathlib import Path

import pytest

from tests.support.stores import DIFFER

TESTS = Path(__file__).parents[1]
STANDS_ON = {"app", "cellar", "client", "page", "settings", "store"}
"""Fixtures that give a test a store."""


def chooses(node):
    """Tell whether a statement says on which store tests run."""
    return isinstance(node, ast.Assign) and "'store'" in ast.dump(node)


def lacks_a_journey(source):
    """Tell whether tests of this file stand on a store, and none of them on both."""
    tree = ast.parse(source)
    if any(chooses(node) for node in tree.body) or "pytest.mark.both" in source:
        return False
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    standing = set(STANDS_ON)
    for _ in functions:
        standing |= {node.name for node in functions if asks(node) & standing}
    everywhere = any(node.name in standing and "autouse" in decorated(node) for node in functions)
    return any(
        node.name.startswith("test_")
        and (everywhere or node.name in standing)
        and "'store'" not in decorated(node)
        for node in functions
    )


def asks(function):
    return {arg.arg for arg in function.args.args}


def decorated(function):
    return " ".join(map(ast.dump, function.decorator_list))


def test_each_story_has_a_journey_on_both_stores():
    files = {path.relative_to(TESTS).as_posix(): path for path in TESTS.rglob("test_*.py")}
    alone = [name for name in files if not name.startswith(DIFFER)]

    assert len(alone) > 50
    assert [name for name in sorted(alone) if lacks_a_journey(files[name].read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "lacks"),
    [
        ("def test_x(cellar): pass", True),
        ("@pytest.mark.both\ndef test_x(cellar): pass", False),
        ("def test_x(role): pass", False),
        ("pytestmark = pytest.mark.parametrize('store', ['sqlite'])\ndef test_x(app): pass", False),
        ("@pytest.mark.parametrize('store', ['sqlite'])\ndef test_x(app): pass", False),
        ("@fixture(autouse=True)\ndef x(cellar): pass\ndef test_x(): pass", True),
        ("pytestmark = pytest.mark.usefixtures('cellar')\ndef test_x(page): pass", True),
    ],
)
def test_a_story_without_one_would_be_seen(source, lacks):
    assert lacks_a_journey(source) is lacks
