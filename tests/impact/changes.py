"""What differs between a commit and the files as they stand: code by its parts, pages by theirs."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from tests.impact.outline import Outline, Part, differing, outline
from tests.reach.marks import Mark
from tests.reach.reads import ROOT
from tests.reach.templates import PAGE


@dataclass(frozen=True)
class Change:
    """A file that differs; no text where it was not there, or is not any more."""

    path: str
    old: str | None
    new: str | None


def changes_since(base: str, root: Path = ROOT) -> list[Change]:
    """Return each file that differs from a commit, those included that git does not know yet."""
    named = _git(root, "diff", "--name-only", "--no-renames", "-z", base)
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    paths = sorted({*named.split("\0"), *unknown.split("\0")} - {""})
    return [Change(path, _at(root, base, path), _now(root / path)) for path in paths]


def parts_changed(change: Change) -> list[Part]:
    """Return the parts of a module that differ; raises SyntaxError where one cannot be read."""
    return differing(*(outline(text) if text else Outline() for text in (change.old, change.new)))


def page_marks(change: Change) -> Iterator[Mark]:
    """Give the marks that a change of a template touches: a macro or a block, or all of it."""
    old, new = (_pieces(text or "") for text in (change.old, change.new))
    for name in old.keys() | new.keys():
        if old.get(name) != new.get(name):
            yield Mark(change.path, name)


def _pieces(text: str) -> dict[str, str]:
    """Return each block and macro of a template, and what is around them."""
    tree = Environment(autoescape=True).parse(text)
    found: dict[str, str] = {}
    for part in [*tree.find_all((nodes.Block, nodes.Macro))]:
        found[part.name] = found.get(part.name, "") + repr(part)
    for part in [*tree.find_all((nodes.Block, nodes.Macro))]:
        part.body = []
    return {**found, PAGE: repr(tree)}


def _git(root: Path, *asked: str) -> str:
    done = subprocess.run(["git", *asked], cwd=root, capture_output=True, check=True)
    return done.stdout.decode()


def _at(root: Path, base: str, path: str) -> str | None:
    told = subprocess.run(
        ["git", "show", f"{base}:{path}"], cwd=root, capture_output=True, check=False
    )
    return told.stdout.decode("utf-8", "replace") if told.returncode == 0 else None


def _now(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.is_file() else None
