"""Puts a mark before each statement of a function, so that code tells by itself who reached it."""

import ast
from typing import Final, NamedTuple

REACHED: Final = "__reached__"
"""What a mark calls; a name of the builtins while a run is recorded."""


class Mark(NamedTuple):
    """A place that a test reaches: a statement, a macro, or with no line a whole file."""

    path: str
    within: str = ""
    line: int = 0


class Marks:
    """The number of each mark, given as they come."""

    def __init__(self) -> None:
        self.numbers: dict[Mark, int] = {}

    def number(self, mark: Mark) -> int:
        return self.numbers.setdefault(mark, len(self.numbers))


def marked(source: str, path: str, marks: Marks) -> ast.Module:
    """Return the code of a file with a mark before each statement of each function."""
    tree = ast.parse(source)
    _Marker(path, marks).walk(tree, "", inside=False)
    return ast.fix_missing_locations(tree)


class _Marker:
    def __init__(self, path: str, marks: Marks) -> None:
        self.path, self.marks = path, marks

    def walk(self, node: ast.AST, within: str, *, inside: bool) -> None:
        """Mark what stands in a node; ``within`` is the qualified name of the function around."""
        for field, value in ast.iter_fields(node):
            name, function = entered(node, within, field, inside=inside)
            children = value if isinstance(value, list) else [value]
            for child in children:
                if isinstance(child, ast.AST):
                    self.walk(child, name, inside=function)
            if function and children and isinstance(children[0], ast.stmt):
                setattr(node, field, self._block(children, name))
        if isinstance(node, ast.Lambda):
            call = self._call(node, entered(node, within, "body", inside=inside)[0])
            node.body = ast.BoolOp(ast.Or(), [call, node.body])

    def _block(self, statements: list[ast.stmt], within: str) -> list[ast.stmt]:
        said = 1 if _is_text(statements[0]) else 0
        block = statements[:said]
        for statement in statements[said:]:
            block += [ast.copy_location(ast.Expr(self._call(statement, within)), statement)]
            block += [statement]
        return block

    def _call(self, node: ast.expr | ast.stmt, within: str) -> ast.Call:
        number = self.marks.number(Mark(self.path, within, node.lineno))
        call = ast.Call(ast.Name(REACHED, ast.Load()), [ast.Constant(number)], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))


def entered(node: ast.AST, within: str, field: str, *, inside: bool) -> tuple[str, bool]:
    """Return the name of the function that a field of a node stands in, and whether it is one."""
    if field != "body":
        return within, inside
    around = f"{within}.<locals>." if inside else f"{within}." if within else ""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return f"{around}{node.name}", True
        case ast.Lambda():
            return f"{around}<lambda>", True
        case ast.ClassDef():
            return f"{around}{node.name}", False
    return within, inside


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
