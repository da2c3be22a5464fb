"""A module as what uses what: its names, what each function mentions, and what it imports."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

HOOK: Final = "pytest_"
WHOLE: Final = "*"
"""Stands for whatever a module does that has no name."""


@dataclass(frozen=True)
class Part:
    """A statement of a module, or the body of a function in it."""

    names: tuple[str, ...]
    """What it defines; of a body, the function it is the body of."""
    mentions: frozenset[str] = field(compare=False)
    text: str
    body: bool = False
    asks: frozenset[str] = field(default=frozenset(), compare=False)
    """The arguments of a function and the names in its texts: in tests, what prepares them."""


@dataclass
class Outline:
    """What can be said of a module without importing it."""

    parts: list[Part] = field(default_factory=list)
    bound: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What an imported name stands for: a module, and a name in it or nothing."""


def outline(source: str) -> Outline:
    """Take a module apart."""
    tree = ast.parse(source)
    found = Outline()
    for node in ast.walk(tree):
        found.bound.update(_bound(node))
    for statement in tree.body:
        found.parts += _parts(statement)
    return found


def differing(old: Outline, new: Outline) -> list[Part]:
    """Return the parts that are not in both, however they moved."""
    before, after = Counter(old.parts), Counter(new.parts)
    return [*(before - after), *(after - before)]


def _bound(node: ast.AST) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(node, ast.Import):
        for one in node.names:
            name = one.asname or one.name.partition(".")[0]
            yield name, (one.name if one.asname else name, "")
    elif isinstance(node, ast.ImportFrom):
        for one in node.names:
            yield one.asname or one.name, (node.module or "", one.name)


def _parts(statement: ast.stmt) -> Iterator[Part]:
    functions = [statement] if isinstance(statement, ast.FunctionDef) else []
    if isinstance(statement, ast.ClassDef):
        functions = [one for one in statement.body if isinstance(one, ast.FunctionDef)]
    around = statement.name if isinstance(statement, ast.ClassDef) else ""
    for one in functions:
        body = ast.Module(_without_text(one.body), [])
        name = f"{around}.{one.name}".lstrip(".")
        yield Part((name,), _mentioned(one), ast.dump(body), body=True, asks=_asked(one))
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for name, bound in _bound(statement):
            yield Part((name,), frozenset({name}), f"import {'.'.join(bound)}")
        return
    bare = deepcopy(statement)
    for one in ast.walk(bare):
        if isinstance(one, ast.FunctionDef):
            one.body = []
        elif isinstance(one, ast.ClassDef):
            one.body = _without_text(one.body)
    if not _is_text(statement):
        asks = _asked(bare)
        yield Part(_names(statement), _mentioned(bare), ast.dump(bare), asks=asks)


def _names(statement: ast.stmt) -> tuple[str, ...]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found = [one for target in targets for one in ast.walk(target)]
            return tuple(one.id for one in found if isinstance(one, ast.Name)) or (WHOLE,)
    return (WHOLE,)


def _mentioned(node: ast.AST) -> frozenset[str]:
    """Return every name in a node, ``a.b`` where only ``b`` of ``a`` is used."""
    nodes = list(ast.walk(node))
    dotted = [
        one for one in nodes if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    ]
    bases = {id(one.value) for one in dotted}
    names = {f"{one.value.id}.{one.attr}" for one in dotted}
    names |= {one.id for one in nodes if isinstance(one, ast.Name) and id(one) not in bases}
    return frozenset(names)


def _asked(node: ast.AST) -> frozenset[str]:
    nodes = list(ast.walk(node))
    texts = {one.value for one in nodes if isinstance(one, ast.Constant)}
    names = {one.arg for one in nodes if isinstance(one, ast.arg)}
    return frozenset(names | {one for one in texts if isinstance(one, str) and one.isidentifier()})


def _without_text(body: list[ast.stmt]) -> list[ast.stmt]:
    return body[1:] if body and _is_text(body[0]) else body


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
