"""Puts a mark before each statement and on each way out of a branch: who passes, leaves a trace.

A tracer is told of every line of every library too; a mark costs only where it stands.
"""

import ast
from typing import Final, NamedTuple

PASSED: Final = "__passed__"
"""What a mark writes in: a name of the builtins while a run is measured."""


class Turn(NamedTuple):
    """A way out of a branch: into what it holds, or past it."""

    line: int
    body: int
    """Where the first statement of what it holds stands."""
    into: bool


class Mark(NamedTuple):
    """What was reached by who passes here."""

    path: str
    lines: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()


class Marks:
    """All marks of a process by their number, and which of them were passed."""

    def __init__(self) -> None:
        self.all: list[Mark] = []
        self.passed = bytearray()

    def number(self, mark: Mark) -> int:
        self.all.append(mark)
        self.passed.append(0)
        return len(self.all) - 1

    def reached(self) -> list[Mark]:
        return [mark for mark, there in zip(self.all, self.passed, strict=True) if there]


def put_marks(tree: ast.Module, path: str, marks: Marks) -> None:
    """Put the marks of a file into its tree."""
    _Marker(path, marks).walk(tree)


class _Marker:
    def __init__(self, path: str, marks: Marks) -> None:
        self.path, self.marks = path, marks

    def walk(self, node: ast.AST) -> None:
        """Mark what stands in a node; a mark itself is walked by nobody."""
        blocks = {
            field: value
            for field, value in ast.iter_fields(node)
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt)
        }
        for field, block in blocks.items():
            setattr(node, field, self._block(block))
        match node:
            case ast.If() | ast.For() | ast.While():
                self._branch(node, _first(blocks["body"][0]))
            case ast.Try() | ast.TryStar():
                self._handlers(node)
            case ast.Match():
                self._cases(node)

    def _block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        block: list[ast.stmt] = []
        for at, statement in enumerate(statements):
            self.walk(statement)
            if at == 0 and _is_text(statement):
                block.append(statement)
                continue
            mark = self._mark(statement, lines=(*_decorators(statement), statement.lineno))
            # What is of the future has to stand before all else.
            block += [statement, mark] if _of_the_future(statement) else [mark, statement]
        return block

    def _handlers(self, node: ast.Try | ast.TryStar) -> None:
        """Mark each handler, with those before it that it was not."""
        for at, handler in enumerate(node.handlers, 1):
            lines = tuple(one.lineno for one in node.handlers[:at])
            handler.body = [self._mark(handler, lines=lines), *self._block(handler.body)]

    def _branch(self, node: ast.If | ast.For | ast.While, body: int) -> None:
        node.body.insert(0, self._mark(node, turns=(Turn(node.lineno, body, into=True),)))
        node.orelse.insert(0, self._mark(node, turns=(Turn(node.lineno, body, into=False),)))

    def _cases(self, node: ast.Match) -> None:
        """Mark each case, with those before it that did not match; and that none did."""
        past: tuple[Turn, ...] = ()
        for case in node.cases:
            line, body = case.pattern.lineno, _first(case.body[0])
            turns = (*past, Turn(line, body, into=True))
            case.body = self._block(case.body)
            case.body.insert(0, self._turned(node, turns))
            past = (*past, Turn(line, body, into=False))
        last = node.cases[-1]
        if last.guard or not isinstance(last.pattern, ast.MatchAs) or last.pattern.pattern:
            node.cases.append(ast.match_case(ast.MatchAs(), None, [self._turned(node, past)]))
            ast.fix_missing_locations(ast.copy_location(node.cases[-1].pattern, node))

    def _turned(self, node: ast.Match, turns: tuple[Turn, ...]) -> ast.stmt:
        return self._mark(node, lines=tuple(turn.line for turn in turns), turns=turns)

    def _mark(self, node: ast.stmt | ast.ExceptHandler, **what: tuple) -> ast.stmt:
        number = ast.Constant(self.marks.number(Mark(self.path, **what)))
        place = ast.Subscript(ast.Name(PASSED, ast.Load()), number, ast.Store())
        mark = ast.Assign([place], ast.Constant(1))
        return ast.fix_missing_locations(ast.copy_location(mark, node))


def _first(statement: ast.stmt) -> int:
    return min((*_decorators(statement), statement.lineno))


def _decorators(statement: ast.stmt) -> tuple[int, ...]:
    return tuple(one.lineno for one in getattr(statement, "decorator_list", ()))


def _is_text(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _of_the_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
