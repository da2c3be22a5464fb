"""The kinds of faults, and which of them a place in the code can have."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Final, NamedTuple

from tests.mutants.places import Place

FILTER: Final = "drop-filter"
CALL: Final = "drop-call"
GUARD: Final = "drop-guard"
COMPARE: Final = "compare"
BOUNDARY: Final = "boundary"
LOGIC: Final = "logic"
NEGATE: Final = "negate"
CONSTANT: Final = "constant"
RETURN: Final = "return"
KEYWORD: Final = "drop-keyword"
DEFAULT: Final = "drop-default"
ASSIGN: Final = "drop-assign"

FLIPPED: Final = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
}
MOVED: Final = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
CRITERIA: Final = frozenset({"where", "having", "filter", "and_"})


class Fault(NamedTuple):
    """What can be changed at a place."""

    kind: str
    text: str
    change: Callable[[], object]


def faults(place: Place) -> Iterator[Fault]:
    """Give each fault that a place can have."""
    for find in FINDERS.get(type(place.node), ()):
        yield from find(place)


def _criteria(place: Place) -> Iterator[Fault]:
    call = place.node
    if not isinstance(call.func, ast.Attribute):
        return
    if call.func.attr in CRITERIA:
        for one in call.args:
            text = f"{ast.unparse(one)} of {_root(call)}"
            yield Fault(FILTER, text, lambda one=one: call.args.remove(one))
    if call.func.attr == "filter_by":
        for one in call.keywords:
            text = f"{one.arg}={ast.unparse(one.value)} of {_root(call)}"
            yield Fault(FILTER, text, lambda one=one: call.keywords.remove(one))
    if call.func.attr == "or_":
        for one in call.args if len(call.args) > 1 else ():
            yield Fault(LOGIC, f"{ast.unparse(one)} of or_", lambda one=one: call.args.remove(one))


def _root(call: ast.Call) -> str:
    """Return what a chain of calls begins with: the select of a question, or its name."""
    root: ast.expr = call
    while isinstance(root, ast.Call) and isinstance(root.func, ast.Attribute):
        if isinstance(root.func.value, ast.Name):
            return ast.unparse(root.func if root.func.attr in CRITERIA else root)
        root = root.func.value
    return ast.unparse(root)


def _ifs(place: Place) -> Iterator[Fault]:
    loop = place.node
    for one in loop.ifs:
        text = f"for {ast.unparse(loop.target)} if {ast.unparse(one)}"
        yield Fault(FILTER, text, lambda one=one: loop.ifs.remove(one))


def _statement(place: Place) -> Iterator[Fault]:
    if isinstance(place.node.value, ast.Call) and place.inside:
        yield Fault(CALL, ast.unparse(place.node), lambda: place.put(ast.Pass()))


def _raised(place: Place) -> Iterator[Fault]:
    around = place.around.node
    alone = isinstance(around, ast.If) and place.node in around.body and not around.orelse
    if place.inside and not alone:
        yield Fault(GUARD, ast.unparse(place.node), lambda: place.put(ast.Pass()))


def _guard(place: Place) -> Iterator[Fault]:
    branch = place.node
    leaves = isinstance(branch.body[-1], ast.Raise | ast.Return | ast.Continue)
    if leaves and not branch.orelse and place.inside:
        text = f"if {ast.unparse(branch.test)}: {ast.unparse(branch.body[-1])}"
        yield Fault(GUARD, text, lambda: place.put(ast.Pass()))


def _asked(place: Place) -> Iterator[Fault]:
    """A condition that is not turned round as a comparison, is turned round as a whole."""
    test = place.node.test
    plain = isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr)
    if plain and not _is_checking(test):
        turned = ast.UnaryOp(ast.Not(), test)
        yield Fault(NEGATE, ast.unparse(test), lambda: setattr(place.node, "test", turned))


def _is_checking(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def _compared(place: Place) -> Iterator[Fault]:
    compare = place.node
    if len(compare.ops) > 1:
        return
    for kind, table in ((COMPARE, FLIPPED), (BOUNDARY, MOVED)):
        if new := table.get(type(compare.ops[0])):
            yield Fault(
                kind, ast.unparse(compare), lambda new=new: compare.ops.__setitem__(0, new())
            )


def _joined(place: Place) -> Iterator[Fault]:
    joined = place.node
    last = joined.values[-1]
    if isinstance(joined.op, ast.Or) and _is_empty(last):
        rest = joined.values[0]
        yield Fault(DEFAULT, ast.unparse(joined), lambda: place.put(rest))
    else:
        other = ast.And() if isinstance(joined.op, ast.Or) else ast.Or()
        yield Fault(LOGIC, ast.unparse(joined), lambda: setattr(joined, "op", other))


def _is_empty(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return not value
        case ast.Tuple(elts=[]) | ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
    return False


def _got(place: Place) -> Iterator[Fault]:
    call = place.node
    got = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
    asked = got and ast.unparse(call.func.value).endswith("session")
    if got and not asked and len(call.args) == 2 and not call.keywords:
        yield Fault(DEFAULT, ast.unparse(call), call.args.pop)


def _turned(place: Place) -> Iterator[Fault]:
    if isinstance(place.node.op, ast.Not):
        yield Fault(NEGATE, ast.unparse(place.node), lambda: place.put(place.node.operand))


def _constant(place: Place) -> Iterator[Fault]:
    value = place.node.value
    if isinstance(value, bool) or type(value) is int:
        new = not value if isinstance(value, bool) else value + 1
        around = place.around.node
        text = ast.unparse(around if isinstance(around, ast.expr | ast.keyword) else place.node)
        shown = f"{value} in {text}" if text != str(value) else text
        yield Fault(CONSTANT, shown, lambda: place.put(ast.Constant(new)))


def _returned(place: Place) -> Iterator[Fault]:
    value = place.node.value
    match value:
        case None | ast.Constant(value=None | bool()) | ast.Compare() | ast.UnaryOp():
            return
        case _ if _is_empty(value):
            return
        case ast.BoolOp():
            new: ast.expr = ast.UnaryOp(ast.Not(), deepcopy(value))
        case ast.List() | ast.ListComp():
            new = ast.List([], ast.Load())
        case ast.Tuple():
            new = ast.Tuple([], ast.Load())
        case ast.Dict() | ast.DictComp():
            new = ast.Dict([], [])
        case ast.Constant(value=str()):
            new = ast.Constant("")
        case _:
            new = ast.Constant(None)
    yield Fault(RETURN, ast.unparse(place.node), lambda: setattr(place.node, "value", new))


def _keywords(place: Place) -> Iterator[Fault]:
    call = place.node
    if isinstance(call.func, ast.Attribute) and call.func.attr == "filter_by":
        return
    for one in call.keywords:
        if one.arg:
            text = f"{one.arg}={ast.unparse(one.value)} of {ast.unparse(call.func)}"
            yield Fault(KEYWORD, text, lambda one=one: call.keywords.remove(one))


def _assigned(place: Place) -> Iterator[Fault]:
    assign = place.node
    target = assign.targets[0] if isinstance(assign, ast.Assign) else assign.target
    if not place.inside:
        return
    if isinstance(target, ast.Attribute | ast.Subscript):
        yield Fault(ASSIGN, ast.unparse(assign), lambda: place.put(ast.Pass()))
    if isinstance(target, ast.Tuple) and isinstance(assign.value, ast.Tuple):
        for one, value in zip(target.elts, assign.value.elts, strict=True):
            if isinstance(one, ast.Attribute | ast.Subscript):
                text = f"{ast.unparse(one)} = {ast.unparse(value)}"
                yield Fault(ASSIGN, text, lambda one=one, value=value: _drop(assign, one, value))


def _drop(assign: ast.Assign, target: ast.expr, value: ast.expr) -> None:
    assign.targets[0].elts.remove(target)
    assign.value.elts.remove(value)


FINDERS: Final = {
    ast.Call: (_criteria, _got, _keywords),
    ast.comprehension: (_ifs,),
    ast.Expr: (_statement,),
    ast.Raise: (_raised,),
    ast.If: (_guard, _asked),
    ast.IfExp: (_asked,),
    ast.While: (_asked,),
    ast.Compare: (_compared,),
    ast.BoolOp: (_joined,),
    ast.UnaryOp: (_turned,),
    ast.Constant: (_constant,),
    ast.Return: (_returned,),
    ast.Assign: (_assigned,),
    ast.AugAssign: (_assigned,),
}
