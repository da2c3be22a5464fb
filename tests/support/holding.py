"""Read in a test which things hold something: what a test says of each of nothing is nothing."""

import ast
from collections.abc import Iterable, Iterator
from typing import Final

Bound = dict[str, list[ast.expr]]
"""All that each name is bound to."""

WRAPS: Final = frozenset("dict enumerate frozenset list reversed set sorted tuple".split())
"""Holds something when what it is given does."""
VIEWS: Final = frozenset({"items", "keys", "values"})
COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Holding:
    """Knows what is bound and what is required in one function of a module."""

    def __init__(self, function: ast.AST, constants: Bound) -> None:
        nodes = list(ast.walk(function))
        self.bound = {**constants, **bindings(nodes)}
        self.required = [part for test in _required(nodes) for part in parts_of(test)]
        self.asked: set[str] = set()

    def holds(self, node: ast.expr) -> bool:
        """Tell whether one can read that this is never empty."""
        this = ast.dump(node)
        if this in self.asked:  # what only its own self proves is not proved
            return False
        self.asked.add(this)
        try:
            return self._filled(node) or any(self._tells(part, this) for part in self.required)
        finally:
            self.asked.remove(this)

    def _filled(self, node: ast.expr) -> bool:
        found = False
        match node:
            case ast.Constant(value=value):
                found = bool(value)
            case ast.List(elts=each) | ast.Set(elts=each) | ast.Tuple(elts=each):
                found = any(
                    not isinstance(one, ast.Starred) or self.holds(one.value) for one in each
                )
            case ast.Dict(keys=keys, values=values):
                found = any(key or self.holds(one) for key, one in zip(keys, values, strict=True))
            case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
                found = self.holds(left) or self.holds(right)
            case ast.Name(id=name):
                values = self.bound.get(name, [])
                found = is_class(name) or bool(values and all(map(self.holds, values)))
            case ast.Call():
                found = self._gives(node)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                found = all(not each.ifs and self.holds(each.iter) for each in node.generators)
        return found

    def _gives(self, call: ast.Call) -> bool:
        name, args = name_of(call.func), call.args
        if isinstance(call.func, ast.Attribute):
            return name in VIEWS and self.holds(call.func.value)
        if name == "range":
            return self._counts(args[min(len(args) - 1, 1)])
        if name in {"zip", "product"}:
            return all(map(self.holds, args))
        return name == "some" or (name in WRAPS and bool(args) and self.holds(args[0]))

    def _counts(self, number: ast.expr) -> bool:
        """Tell whether a number is written here, or one that the test is given."""
        given = isinstance(number, ast.Name) and number.id not in self.bound
        return given or self.holds(number)

    def _tells(self, part: ast.expr, this: str) -> bool:
        """Tell whether what is required cannot hold when this is empty."""
        match part:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                sides = ((left, right), (right, left))
                tells = any(this in _core(one) and self.holds(other) for one, other in sides)
            case ast.Compare(left=left, ops=[ast.NotEq()], comparators=[right]):
                tells = this in _core(left) and is_empty(right)
            case ast.Compare(ops=[ast.In() | ast.Lt()], comparators=[right]):
                tells = this in _core(right)
            case ast.Compare(left=left, ops=[ast.LtE()], comparators=[right]):
                tells = this in _core(right) and self.holds(left)
            case ast.Compare(left=left, ops=[ast.Gt()]):
                tells = this in _core(left)
            case ast.Compare(left=left, ops=[ast.GtE()], comparators=[right]):
                tells = this in _core(left) and self.holds(right)
            case ast.Compare():
                tells = False
            case _:
                tells = this in _core(part)
        return tells


def bindings(nodes: Iterable[ast.AST]) -> Bound:
    """Return all that each name is bound to in these."""
    found: Bound = {}
    for node in nodes:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                found.setdefault(name, []).append(value)
    return found


def parts_of(test: ast.expr) -> list[ast.expr]:
    """Return what is asserted together, one by one."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [part for value in test.values for part in parts_of(value)]
    return [test]


def is_empty(node: ast.expr) -> bool:
    """Tell whether this is a written nothing."""
    match node:
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name in WRAPS
    return False


def is_class(name: str) -> bool:
    """Tell whether a name is written as that of a class: its members are written out somewhere."""
    return name[0].isupper() and not name.isupper()


def name_of(node: ast.expr) -> str:
    """Return the last name of a name, of an attribute or of a call."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=func):
            return name_of(func)
    return ""  # pragma: no cover - what the tests of today do not hold


def _required(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Return what a function cannot do without: it fails, or draws another example."""
    for node in nodes:
        match node:
            case ast.Assert(test=test):
                yield test
            case ast.Call(func=ast.Name(id="assume"), args=[test]):
                yield test


def _core(node: ast.expr) -> set[str]:
    """Return this and all that has to hold something for this to hold something."""
    found = {ast.dump(node)}
    match node:
        case ast.Call(func=ast.Name(id=name), args=[arg]) if name in {*WRAPS, "len"}:
            found |= _core(arg)
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in {*VIEWS, "count"}:
            found |= _core(value)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            found |= _core(node.generators[0].iter)
    return found
