"""The system acts by two commands only, and by nothing else in the product."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = [*sorted((ROOT / "pga").rglob("*.py")), ROOT / "config.py", *ROOT.glob("migrations/**/*.py")]
CLASS = "System"
HOME = "pga/access/policy.py"
ASKS = "pga/cli/tending.py"
TYPED = {
    "pga/cases/services/booking_shown.py",
    "pga/cases/services/concept_ending.py",
    "pga/cases/services/judging.py",
    "pga/signals/services.py",
    *(
        f"pga/privacy/{name}.py"
        for name in ("belonging", "history", "migrating", "orphans", "trail")
    ),
}
"""Where it is only named: what takes it says so."""


def made_in(source):
    """Return the functions in which the system is made, or taken along under another name."""
    tree = ast.parse(source)
    found = set()
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef | ast.Module):
            body = scope.body if isinstance(scope, ast.FunctionDef) else outside(tree)
            nodes = [node for one in body for node in ast.walk(one)]
            if any(isinstance(node, ast.Call) and names(node.func) for node in nodes):
                found.add(getattr(scope, "name", ""))
    renamed = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.alias) and node.name == CLASS and node.asname
    )
    return found | {node.asname for node in renamed}


def outside(tree):
    return [node for node in tree.body if not isinstance(node, ast.FunctionDef)]


def names(node):
    return getattr(node, "id", getattr(node, "attr", "")) == CLASS


def speaks_of_it(source):
    return any(
        names(node) or (isinstance(node, ast.alias) and node.name == CLASS)
        for node in ast.walk(ast.parse(source))
    )


def test_only_migrate_and_sweep_make_the_system():
    made = {path.relative_to(ROOT).as_posix(): made_in(path.read_text("utf-8")) for path in CODE}

    assert {name: places for name, places in made.items() if places} == {
        ASKS: {"bring_rows_over", "_sweep"}
    }


def test_only_what_the_two_commands_call_speaks_of_it():
    speaking = {
        path.relative_to(ROOT).as_posix() for path in CODE if speaks_of_it(path.read_text("utf-8"))
    }

    assert speaking == {HOME, ASKS, *TYPED}


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("def sneak(): return System()", {"sneak"}),
        ("WHO = System()", {""}),
        ("def sneak(): return policy.System()", {"sneak"}),
        ("class A:\n    def sneak(self): return System()", {"sneak", ""}),
        ("from pga.access.policy import System as Other", {"Other"}),
        ("def fine(actor: System): return actor", set()),
    ],
)
def test_who_else_made_it_would_be_seen(source, where):
    assert made_in(source) == where
