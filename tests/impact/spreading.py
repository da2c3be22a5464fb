"""How far a change spreads by names alone: who mentions what changed, and who mentions those."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.impact.outline import HOOK, WHOLE, Outline, Part

TESTS: Final = "tests"
SUPPORT: Final = "tests.support."
"""Where the fixtures stand that every test can ask."""
FIXTURE: Final = "pytest.fixture"

Name = tuple[str, str]
"""A module and a name in it."""
Users = dict[Name, list[tuple[str, Part]]]


@dataclass
class Spread:
    """What a change comes to."""

    names: set[Name] = field(default_factory=set)
    """What means something else than it did."""
    bodies: set[Name] = field(default_factory=set)
    """The functions of the house that do something else than they did, where they are reached."""
    everything: str = ""
    """Why it comes to everything, if it does."""


def spread(
    outlines: Mapping[str, Outline], changed: Iterable[tuple[str, Part]], *, mapped: bool = True
) -> Spread:
    """Follow the parts that changed to every name and every function that they change.

    Without a map of who reaches a function, whoever mentions it does.
    """
    found, users = Spread(), _users(outlines)
    first = [*changed]
    waiting = [*first]
    while waiting:
        module, part = waiting.pop()
        known = mapped or (module, part) in first
        for name in _note(found, module, part, mapped=mapped, known=known):
            if name not in found.names:
                found.names.add(name)
                waiting += users.get(name, ())
    return found


def _note(found: Spread, module: str, part: Part, *, mapped: bool, known: bool) -> Iterator[Name]:
    """Note what a part that changed means; give the names that others may mention.

    What is only said to change, because it mentions a function, is a name like any other.
    """
    in_tests = module.partition(".")[0] == TESTS
    if part.body and mapped and not in_tests:
        found.bodies |= {(module, name) for name in part.names}
        return
    if known and not in_tests and WHOLE in part.names:
        found.everything = f"{module} does something while it is imported"
    if in_tests and any(name.startswith(HOOK) for name in part.names):
        found.everything = f"{module} changes what pytest does"
    for name in part.names:
        yield module, name.partition(".")[0]


def _fixtures(outlines: Mapping[str, Outline]) -> set[Name]:
    return {
        (module, name)
        for module, one in outlines.items()
        for part in one.parts
        for name in part.names
        if FIXTURE in part.mentions
    }


def _is_for_all(module: str) -> bool:
    return module.startswith(SUPPORT) and not module.startswith(f"{SUPPORT}test_")


def _users(outlines: Mapping[str, Outline]) -> Users:
    """Return, of each name, the parts that use it."""
    users: Users = {}
    fixtures = _fixtures(outlines)
    for module, one in outlines.items():
        own = {name for part in one.parts for name in part.names if not part.body}
        for part in one.parts:
            for name in _meant(part, module, one, own, outlines):
                users.setdefault(name, []).append((module, part))
            for name in _prepared(part, module, fixtures):
                users.setdefault(name, []).append((module, part))
    return users


def _prepared(part: Part, module: str, fixtures: set[Name]) -> Iterator[Name]:
    """Give the fixtures that a part of the tests asks: of its file, its folders or for all."""
    if module.partition(".")[0] != TESTS:
        return
    folders = module.split(".")[:-1]
    around = [".".join([*folders[:depth], "conftest"]) for depth in range(1, len(folders) + 1)]
    for there, name in fixtures:
        if name in part.asks and (there in {module, *around} or _is_for_all(there)):
            yield there, name


def _meant(
    part: Part, module: str, one: Outline, own: set[str], outlines: Mapping[str, Outline]
) -> Iterator[Name]:
    for mention in part.mentions:
        base, _, rest = mention.partition(".")
        if base in one.bound:
            yield from _imported(one.bound[base], rest, outlines)
        elif base in own:
            yield module, base


def _imported(bound: Name, used: str, outlines: Mapping[str, Outline]) -> Iterator[Name]:
    """Give what an imported name may stand for; a module that is handed on, for all of it."""
    source, name = bound
    if source in outlines and name:  # pragma: no branch - or it is not of the house
        yield bound
    inner = f"{source}.{name}" if name else source
    if inner in outlines:
        all_names = (each for part in outlines[inner].parts for each in part.names)
        yield from ((inner, each) for each in ([used] if used else all_names))
