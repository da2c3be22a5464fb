"""Read a test, and tell where it could not fail for what it says."""

import ast
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from tests.support.holding import (
    COMPREHENSIONS,
    WRAPS,
    Bound,
    Holding,
    bindings,
    is_empty,
    name_of,
    parts_of,
)

BROAD: Final = frozenset(
    """
    ArithmeticError AssertionError AttributeError BaseException DBAPIError DataError DatabaseError
    Error Exception ImportError IndexError IntegrityError InternalError Invalid KeyError LookupError
    NameError OSError OperationalError ProgrammingError RuntimeError SQLAlchemyError StatementError
    StepBlocked TypeError ValueError
    """.split()
)
"""What has many causes, of which a test means one; our own say in what they carry which it is."""

EACH: Final = "says something of each of what may be nothing"
ALWAYS: Final = "asserts what is always so"
ITSELF: Final = "compares a thing with itself"
NOTHING: Final = "asserts nothing"
ANY_CAUSE: Final = "awaits a failure of any cause"
ANY_LINE: Final = "awaits a failure of any of its lines"

FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
ASSERTING: Final = frozenset({"AssertionError", "expect", "raises"})


def faults(source: str, checkers: Iterable[str] = ()) -> list[str]:
    """Return what cannot fail, by line; ``checkers`` are the functions elsewhere that assert."""
    tree = ast.parse(source)
    known = frozenset(checkers) | checkers_in([tree])
    constants = bindings(tree.body)
    found: list[tuple[int, str]] = []
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            found += _Reader(function, constants).faults()
            if function.name.startswith("test_") and not _asserts(function, known):
                found.append((function.lineno, NOTHING))
    return [f"{line}: {what}" for line, what in sorted(set(found))]


def checkers_in(trees: Iterable[ast.AST]) -> frozenset[str]:
    """Return the names of the functions that assert, by themselves or by one of their own."""
    functions = [one for tree in trees for one in ast.walk(tree) if isinstance(one, FUNCTIONS)]
    known: frozenset[str] = frozenset()
    while more := {one.name for one in functions if _asserts(one, known, own=True)} - known:
        known |= more
    return known


def _asserts(tree: ast.AST, checkers: frozenset[str], *, own: bool = False) -> bool:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return (
        any(isinstance(node, ast.Assert) for node in ast.walk(tree))
        or any(name_of(call.func) in ASSERTING for call in calls)
        or any(_called(call, own=own) in checkers for call in calls)
    )


def _called(call: ast.Call, *, own: bool) -> str:
    """Return what is called; ``own`` leaves out what belongs to something else."""
    if own and isinstance(call.func, ast.Attribute) and name_of(call.func.value) != "self":
        return ""
    return name_of(call.func)


class _Reader(Holding):
    """Reads one function, with what its module binds."""

    def __init__(self, function: ast.AST, constants: Bound) -> None:
        super().__init__(function, constants)
        self.nodes = list(ast.walk(function))

    def faults(self) -> Iterator[tuple[int, str]]:
        for node in self.nodes:
            match node:
                case ast.Assert(test=test):
                    for part in parts_of(test):
                        yield from ((node.lineno, what) for what in self._of_part(part))
                case ast.For(iter=things):
                    if _asserts(node, frozenset()) and not self.holds(things):
                        yield node.lineno, EACH
                case ast.With(items=items):
                    for item in items:
                        if name_of(item.context_expr) == "raises":
                            yield from self._of_raises(node, item)

    def _of_part(self, part: ast.expr) -> Iterator[str]:
        if _is_always_so(part):
            yield ALWAYS
        if _is_itself(part):
            yield ITSELF
        if not all(self.holds(each) for each in self._walked(part)):
            yield EACH

    def _walked(self, part: ast.expr) -> Iterator[ast.expr]:
        """Return what an assertion says something about each of, so that it holds for nothing."""
        match part:
            case (
                ast.Call(func=ast.Name(id="all"), args=[arg])
                | ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Name(id="any"), args=[arg]))
            ):
                comprehended = isinstance(arg, COMPREHENSIONS)
                yield from (each.iter for each in arg.generators) if comprehended else (arg,)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield from self._sifted(operand)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if is_empty(right):
                yield from self._sifted(left)

    def _sifted(self, node: ast.expr) -> Iterator[ast.expr]:
        core = node.args[0] if isinstance(node, ast.Call) and name_of(node) in WRAPS else node
        if isinstance(core, ast.Name) and len(values := self.bound.get(core.id, [])) == 1:
            core = values[0]
        if isinstance(core, COMPREHENSIONS):  # what comes after the first may be the sieve itself
            yield core.generators[0].iter

    def _of_raises(self, block: ast.With, item: ast.withitem) -> Iterator[tuple[int, str]]:
        call = item.context_expr
        awaited = {name_of(one) for one in _each(call.args[0])}
        told = bool(call.keywords) or self._looks_at(item.optional_vars)
        broad, single = awaited & BROAD, len(block.body) == 1
        own = _raised_last(block) in awaited
        if broad and not told and not (own and single):
            yield block.lineno, ANY_CAUSE
        unit = item is not block.items[-1]  # its end may be what fails
        if not single and not (own and not broad) and not (told and unit):
            yield block.lineno, ANY_LINE

    def _looks_at(self, caught: ast.expr | None) -> bool:
        """Tell whether what was caught is looked at, each time that it is caught."""
        if not isinstance(caught, ast.Name):
            return False
        names = [one for one in self.nodes if isinstance(one, ast.Name) and one.id == caught.id]
        kinds = [type(one.ctx) for one in names]
        return kinds.count(ast.Load) >= kinds.count(ast.Store)


def _each(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _raised_last(block: ast.With) -> str:
    """Return what a block raises by itself at its very end."""
    match block.body[-1]:
        case ast.With() as inner:
            return _raised_last(inner)
        case ast.Raise(exc=ast.expr() as raised):
            return name_of(raised)
    return ""


def _is_always_so(part: ast.expr) -> bool:
    match part:
        case ast.Constant(value=value):
            return bool(value)
        case ast.List(elts=each) | ast.Set(elts=each) | ast.Tuple(elts=each) | ast.Dict(keys=each):
            return bool(each)
    return isinstance(part, ast.JoinedStr | ast.Lambda | ast.GeneratorExp)


def _is_itself(part: ast.expr) -> bool:
    if not isinstance(part, ast.Compare):
        return False
    sides = pairwise(map(ast.dump, (part.left, *part.comparators)))
    same = {type(op) for op, (one, other) in zip(part.ops, sides, strict=True) if one == other}
    return bool(same & {ast.Eq, ast.Is, ast.LtE, ast.GtE})
