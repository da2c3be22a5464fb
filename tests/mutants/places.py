"""Where an expression stands in the code of a module, and how another is put in its place."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.reach.marks import Mark, entered


@dataclass(frozen=True)
class Place:
    """A node and what stands around it."""

    node: ast.AST
    put: Callable[[Any], None]
    """Puts another node in its place."""
    around: "Place | None"
    module: str
    path: str
    within: str = ""
    """The qualified name of the function, as a mark has it."""
    inside: bool = False
    """Whether it runs when a function is called, and not while the module is imported."""
    line: int = 0
    """The line of the statement that a mark stands before."""
    named: str = ""
    """What is defined there: a function, a class, a name of the module."""

    @property
    def mark(self) -> Mark:
        return Mark(self.path, self.within, self.line)

    @property
    def where(self) -> str:
        return ".".join(part for part in (self.module, self.named) if part)


def places(tree: ast.Module, module: str, path: str) -> Iterator[Place]:
    """Give every node of a module with its place, as they stand in the text."""
    return _below(Place(tree, lambda _: None, None, module, path))


def _below(place: Place) -> Iterator[Place]:
    node = place.node
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "type_comment", "ctx"}:
            continue
        for child, put in _children(node, field, value):
            inner = _inner(place, field, child, put)
            yield inner
            yield from _below(inner)


def _children(node: ast.AST, field: str, value: Any) -> Iterator[tuple[ast.AST, Any]]:
    if isinstance(value, ast.AST):
        yield value, lambda new: setattr(node, field, new)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            if isinstance(child, ast.AST):
                yield child, lambda new, number=number: value.__setitem__(number, new)


def _inner(place: Place, field: str, child: ast.AST, put: Any) -> Place:
    within, inside = entered(place.node, place.within, field, inside=place.inside)
    inner = replace(place, node=child, put=put, around=place, within=within, inside=inside)
    if isinstance(child, ast.stmt):
        inner = replace(inner, line=child.lineno)
    if isinstance(place.node, ast.Lambda) and field == "body":
        inner = replace(inner, line=place.node.lineno)
    if name := _name(child, inside=inside):
        inner = replace(inner, named=f"{place.named}.{name}".lstrip("."))
    return inner


def _name(node: ast.AST, *, inside: bool) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return "" if inside else name
    return ""
