"""A life is lived once and kept: a test that begins as another began gets a copy of that store.

Each builder of a test is a step. Whoever takes the same first steps in a fresh store, with the same
words at the same moment, comes to the same place; from the third time on a step is not lived but
put back, with what it returned. A test that writes anything between two builders goes on alone.
"""

import os
import shutil
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import wraps
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

from pga.core import clock

FRESH: Final = timedelta(minutes=5)
"""How long a life is good that began on the running clock: sessions and waiting times grow old."""
MOST: Final = 150
"""How many copies are kept; past it all are forgotten, and the next tests make their own."""
ANEW: Final = os.environ.get("LIVES") == "anew"
"""Whether each test lives its own lives: for who wants to know what a test reaches."""
PLAIN: Final = (str, int, float, bytes, UUID, date, datetime, time, timedelta, Enum, type(None))

P = ParamSpec("P")
R = TypeVar("R")


class Unsigned(Exception):
    """Something that two tests cannot be said to have given alike."""


def sign(value: Any) -> Hashable:
    """Return what is equal for what two tests gave alike; raises Unsigned for what is not known."""
    if isinstance(value, PLAIN):
        return type(value), value
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), *(sign(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return dict, *((sign(key), sign(one)) for key, one in value.items())
    if isinstance(value, set | frozenset):
        return frozenset, frozenset(map(sign, value))
    if isinstance(value, list | tuple):
        return type(value), *map(sign, value)
    raise Unsigned(type(value))


@dataclass
class Step:
    """A place that tests come to by their builders."""

    born: datetime | None
    """When the oldest step up to here began that was taken on the running clock."""
    seen: bool = False
    """Whether a test took it already: from the second time on there is a copy."""
    copy: Path | None = None
    """The files of the store as they stood here."""
    number: int = 0
    result: Any = None
    further: dict[Hashable, "Step"] = field(default_factory=dict)

    def old(self, now: datetime) -> bool:
        """Tell whether it began too long ago, or in a time that this test does not live in."""
        if self.born is None:
            return False
        days = {clock.on_the_wall(moment).date() for moment in (self.born, now)}
        return len(days) > 1 or not timedelta() <= now - self.born <= FRESH


class Lives:
    """The lives of one store that is made of files, and where the test of now stands in them."""

    def __init__(self, files: tuple[Path, ...], release: Callable[[], None]) -> None:
        self._files, self._release = files, release
        self._kept = files[0].parent / "lives"
        self._made = 0
        self._first = Step(None)
        self._here: Step | None = None
        self._stamp: Hashable = None
        self._busy = False

    def begin(self, *, alone: bool) -> None:
        """Begin a test at the founded store; who goes ``alone`` takes no step of others."""
        self._here = None if alone or ANEW else self._first
        self._stamp = self._stamped()

    def take(self, build: Callable[[], R], key: Hashable) -> R:
        """Take a step: put back what came of it earlier, or build."""
        if self._busy or threading.current_thread() is not threading.main_thread():
            return build()
        self._busy = True
        try:
            step, self._here = self._step(key), None
            if step is None:
                return build()
            if step.copy is None:
                self._live(step, build)
            else:
                self._put_back(step.copy)
                numbers.last = step.number
            self._here, self._stamp = step, self._stamped()
            return step.result
        finally:
            self._busy = False

    def _step(self, key: Hashable) -> Step | None:
        """Return the step that a builder is from here; none when this test goes on alone."""
        if self._here is None or key is None or self._stamp != self._stamped():
            return None
        now, further = clock.now(), self._here.further
        step = further.get(key)
        if step is None or step.old(now):
            further[key] = Step(self._here.born or (None if _stopped() else now), step is not None)
        return further[key]

    def _live(self, step: Step, build: Callable[[], Any]) -> None:
        step.further.clear()
        step.result, step.number = build(), numbers.last
        if step.seen:
            step.copy = self._copied()
        step.seen = True

    def _copied(self) -> Path:
        self._made += 1
        if self._made % MOST == 0:
            self._first.further.clear()
            shutil.rmtree(self._kept)
        self._release()
        self._kept.mkdir(exist_ok=True)
        copy = Path(mkdtemp(dir=self._kept))  # a forked process has the same folder
        for one in self._files:
            if one.exists():
                shutil.copyfile(one, copy / one.name)
        return copy

    def _put_back(self, copy: Path) -> None:
        self._release()
        for one in self._files:
            one.unlink(missing_ok=True)
            if (copy / one.name).exists():
                shutil.copyfile(copy / one.name, one)

    def _stamped(self) -> Hashable:
        """Return what changes with each write: of what is not in a file yet, its length."""
        waiting = [one.with_name(f"{one.name}-wal") for one in self._files]
        found = [one.stat() for one in self._files if one.exists()]
        return (
            *((one.st_ino, one.st_size, one.st_mtime_ns) for one in found),
            *(one.stat().st_size if one.exists() else 0 for one in waiting),
        )


class Numbers:
    """Counts what a store holds, so that no two names in it are alike."""

    def __init__(self) -> None:
        self.last = 0

    def __next__(self) -> int:
        self.last += 1
        return self.last


numbers: Final = Numbers()
_lives: ContextVar[Lives | None] = ContextVar("lives", default=None)


@contextmanager
def living(lives: Lives | None, *, alone: bool) -> Iterator[None]:
    """Let a test begin at a founded store; none is kept of a store that is not made of files."""
    numbers.last = 0
    if lives is not None:
        lives.begin(alone=alone)
    token = _lives.set(lives)
    try:
        yield
    finally:
        _lives.reset(token)


def _stopped() -> datetime | None:
    """Return the moment at which the clock stands still; none while it runs."""
    return clock._stopped.get()


def kept(build: Callable[P, R]) -> Callable[P, R]:
    """Let a builder be a step of a life."""

    @wraps(build)
    def step(*args: P.args, **more: P.kwargs) -> R:
        lives = _lives.get()
        if lives is None:
            return build(*args, **more)
        return lives.take(lambda: build(*args, **more), _key(build, args, more))

    return step


def _key(build: Callable[..., Any], args: Any, more: Any) -> Hashable:
    """Return what a step is known by, none when two tests could give the same and differ in it."""
    try:
        return build, sign(args), sign(more), _stopped() or clock.today()
    except Unsigned:
        return None
