"""Puts a mark in each block and macro of a template, and one where a template is asked for."""

from collections.abc import Callable
from typing import Any, Final

from jinja2 import Environment, nodes

from tests.reach.marks import REACHED, Mark, Marks

FOLDER: Final = "templates/"
PAGE: Final = "(page)"
"""What stands around the blocks and macros of a template."""


def mark_blocks(tree: nodes.Template, name: str, marks: Marks) -> nodes.Template:
    """Let each block and macro of a template tell that it was reached."""
    for part in tree.find_all((nodes.Block, nodes.Macro)):
        number = marks.number(Mark(f"{FOLDER}{name}", part.name))
        called = nodes.Name(REACHED, "load")
        call = nodes.Call(called, [nodes.Const(number)], [], None, None)
        statement = nodes.ExprStmt(call)
        statement.set_lineno(part.lineno)
        statement.set_environment(tree.environment)
        part.body.insert(0, statement)
    return tree


def watch_templates(marks: Marks, reached: Callable[[int], None]) -> None:
    """Mark every template that is read from now on."""
    parse, load = Environment._parse, Environment._load_template

    def parse_marked(self: Environment, source: str, name: str | None, *more: Any) -> Any:
        self.globals[REACHED] = reached
        tree = parse(self, source, name, *more)
        return mark_blocks(tree, name, marks) if name else tree

    def load_marked(self: Environment, name: str, *more: Any) -> Any:
        reached(marks.number(Mark(f"{FOLDER}{name}", PAGE)))
        return load(self, name, *more)

    Environment._parse = parse_marked
    Environment._load_template = load_marked
