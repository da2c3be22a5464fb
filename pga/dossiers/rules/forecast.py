"""Als niemand iets doet: the engine that looks ahead on any dossier, from the rules of its room.

It says what becomes of the *work* on which day, never what a person will do. Nothing here is a
second set of rules: each day is judged by the room, with the rules as they are and the settings of
that day. Only the days on which an answer can change are asked; that no other day matters is proved
by turning the clock day by day.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.dossiers.rules.lateness import Lateness, lateness

HORIZON: Final = 90
"""How many days it looks ahead."""
A_DAY: Final = timedelta(days=1)


class Happening(StrEnum):
    """What can become so on a day when nobody does anything."""

    NO_DATE = "no_date"
    """Nothing is due: nothing reminds anybody of this case."""
    TERM_LATE = "term_late"
    """A term has passed."""
    ACTION_LATE = "action_late"
    """The day of an action has passed and nobody said what came of it."""
    FLAG_DUE = "flag_due"
    """The day of a flag is there."""
    STEP_CHANGES = "step_changes"
    """Another thing is the one to do next."""
    MOVE_CLOSES = "move_closes"
    """A step can no longer be set, as something it needs no longer holds."""
    LINK_ENDS = "link_ends"
    """A colleague no longer works on it."""
    NOBODY_LEFT = "nobody_left"
    """The last colleague no longer works on it."""
    RETENTION_OVER = "retention_over"
    """The dossier has to be destroyed."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing that becomes so on a day; a day before today is one on which it already did."""

    on: date
    what: Happening
    term: StrEnum | None = None
    move: StrEnum | None = None
    need: StrEnum | None = None
    step: StrEnum | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules of a room say of a dossier on one day."""

    step: StrEnum | None
    """The one thing to do then."""
    closed: frozenset[tuple[StrEnum, StrEnum]]
    """Each move that cannot be made then, with a need that does not hold."""
    destroy_on: date | None
    """When it has to be destroyed, by the settings of that day."""


@dataclass(frozen=True, kw_only=True)
class Outlook(ABC):
    """What is known of a dossier today: facts, no content; a room adds what its rules ask."""

    terms: tuple[tuple[StrEnum, date], ...] = ()
    """What runs, and until which day it is on time."""
    flags: tuple[date, ...] = ()
    actions: tuple[date, ...] = ()
    """For each open action until which day it is on time."""
    links: tuple[date | None, ...] = ()
    """For each colleague who works on it the first day on which that is over."""

    @property
    @abstractmethod
    def today(self) -> date:
        """Return the day from which it looks ahead."""

    @property
    @abstractmethod
    def runs(self) -> bool:
        """Tell whether there is work on it."""

    @property
    @abstractmethod
    def gone(self) -> bool:
        """Tell whether nothing is left to look ahead for."""

    @property
    @abstractmethod
    def can_be_late(self) -> tuple[tuple[StrEnum, date], ...]:
        """Return the terms that pass; those of keeping end, and are not late."""

    @property
    @abstractmethod
    def own_days(self) -> Iterable[date]:
        """Return the days on which an answer of the room can change."""

    @abstractmethod
    def on(self, day: date) -> Judged:
        """Tell by the rules of the room how it stands on a day."""


@dataclass(frozen=True, slots=True)
class DayAhead:
    """How everything stands on one day."""

    late: frozenset[tuple[StrEnum, date]]
    flags: int
    actions: int
    judged: Judged
    working: int
    over: bool

    @property
    def step(self) -> StrEnum | None:
        """Return the one thing to do that day."""
        return self.judged.step


def forecast(dossier: Outlook) -> tuple[Foreseen, ...]:
    """Return what becomes so in the coming days when nobody acts, the earliest first.

    What is late already stands first, on the day it became so.
    """
    if dossier.gone:
        return ()
    found = list(_already(dossier))
    before = judge(dossier, dossier.today)
    for day in _turning_days(dossier):
        now = judge(dossier, day)
        found += differences(dossier, before, now, day)
        before = now
    return tuple(sorted(found, key=lambda one: one.on))


def judge(dossier: Outlook, day: date) -> DayAhead:
    """Tell by the rules how a dossier stands on a day, when nobody did anything until then."""
    judged = dossier.on(day)
    return DayAhead(
        late=frozenset(
            (kind, due) for kind, due in dossier.can_be_late if lateness(due, day) is Lateness.LATE
        ),
        flags=sum(due <= day for due in dossier.flags),
        actions=sum(due < day for due in dossier.actions),
        judged=judged,
        working=sum(until is None or until > day for until in dossier.links),
        over=judged.destroy_on is not None and judged.destroy_on <= day,
    )


def differences(dossier: Outlook, before: DayAhead, now: DayAhead, day: date) -> list[Foreseen]:
    """Return what became so between two days."""
    found = [
        Foreseen(day, Happening.TERM_LATE, term=kind) for kind, _ in sorted(now.late - before.late)
    ]
    found += [Foreseen(day, Happening.ACTION_LATE)] * (now.actions - before.actions)
    found += [Foreseen(day, Happening.FLAG_DUE)] * (now.flags - before.flags)
    found += [
        Foreseen(day, Happening.MOVE_CLOSES, move=code, need=need)
        for code, need in sorted(now.judged.closed - before.judged.closed)
    ]
    if now.step is not before.step:
        found.append(Foreseen(day, Happening.STEP_CHANGES, step=now.step))
    if now.working < before.working and dossier.runs:
        what = Happening.LINK_ENDS if now.working else Happening.NOBODY_LEFT
        found.append(Foreseen(day, what))
    if now.over and not before.over:
        found.append(Foreseen(day, Happening.RETENTION_OVER))
    return found


def _already(dossier: Outlook) -> Iterable[Foreseen]:
    if dossier.runs and not dossier.terms and not dossier.actions:
        yield Foreseen(dossier.today, Happening.NO_DATE)
    today = judge(dossier, dossier.today)
    for kind, due in sorted(today.late):
        yield Foreseen(due + A_DAY, Happening.TERM_LATE, term=kind)
    for due in dossier.actions:
        if due < dossier.today:
            yield Foreseen(due + A_DAY, Happening.ACTION_LATE)
    for due in dossier.flags:
        if due <= dossier.today:
            yield Foreseen(due, Happening.FLAG_DUE)
    if today.over and today.judged.destroy_on:
        yield Foreseen(today.judged.destroy_on, Happening.RETENTION_OVER)


def _turning_days(dossier: Outlook) -> list[date]:
    """Return the days on which an answer can change, the nearest first."""
    days = {due + A_DAY for _, due in dossier.terms} | {*dossier.flags, *dossier.own_days}
    days |= {due + A_DAY for due in dossier.actions}
    days |= {until for until in dossier.links if until is not None}
    last = dossier.today + HORIZON * A_DAY
    return sorted(day for day in days if dossier.today < day <= last)
