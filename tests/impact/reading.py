"""Which tests a change may touch, by reading alone: names, routes and templates; without a map.

Who mentions what changed, changed too. A page that changed is asked for by each file of tests that
has all the words of its address, and of the pages that lead to it. When in doubt, a test runs.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.impact.changes import Change
from tests.impact.choosing import (
    ALWAYS,
    HOUSE,
    LOOK,
    PAGES,
    Choice,
    is_named,
    is_understood,
    module_of,
)
from tests.impact.choosing import parts as parts_of
from tests.impact.outline import WHOLE, Outline, outline
from tests.impact.spreading import TESTS, Spread, spread
from tests.reach.reads import ROOT

ROUTES: Final = frozenset({"route", "get", "post"})
"""What a view is hung on a blueprint with."""
HOOKS: Final = re.compile(r"(bp|app|event|sa_event)\.(?!(route|get|post)$)\w+")
"""What lets a function be called by nobody's name: it can change every page."""
WALKERS: Final = frozenset({"iter_rules", "url_map"})
"""Who asks these, asks for each page there is."""
BROWSER: Final = "browser"
"""Who has one follows links, and what they say is nobody's address."""
SHOWN: Final = re.compile(r"[\w/-]+\.html")
ENDPOINT: Final = re.compile(r"[a-z_]+\.[a-z_]+")
WORD: Final = re.compile(r"[\w-]+")
HOLES: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class View:
    """A function of a page: its name, its addresses, and what it mentions in words."""

    name: tuple[str, str]
    endpoint: str
    words: tuple[frozenset[str], ...]
    """Of each address what stands in it that is always the same."""
    leads: frozenset[str]
    """The endpoints that it names."""
    shows: frozenset[str]
    """The templates that it names."""


@dataclass
class Tree:
    """What stands in a checkout, as it can be read."""

    outlines: dict[str, Outline] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    hooks: set[tuple[str, str]] = field(default_factory=set)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of each module of the tests the words in its texts, and the names it asks."""
    shown: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of each template those that it is made of; of each module those that no view of it names."""


def read_tree(root: Path = ROOT) -> Tree:  # pragma: no cover - reads the tree
    """Read a checkout."""
    found = Tree()
    for path in sorted([root / "config.py", *_all(root, "pga"), *_all(root, TESTS)]):
        inner, text = str(path.relative_to(root)), path.read_text("utf-8")
        add_module(found, inner, text)
    for path in sorted((root / "templates").rglob("*.html")):
        add_page(found, str(path.relative_to(root / "templates")), path.read_text("utf-8"))
    return found


def _all(root: Path, folder: str) -> Iterator[Path]:  # pragma: no cover - as above
    return (root / folder).rglob("*.py")


def add_module(tree: Tree, path: str, text: str) -> None:
    """Read a module."""
    module, parsed = module_of(path), ast.parse(text)
    tree.outlines[module] = outline(text)
    if path.startswith(f"{TESTS}/"):
        tree.words[module] = frozenset(_words(parsed))
        return
    elsewhere: set[str] = set()
    for node in parsed.body:
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.FunctionDef) and (rules := [*_rules(decorators)]):
            tree.views.append(_view(module, node, rules))
            continue
        elsewhere |= _pages_in(node)
        if any(HOOKS.match(ast.unparse(one)) for one in decorators):
            tree.hooks.add((module, node.name))
    tree.shown[module] = frozenset(elsewhere)


def add_page(tree: Tree, name: str, text: str) -> None:
    """Read a template."""
    tree.shown[name] = frozenset(SHOWN.findall(text))


def _rules(decorators: list[ast.expr]) -> Iterator[str]:
    for one in decorators:
        match one:
            case ast.Call(func=ast.Attribute(attr=attr), args=[ast.Constant(value=str(rule)), *_]):
                if attr in ROUTES:
                    yield rule


def _pages_in(node: ast.AST) -> frozenset[str]:
    return frozenset(one for text in _texts(node) for one in SHOWN.findall(text))


def _view(module: str, node: ast.FunctionDef, rules: list[str]) -> View:
    texts = [*_texts(node)]
    room = module.split(".")[1]
    return View(
        (module, node.name),
        f"{room}.{node.name}",
        tuple(frozenset(WORD.findall(HOLES.sub("", rule))) for rule in rules),
        frozenset(one for one in texts if ENDPOINT.fullmatch(one)),
        _pages_in(node),
    )


def _texts(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _words(tree: ast.AST) -> Iterator[str]:
    for text in _texts(tree):
        if " " not in text:
            yield from WORD.findall(text)
    for one in ast.walk(tree):
        if isinstance(one, ast.Attribute):
            yield one.attr
        elif isinstance(one, ast.Name):
            yield one.id


def choose_by_reading(changes: Iterable[Change], tree: Tree, collected: Iterable[str]) -> Choice:
    """Choose of the tests that there are those that a change may touch."""
    known, there = list(changes), list(collected)
    if why := next((one.path for one in known if not is_understood(one)), ""):
        return Choice(set(there), f"nothing is known of who leans on {why}")
    reached = spread(tree.outlines, parts_of(known), mapped=False)
    if reached.everything:
        return Choice(set(there), reached.everything)
    if hook := next(iter(sorted(reached.names & tree.hooks)), None):
        return Choice(set(there), f"{'.'.join(hook)} is called for every page")
    files = {*_by_pages(known, reached, tree), *_by_files(known, tree)}
    return Choice(
        {
            name
            for name in there
            if name.startswith(ALWAYS)
            or module_of(name.partition("::")[0]) in files
            or is_named(name, reached.names)
        }
    )


def _by_pages(changes: list[Change], reached: Spread, tree: Tree) -> Iterator[str]:
    """Give each module of tests that may ask for a page that changed."""
    paths = {one.path.partition("/")[2] for one in changes if PAGES.fullmatch(one.path)}
    pages = _made_of(paths, tree)
    showing = {name for name, inner in tree.shown.items() if inner & pages} - pages
    seen = {one.name[0] for one in tree.views}
    unseen = showing - seen or any((one, WHOLE) in reached.names for one in tree.shown)
    changed = {
        one
        for one in tree.views
        if unseen or one.name in reached.names or one.name[0] in showing or one.shows & pages
    }
    endpoints = {one.endpoint for one in changed}
    asked = changed | {one for one in tree.views if one.leads & endpoints}
    addresses = {words for one in asked for words in one.words}
    looks = any(LOOK.fullmatch(one.path) for one in changes)
    for module in tree.words if asked or pages or looks else ():
        words = _around(module, tree)
        if words & WALKERS or BROWSER in words or any(one <= words for one in addresses):
            yield module


def _made_of(pages: set[str], tree: Tree) -> set[str]:
    """Return these templates and all that are made of one of them."""
    found: set[str] = set()
    waiting = set(pages)
    while waiting:
        found |= waiting
        waiting = {name for name, inner in tree.shown.items() if inner & found} - found
        waiting = {name for name in waiting if name.endswith(".html")}
    return found


def _around(module: str, tree: Tree) -> frozenset[str]:
    """Return the words of a module of tests and of those that it takes something from."""
    found, waiting = set[str](), {module}
    while waiting:
        found |= waiting
        bound = [each for one in waiting for each in tree.outlines[one].bound.values()]
        sources = {source for source, _ in bound} | {".".join(each) for each in bound}
        waiting = (sources & tree.words.keys()) - found
    return frozenset().union(*(tree.words[one] for one in found))


def _by_files(changes: list[Change], tree: Tree) -> Iterator[str]:
    """Give each module of tests that may read a file that changed, or start a program."""
    code = any(HOUSE.fullmatch(one.path) or PAGES.fullmatch(one.path) for one in changes)
    named = {
        word
        for one in changes
        if not one.path.endswith((".py", ".html"))
        for word in (*Path(one.path).parts, Path(one.path).stem)
    } - {TESTS}
    for module, words in tree.words.items():
        if (code and "subprocess" in words) or words & named:
            yield module
